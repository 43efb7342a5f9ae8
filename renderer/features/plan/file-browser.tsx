/**
 * Folders and files of this computer, as the backend lists them. Arrow keys move, Enter opens; several files are
 * ticked and opened together. Must not read any file.
 */
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react';
import { formatBytes, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useBrowse } from './plan-queries.ts';
import classes from './plan.module.css';

type Entry = NonNullable<ReturnType<typeof useBrowse>['data']>['entries'][number];

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
  entry: Entry;
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
        {isFolder && <span className={classes.hidden}>, folder</span>}
      </button>
      <span className={classes.entrySize}>{isFolder ? '' : formatBytes(entry.bytes)}</span>
    </li>
  );
}

type Listing = NonNullable<ReturnType<typeof useBrowse>['data']>;

interface ListingProps {
  listing: Listing;
  onEnter: (folder: string) => void;
  onChoose: (paths: string[]) => void;
}

function Head({
  listing,
  ticked,
  onEnter,
  onChoose,
}: ListingProps & { ticked: readonly string[] }): ReactNode {
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
          Look into {formatCounted(ticked.length, 'file')}
        </Button>
      ) : (
        <Button size="s" onClick={() => onChoose([listing.folder])}>
          Look into this folder
        </Button>
      )}
    </div>
  );
}

function FolderListing(props: ListingProps): ReactNode {
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

export function FileBrowser({ onChoose }: { onChoose: (paths: string[]) => void }): ReactNode {
  const [folder, setFolder] = useState<string | null>(null);
  const browse = useBrowse(folder);
  const failed = browse.error === null ? null : problemOf(browse.error);
  return (
    <section className={classes.browser} aria-label="Files on this computer">
      {browse.isPending && <Skeleton lines={5} />}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          actions={
            <Button size="s" onClick={() => setFolder(null)}>
              Go to the home folder
            </Button>
          }
        />
      )}
      {browse.data !== undefined && failed === null && (
        <FolderListing
          key={browse.data.folder}
          listing={browse.data}
          onEnter={setFolder}
          onChoose={onChoose}
        />
      )}
    </section>
  );
}
