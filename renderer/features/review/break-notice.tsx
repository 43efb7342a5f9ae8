/** Suggests a break, quietly: takes no focus, stops nothing, is said once, and goes away when asked or when taken. */
import { IconCup } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { paths } from '../../lib/navigation.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { useBreak } from './use-break.ts';
import classes from './corner.module.css';

function Notice({ minutes, onLater }: { minutes: number; onLater: () => void }): ReactNode {
  useCommands({ review_break_later: onLater });
  const changes = useKeyChanges();
  return (
    <div className={classes.card}>
      <p className={classes.title}>
        <IconCup size={17} stroke={1.7} aria-hidden />
        Time for a break
      </p>
      <p>
        You have been reviewing for {minutes} minutes. Five minutes away keep the hundredth item as fairly
        judged as the first. Everything is stored.
      </p>
      <div className={classes.acts}>
        <Button size="s" chord={firstChord('review_break_later', changes)} onClick={onLater}>
          In 10 minutes
        </Button>
        <Link to={paths.settings} className={classes.quiet}>
          Turn off in Settings
        </Link>
      </div>
    </div>
  );
}

/** Drawn anew only when a break becomes due or is over, whatever the bench does. */
export const BreakNotice = memo(function BreakNotice(): ReactNode {
  const { isDue, minutes, putOff } = useBreak();
  // The region is there before its words, so that they are heard.
  return <output className={classes.region}>{isDue && <Notice minutes={minutes} onLater={putOff} />}</output>;
});
