/**
 * Folders and files of this computer, as they are listed to it. Arrow keys move, Enter opens; several files are ticked and
 * opened together. Must not ask for any listing.
 */
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react';
import { Button } from './button.tsx';
import classes from './file-list.module.css';
import spoken from './spoken.module.css';

export interface FileEntry {
  name: string;
  path: string;
  kind: 'folder' | 'file';
  /** In words; empty for a folder. */
  size: string;
}

export interface FileListing {
  folder: string;
  /** Null at the root. */
  parent: string | null;
  entries: readonly FileEntry[];
}

/** Moves focus among the entries of the list. */
function useArrowKeys() {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    entries[Math.min(entries.length - 1, Math.max(0, at + step))]?.focus();
  };
  return { list, onKeyDown };
}

interface EntryLineProps {
  entry: FileEntry;
  isTicked: boolean;
  onOpen: () => void;
  onTick: (isTicked: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function EntryLine({ entry, isTicked, onOpen, onTick, onKeyDown }: EntryLineProps): ReactNode {
  const isFolder = entry.kind === 'folder';
  return (
    <li className={classes.entry}>
      {isFolder ? (
        <span />
      ) : (
        <input
          type="checkbox"
          aria-label={`Tick ${entry.name}`}
          checked={isTicked}
          onChange={(event) => onTick(event.target.checked)}
        />
      )}
      <button type="button" data-entry className={classes.entryName} onClick={onOpen} onKeyDown={onKeyDown}>
        {isFolder ? (
          <IconFolder size={16} stroke={1.6} aria-hidden />
        ) : (
          <IconFile size={16} stroke={1.6} aria-hidden />
        )}
        <span>{entry.name}</span>
        {isFolder && <span className={spoken.only}>, folder</span>}
      </button>
      <span className={classes.entrySize}>{entry.size}</span>
    </li>
  );
}

export interface FileListProps {
  listing: FileListing;
  onEnter: (folder: string) => void;
  onChoose: (paths: string[]) => void;
}

function Head({
  listing,
  ticked,
  onEnter,
  onChoose,
}: FileListProps & { ticked: readonly string[] }): ReactNode {
  const { parent } = listing;
  return (
    <div className={classes.browserHead}>
      <Button
        size="s"
        icon={<IconArrowUp size={14} />}
        disabled={parent === null}
        onClick={() => parent !== null && onEnter(parent)}
      >
        Up
      </Button>
      <code className={classes.folder}>{listing.folder}</code>
      {ticked.length > 0 ? (
        <Button size="s" onClick={() => onChoose([...ticked])}>
          Look into {ticked.length === 1 ? '1 file' : `${ticked.length} files`}
        </Button>
      ) : (
        <Button size="s" onClick={() => onChoose([listing.folder])}>
          Look into this folder
        </Button>
      )}
    </div>
  );
}

/** One folder; give it a key by folder, so that ticks do not outlive it. */
export function FileList(props: FileListProps): ReactNode {
  const { listing, onEnter, onChoose } = props;
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { list, onKeyDown } = useArrowKeys();
  return (
    <>
      <Head {...props} ticked={ticked} />
      <ul ref={list} className={classes.entries}>
        {listing.entries.map((entry) => (
          <EntryLine
            key={entry.path}
            entry={entry}
            isTicked={ticked.includes(entry.path)}
            onKeyDown={onKeyDown}
            onOpen={() => (entry.kind === 'folder' ? onEnter(entry.path) : onChoose([entry.path]))}
            onTick={(isOn) =>
              setTicked(isOn ? [...ticked, entry.path] : ticked.filter((path) => path !== entry.path))
            }
          />
        ))}
        {listing.entries.length === 0 && <li className={classes.rest}>Nothing here that Assay can read.</li>}
      </ul>
    </>
  );
}

/** The frame around a listing, while it is asked for too. */
export function FileFrame({ children }: { children: ReactNode }): ReactNode {
  return (
    <section className={classes.browser} aria-label="Files on this computer">
      {children}
    </section>
  );
}
