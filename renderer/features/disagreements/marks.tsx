/** Small marks of a case: state, verdict, effect. A shape or colour only repeats the words. */
import type { ReactNode } from 'react';
import type { CaseRow, CaseState, VerdictKind } from '../../../shared/contract/disagreements.ts';
import { Badge } from '../../ui/badge.tsx';
import { stateWords, verdictWords } from './case-words.ts';
import classes from './marks.module.css';

export function StateBadge({ state }: { state: CaseState }): ReactNode {
  const { title, tone } = stateWords[state];
  return <Badge tone={tone}>{title}</Badge>;
}

export function VerdictBadge({ verdict }: { verdict: VerdictKind }): ReactNode {
  const { title, tone } = verdictWords[verdict];
  return <Badge tone={tone}>{title}</Badge>;
}

const parts = [
  ['severity', 'severity'],
  ['weight', 'weight in the estimate'],
  ['cluster', 'size of its cluster'],
  ['threshold', 'nearness to a limit'],
] as const;

/** The four parts of the effect in words, for whoever wants to know why a case stands where it stands. */
export function effectWords(effect: CaseRow['effect']): string {
  const told = parts.map(([key, title]) => `${title} ${Math.round(effect[key] * 100)}`);
  return `Effect ${Math.round(effect.score * 100)} of 100: ${told.join(', ')}`;
}

/** How much a ruling matters, of 100, and the same as a bar. */
export function EffectMark({ effect }: { effect: CaseRow['effect'] }): ReactNode {
  const score = Math.round(effect.score * 100);
  return (
    <span className={classes.effect} aria-hidden>
      {score}
      <span className={classes.room}>
        <span className={classes.part} style={{ width: `${score}%` }} />
      </span>
    </span>
  );
}
