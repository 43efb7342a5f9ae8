/** Small marks of a case: state, verdict, effect, where its reviews come from. A shape or colour only repeats the words. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseRow, CaseState, VerdictKind } from '../../../shared/contract/disagreements.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';
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

/** Whether an audit's reviews were imported, and whether they were made up to look at what would be. */
export function useOrigins(): (auditId: AuditId) => { isImported: boolean; isSimulated: boolean } {
  const { data = [] } = useQuery({ ...api.imports.list.queryOptions({ input: {} }), retry: false });
  return (auditId) => {
    const of = data.filter((one) => one.auditId === auditId);
    return { isImported: of.length > 0, isSimulated: of.some((one) => one.isSimulated) };
  };
}

export function OriginBadge({
  isImported,
  isSimulated,
}: {
  isImported: boolean;
  isSimulated: boolean;
}): ReactNode {
  if (isSimulated) return <Badge tone="warn">simulated</Badge>;
  return isImported ? <Badge isOutline>imported</Badge> : null;
}
