/** In the foot of the window: that it is about to lock. Also the one place where the idle clock runs. */
import type { ReactNode } from 'react';
import { useGroup } from '../../lib/profiles.ts';
import { useAutoLock } from './use-auto-lock.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './lock.module.css';

export function LockNotice(): ReactNode {
  const group = useGroup();
  return group === null ? null : <Countdown lockAfterMinutes={group.state.lockAfterMinutes} />;
}

function Countdown({ lockAfterMinutes }: { lockAfterMinutes: number }): ReactNode {
  const seconds = useAutoLock(lockAfterMinutes);
  // Said once; the seconds that run are for the eye.
  return (
    <>
      <output className={spoken.only}>
        {seconds !== null && 'Assay locks soon. Your draft is stored. Press any key to stay.'}
      </output>
      {seconds !== null && (
        <span aria-hidden data-tone="warn" className={classes.notice}>
          Locks in {seconds} s · any key keeps it open
        </span>
      )}
    </>
  );
}
