/**
 * Sources of the hub as choices of step 1. Without the hub those that it told last stay, and it is said that counting and
 * drawing need it.
 */
import type { ReactNode } from 'react';
import type { HubSource } from '../../../shared/contract/hub-traces.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { dimensionTitle } from '../../lib/dimension-words.ts';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { withSource } from './plan-draft.ts';
import { changeDraft } from './plan-store.ts';
import classes from './plan.module.css';
import sourceClasses from './source-step.module.css';

/** `none`: no hub, or nothing of it for this role. */
export type HubSourcesState =
  | { state: 'none'; sources: readonly HubSource[] }
  | { state: 'asking'; sources: readonly HubSource[] }
  | { state: 'offline'; sources: readonly HubSource[] }
  | { state: 'failed'; sources: readonly HubSource[]; problem: ShownProblem }
  | { state: 'known'; sources: readonly HubSource[] };

function aboutInWords(source: HubSource): string {
  const count =
    source.traceCount === null ? 'warehouse, counted when asked' : formatCounted(source.traceCount, 'trace');
  const days =
    source.firstAt === null || source.lastAt === null
      ? null
      : `${formatDay(source.firstAt)} to ${formatDay(source.lastAt)}`;
  const by =
    source.declared.length === 0 ? null : `indexed by ${source.declared.map(dimensionTitle).join(', ')}`;
  return [count, days, by].filter((part) => part !== null).join(' · ');
}

function Choice({ source, isChosen }: { source: HubSource; isChosen: boolean }): ReactNode {
  const id = `source-${source.id}`;
  return (
    <li className={sourceClasses.source} data-on={isChosen || undefined}>
      <input
        type="radio"
        name="source"
        id={id}
        checked={isChosen}
        aria-describedby={`${id}-about`}
        onChange={() => changeDraft((draft) => withSource(draft, source.id, 'hub'))}
      />
      <div className={sourceClasses.sourceWords}>
        <label htmlFor={id}>{source.name}</label>
        <p id={`${id}-about`} className={classes.quiet}>
          {aboutInWords(source)}
        </p>
      </div>
    </li>
  );
}

export function HubSourceChoices({ hub, draft }: { hub: HubSourcesState; draft: PlanDraft }): ReactNode {
  if (hub.state === 'none') return null;
  return (
    <>
      <h3 className={sourceClasses.origin}>At the hub</h3>
      {hub.state === 'asking' && <Skeleton lines={2} label="Asking the hub for its sources" />}
      {hub.state === 'offline' && (
        <Notice tone="warn" title="The hub cannot be reached">
          Its sources can be counted and drawn from once it is back. What you fill in here stays.
        </Notice>
      )}
      {hub.state === 'failed' && <ErrorState isInline {...hub.problem} />}
      {hub.state === 'known' && hub.sources.length === 0 && (
        <p className={classes.quiet}>No trace has arrived at the hub yet.</p>
      )}
      <ul className={sourceClasses.sources}>
        {hub.sources.map((source) => (
          <Choice key={source.id} source={source} isChosen={source.id === draft.sourceId} />
        ))}
      </ul>
    </>
  );
}
