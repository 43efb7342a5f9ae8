/** At the foot of the rail in a group: who is working here, and the lock. */
import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { lockNow, useGroup } from '../../lib/profiles.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { chordText } from '../../ui/kbd.tsx';
import classes from './lock.module.css';

export function LockButton(): ReactNode {
  const group = useGroup();
  return group === null ? null : <Lock name={group.own.name} />;
}

/** What fails is told by the stream of profiles: the window goes on, or says that the backend is away. */
const lock = (): void => void lockNow().catch(() => {});

function Lock({ name }: { name: string }): ReactNode {
  const chord = firstChord('lock', useKeyChanges());
  useCommands({ lock });
  return (
    <Tooltip label={`Lock${chord === undefined ? '' : ` · ${chordText(chord)}`}`}>
      <button type="button" className={classes.lock} aria-label={`Lock, ${name} is working`} onClick={lock}>
        <IconLock size={18} stroke={1.6} aria-hidden />
        <span className={classes.lockName} aria-hidden>
          {name.split(' ')[0]}
        </span>
      </button>
    </Tooltip>
  );
}
