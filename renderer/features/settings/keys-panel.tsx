/**
 * Every command with its keys; a press gives a command another one. Must not decide what is heard: the registry and
 * the dispatcher do. Invariant: a key that two commands would fight for is not stored before the person has decided.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Command, KeyChanges } from '../../../shared/commands/registry.ts';
import { commands, listChords } from '../../../shared/commands/registry.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd, chordText } from '../../ui/kbd.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChordCapture } from './chord-capture.tsx';
import { isChanged, listClashes, remap, restore, takeOver } from './key-changes.ts';
import type { Clash } from './key-changes.ts';
import classes from './settings.module.css';

interface Pending {
  command: Command;
  changes: KeyChanges;
  clashes: Clash[];
}

export interface KeysPanelProps {
  changes: KeyChanges;
  onChange: (changes: Record<string, string>) => void;
}

/** What is being captured, what waits for a decision, and the acts on both. */
function useRemapping({ changes, onChange }: KeysPanelProps) {
  const [capturing, setCapturing] = useState<string | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const propose = (command: Command, next: KeyChanges): void => {
    setCapturing(null);
    const clashes = listClashes(commands, next, command);
    if (clashes.length > 0) setPending({ command, changes: next, clashes });
    else {
      setPending(null);
      onChange({ ...next });
    }
  };
  return {
    capturing,
    pending,
    start: (command: Command) => {
      setPending(null);
      setCapturing(command.id);
    },
    cancel: () => setCapturing(null),
    forget: () => setPending(null),
    give: (command: Command, chord: string) => propose(command, remap(changes, command, chord)),
    restore: (command: Command) => propose(command, restore(changes, command)),
    decide: () => {
      if (pending === null) return;
      onChange({ ...takeOver(commands, pending.changes, pending.command) });
      setPending(null);
    },
  };
}

function ClashWords({
  pending,
  onTake,
  onLeave,
}: {
  pending: Pending;
  onTake: () => void;
  onLeave: () => void;
}): ReactNode {
  return (
    <div className={classes.clash} role="alert">
      {pending.clashes.map((clash) => (
        <p key={clash.chord}>
          <Kbd chord={clash.chord} /> already does “{clash.others.map((one) => one.title).join('” and “')}”.
        </p>
      ))}
      <div className={classes.clashActions}>
        <Button size="s" onClick={onLeave}>
          Leave it there
        </Button>
        <Button size="s" onClick={onTake}>
          Take it for “{pending.command.title}”
        </Button>
      </div>
    </div>
  );
}

function KeyRow({
  command,
  changes,
  remapping,
}: {
  command: Command;
  changes: KeyChanges;
  remapping: ReturnType<typeof useRemapping>;
}): ReactNode {
  const chords = listChords(command, changes);
  const { pending } = remapping;
  const isPending = pending?.command.id === command.id;
  return (
    <li className={classes.keyRow}>
      <div className={classes.keyLine}>
        <span>{command.title}</span>
        {remapping.capturing === command.id ? (
          <ChordCapture
            title={command.title}
            onChord={(chord) => remapping.give(command, chord)}
            onCancel={remapping.cancel}
          />
        ) : (
          <span className={classes.chords}>
            {chords.length === 0 ? (
              <span className={classes.none}>no key</span>
            ) : (
              chords.map((chord) => <Kbd key={chord} chord={chord} />)
            )}
            {isChanged(changes, command) && (
              <Button
                size="s"
                variant="quiet"
                aria-label={`Reset the key of “${command.title}”`}
                onClick={() => remapping.restore(command)}
              >
                Reset
              </Button>
            )}
            <Button
              size="s"
              variant="quiet"
              aria-label={`Change the key of “${command.title}”, now ${chords.map(chordText).join(' or ') || 'none'}`}
              onClick={() => remapping.start(command)}
            >
              Change
            </Button>
          </span>
        )}
      </div>
      {isPending && pending !== null && (
        <ClashWords pending={pending} onTake={remapping.decide} onLeave={remapping.forget} />
      )}
    </li>
  );
}

const groups = [...new Set(commands.map((one) => one.group))];

export function KeysPanel(props: KeysPanelProps): ReactNode {
  const remapping = useRemapping(props);
  const hasChanges = Object.keys(props.changes).length > 0;
  return (
    <Panel
      title="Keys"
      aside={
        <Button size="s" variant="quiet" disabled={!hasChanges} onClick={() => props.onChange({})}>
          Reset all
        </Button>
      }
    >
      {groups.map((group) => (
        <section key={group} aria-label={`Keys: ${group}`} className={classes.keyGroup}>
          <h3 className={classes.groupTitle}>{group}</h3>
          <ul className={classes.keys}>
            {commands
              .filter((one) => one.group === group)
              .map((one) => (
                <KeyRow key={one.id} command={one} changes={props.changes} remapping={remapping} />
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
