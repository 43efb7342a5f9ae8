/** At the foot of the passages: where the sentence in light was found, or that no passage says it. */
import { IconBulb, IconBulbOff, IconX } from '@tabler/icons-react';
import { useContext } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { FinderContext, litClaim, useFinderPart } from './finder-light.ts';
import { supportWords } from './finder-steps.ts';
import classes from './finder.module.css';

export function SupportFoot({ passageCount }: { passageCount: number }): ReactNode {
  const claim = useFinderPart(litClaim);
  const { putOut } = useContext(FinderContext);
  const changes = useKeyChanges();
  if (claim === null) return null;
  const isFound = claim.passages.length > 0;
  const Icon = isFound ? IconBulb : IconBulbOff;
  const next = firstChord('review_passage_next', changes);
  const leave = firstChord('review_leave', changes);
  return (
    <div className={classes.foot} data-found={isFound || undefined}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <p>
        {supportWords(claim, passageCount)}
        {!isFound && passageCount > 0 && (
          <span className={classes.aside}> The finder compares words; what it misses may be there.</span>
        )}
      </p>
      {claim.passages.length > 1 && next !== undefined && (
        <span className={classes.key}>
          <Kbd chord={next} /> next
        </span>
      )}
      <IconButton label="Put out the light" chord={leave} className={classes.out} onClick={putOut}>
        <IconX size={14} stroke={1.8} />
      </IconButton>
    </div>
  );
}
