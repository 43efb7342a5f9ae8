/** One command with its keys: a press gives it another, and a key that is taken is asked about before it changes hands. */
import { useEffect, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { listChords } from '../../../shared/commands/registry.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd, chordText } from '../../ui/kbd.tsx';
import { ChordCapture } from './chord-capture.tsx';
import { isChanged } from './key-changes.ts';
import type { Pending, Remapping } from './use-remapping.ts';
import classes from './settings.module.css';

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

export interface KeyRowProps {
  command: Command;
  changes: KeyChanges;
  remapping: Remapping;
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

export function KeyRow(props: KeyRowProps): ReactNode {
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
