/**
 * Every command with its keys; a press gives a command another one. Must not decide what is heard: the registry and
 * the dispatcher do. Invariant: a key that two commands would fight for is not stored before the person has decided.
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
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

interface KeyRowProps {
  command: Command;
  changes: KeyChanges;
  remapping: ReturnType<typeof useRemapping>;
}

function Chords({
  command,
  changes,
  remapping,
  change,
}: KeyRowProps & { change: Ref<HTMLButtonElement> }): ReactNode {
  const chords = listChords(command, changes);
  return (
    <span className={classes.chords}>
      {chords.length === 0 && <span className={classes.none}>no key</span>}
      {chords.map((chord) => (
        <Kbd key={chord} chord={chord} />
      ))}
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
        ref={change}
        size="s"
        variant="quiet"
        aria-label={`Change the key of “${command.title}”, now ${chords.map(chordText).join(' or ') || 'none'}`}
        onClick={() => remapping.start(command)}
      >
        Change
      </Button>
    </span>
  );
}

function KeyRow(props: KeyRowProps): ReactNode {
  const { command, remapping } = props;
  const { capturing, pending } = remapping;
  const isCapturing = capturing === command.id;
  const change = useRef<HTMLButtonElement>(null);
  const comesBack = useRef(false);
  // After a press or Escape, focus goes back to where it came from; after leaving by mouse or Tab it does not.
  useEffect(() => {
    if (!isCapturing && comesBack.current) change.current?.focus();
    comesBack.current = false;
  }, [isCapturing]);
  const comingBack = (act: () => void): void => {
    comesBack.current = true;
    act();
  };
  return (
    <li className={classes.keyRow}>
      <div className={classes.keyLine}>
        <span>{command.title}</span>
        {isCapturing ? (
          <ChordCapture
            title={command.title}
            onChord={(chord) => comingBack(() => remapping.give(command, chord))}
            onEscape={() => comingBack(remapping.cancel)}
            onLeave={remapping.cancel}
          />
        ) : (
          <Chords {...props} change={change} />
        )}
      </div>
      {pending?.command.id === command.id && (
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
