/**
 * Keys as a file: out, and in again with everything said that could not be taken over. Invariant: importing changes
 * nothing before the person has seen what does not fit, and can be taken back.
 */
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { commands, findCommand } from '../../../shared/commands/registry.ts';
import { formatCounted } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Notice } from '../../ui/states.tsx';
import { KEY_FILE_NAME, isWhole, readKeyFile, writeKeyFile } from './key-file.ts';
import type { ReadKeys } from './key-file.ts';
import classes from './settings.module.css';

type Shown =
  | { kind: 'refused'; what: string; remedy: string }
  | { kind: 'asked'; read: ReadKeys }
  | { kind: 'taken'; count: number; before: KeyChanges };

export interface KeyFileOptions {
  changes: KeyChanges;
  onChange: (changes: Record<string, string>) => void;
}

const titleOf = (id: string): string => `“${findCommand(id)?.title ?? id}”`;

/** What of a file does not fit, line by line. */
function Misfits({ read }: { read: ReadKeys }): ReactNode {
  return (
    <ul className={classes.misfits}>
      {read.conflicts.map((one) => (
        <li key={one.chord}>
          <Kbd chord={one.chord} /> is claimed by {one.commandIds.map(titleOf).join(' and ')}: they keep the
          keys that they come with.
        </li>
      ))}
      {read.unusable.map((one) => (
        <li key={one.command.id}>
          “{one.keys}” is no key: “{one.command.title}” keeps the key that it comes with.
        </li>
      ))}
      {read.unknown.length > 0 && (
        <li>
          {formatCounted(read.unknown.length, 'command')} not known here:{' '}
          {read.unknown.slice(0, 8).join(', ')}
          {read.unknown.length > 8 && ' and others'}.
        </li>
      )}
    </ul>
  );
}

interface SaidProps {
  shown: Shown;
  onTake: (read: ReadKeys) => void;
  onBack: (before: KeyChanges) => void;
  onClose: () => void;
}

/** What came of reading a file, and what can be done about it. */
function Said({ shown, onTake, onBack, onClose }: SaidProps): ReactNode {
  const close = (
    <Button size="s" variant="quiet" onClick={onClose}>
      {shown.kind === 'asked' ? 'Leave my keys' : 'Dismiss'}
    </Button>
  );
  switch (shown.kind) {
    case 'refused':
      return (
        <Notice tone="bad" title={shown.what} actions={close}>
          {shown.remedy}
        </Notice>
      );
    case 'taken':
      return (
        <Notice
          tone="good"
          title={`${formatCounted(shown.count, 'changed key')} taken over.`}
          actions={
            <>
              <Button size="s" onClick={() => onBack(shown.before)}>
                Take it back
              </Button>
              {close}
            </>
          }
        >
          Every other command has the key that it comes with.
        </Notice>
      );
    case 'asked':
      return <Asked read={shown.read} onTake={onTake} close={close} />;
  }
}

/** A file that does not fit whole changes nothing before the person says so. */
function Asked({
  read,
  onTake,
  close,
}: Pick<SaidProps, 'onTake'> & { read: ReadKeys; close: ReactNode }): ReactNode {
  return (
    <Notice
      tone="warn"
      title="Not all of this file fits. Nothing was changed yet."
      actions={
        <>
          <Button size="s" onClick={() => onTake(read)}>
            Take over the rest ({Object.keys(read.changes).length})
          </Button>
          {close}
        </>
      }
    >
      <Misfits read={read} />
    </Notice>
  );
}

/** The two buttons. `onFile` gets the file that was picked. */
function KeyFileActs({ changes, onFile }: { changes: KeyChanges; onFile: (file: File) => void }): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label="File of keys"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = '';
        }}
      />
      <Button
        size="s"
        variant="quiet"
        icon={<IconUpload size={15} stroke={1.6} />}
        onClick={() => picker.current?.click()}
      >
        Import
      </Button>
      <Button
        size="s"
        variant="quiet"
        icon={<IconDownload size={15} stroke={1.6} />}
        onClick={() => saveFile(KEY_FILE_NAME, 'application/json', writeKeyFile(changes))}
      >
        Export
      </Button>
    </>
  );
}

/** Import and export, with what an import has to say. */
export function useKeyFile({ changes, onChange }: KeyFileOptions): { acts: ReactNode; said: ReactNode } {
  const [shown, setShown] = useState<Shown | null>(null);
  const take = (read: ReadKeys): void => {
    onChange({ ...read.changes });
    setShown({ kind: 'taken', count: Object.keys(read.changes).length, before: changes });
  };
  const open = async (file: File): Promise<void> => {
    const found = readKeyFile(commands, await file.text().catch(() => ''));
    if (!found.isRead) setShown({ kind: 'refused', what: found.what, remedy: found.remedy });
    else if (isWhole(found.read)) take(found.read);
    else setShown({ kind: 'asked', read: found.read });
  };
  const acts = <KeyFileActs changes={changes} onFile={(file) => void open(file)} />;
  const back = (before: KeyChanges): void => {
    onChange({ ...before });
    setShown(null);
  };
  const said =
    shown === null ? null : <Said shown={shown} onTake={take} onBack={back} onClose={() => setShown(null)} />;
  return { acts, said };
}
