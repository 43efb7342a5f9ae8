/** Step 1: choose a source that is there, of this computer or of the hub, or look into files and add one. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Source } from '../../../shared/domain/source.ts';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { AddSource } from './add-source.tsx';
import { HubSourceChoices } from './hub-source-choices.tsx';
import type { HubSourcesState } from './hub-source-choices.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { withSource } from './plan-draft.ts';
import { useRejected } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { RejectedRows } from './rejected-rows.tsx';
import { presetInWords } from './source-words.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './plan.module.css';
import sourceClasses from './source-step.module.css';

function Rejected({ source }: { source: Source }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const rejected = useRejected(source.id, isOpen);
  const failed = rejected.error === null ? null : problemOf(rejected.error);
  return (
    <Disclosure
      summary={`${formatCounted(source.rejectedCount, 'row')} could not be read`}
      isOpen={isOpen}
      onToggle={setOpen}
    >
      {rejected.isLoading && <Skeleton lines={2} />}
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
      {rejected.data !== undefined && <RejectedRows rows={rejected.data.rows} total={rejected.data.total} />}
    </Disclosure>
  );
}

function SourceChoice({ source, isChosen }: { source: Source; isChosen: boolean }): ReactNode {
  const id = `source-${source.id}`;
  return (
    <li className={sourceClasses.source} data-on={isChosen || undefined}>
      <input
        type="radio"
        name="source"
        id={id}
        checked={isChosen}
        aria-describedby={`${id}-about`}
        onChange={() => changeDraft((draft) => withSource(draft, source.id))}
      />
      <div className={sourceClasses.sourceWords}>
        <label htmlFor={id}>{source.name}</label>
        <p id={`${id}-about`} className={classes.quiet}>
          {formatCounted(source.traceCount, 'trace')} · {presetInWords(source.spec.preset)} · added{' '}
          {formatDay(source.addedAt)}
        </p>
        {source.rejectedCount > 0 && <Rejected source={source} />}
      </div>
    </li>
  );
}

function setAdding(isAdding: boolean): void {
  changeDraft((held) => ({ ...held, source: { ...held.source, isAdding } }));
}

export interface SourceStepProps {
  draft: PlanDraft;
  sources: readonly Source[];
  hub: HubSourcesState;
}

export function SourceStep({ draft, sources, hub }: SourceStepProps): ReactNode {
  const hasHub = hub.state !== 'none';
  const hasChoice = sources.length > 0 || hub.sources.length > 0 || hub.state === 'asking';
  // Where there is nothing to choose from, adding files is all that can be done.
  const isAdding = draft.source.isAdding || !hasChoice;
  return (
    <Panel
      title="1 · Source"
      aside={
        hasChoice && (
          <Button size="s" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
            {isAdding ? 'Cancel adding' : 'Add files'}
          </Button>
        )
      }
    >
      {(sources.length > 0 || hasHub) && (
        <fieldset className={classes.bare}>
          <legend className={spoken.only}>Source of the audit</legend>
          <HubSourceChoices hub={hub} draft={draft} />
          {hasHub && sources.length > 0 && <h3 className={sourceClasses.origin}>On this computer</h3>}
          <ul className={sourceClasses.sources}>
            {sources.map((source) => (
              <SourceChoice key={source.id} source={source} isChosen={source.id === draft.sourceId} />
            ))}
          </ul>
        </fieldset>
      )}
      {isAdding && <AddSource draft={draft.source} hasOthers={hasChoice} />}
    </Panel>
  );
}
