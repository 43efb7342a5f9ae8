/**
 * The corner where output and scorecard meet: what is said quietly while somebody works (the introduction, a break). It
 * makes room for the bar of choices and never takes focus.
 */
import type { ReactNode } from 'react';
import { BreakNotice } from './break-notice.tsx';
import { Introduction } from './introduction.tsx';
import type { Bench } from './use-bench.ts';
import classes from './corner.module.css';

export function BenchCorner({ bench }: { bench: Bench }): ReactNode {
  const hasBar = bench.perItem.asked !== null || bench.evidence.flow.step !== 'idle';
  return (
    <section className={classes.corner} data-raised={hasBar || undefined} aria-label="Hints">
      <Introduction bench={bench} />
      <BreakNotice />
    </section>
  );
}
