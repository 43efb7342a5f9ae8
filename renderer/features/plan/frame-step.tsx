/**
 * Step 2: what the audit speaks for. Which dimensions make the strata, which values and days belong, and the exact
 * counts that follow. Must not count anything itself.
 */
import type { ReactNode } from 'react';
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { formatCounted } from '../../lib/format.ts';
import { isRetryable, problemOf } from '../../lib/problem.ts';
import { Check } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { DimensionList } from './dimension-list.tsx';
import { DraftField } from './draft-field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { useDimensions, useFrame } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { readFilter } from './read-plan.ts';
import { StrataTable } from './strata-table.tsx';
import frameClasses from './frame-step.module.css';
import classes from './plan.module.css';

/** Why counting costs more than it needs to, and what would help; only a hub says so. */
function Note({ words }: { words: string | null | undefined }): ReactNode {
  if (words === null || words === undefined) return null;
  return (
    <p className={frameClasses.note}>
      <span aria-hidden>▲</span> {words}
    </p>
  );
}

function FrameTable({ draft, sourceId }: { draft: PlanDraft; sourceId: SourceId }): ReactNode {
  const filter = readFilter(draft);
  const frame = useFrame(
    filter.ok ? { sourceId, filter: filter.value, dimensions: draft.dimensions as Dimension[] } : null,
  );
  const failed = frame.error === null ? null : problemOf(frame.error);
  if (!filter.ok) return null;
  if (failed !== null) {
    return (
      <ErrorState
        isInline
        what={failed.what}
        where={failed.where}
        remedy={failed.remedy}
        code={failed.code}
        onRetry={isRetryable(frame.error) ? () => void frame.refetch() : undefined}
      />
    );
  }
  if (frame.data === undefined) return <Skeleton lines={4} label="Counting the frame" />;
  const { frameSize, strata } = frame.data;
  return (
    <section
      className={classes.live}
      data-stale={frame.isPlaceholderData || undefined}
      aria-busy={frame.isPlaceholderData}
      aria-label="Frame"
    >
      <h3 className={classes.h3} aria-live="polite">
        {formatCounted(frameSize, 'trace')} in the frame{' '}
        <small>{formatCounted(strata.length, 'stratum', 'strata')}, exact counts</small>
      </h3>
      <Note words={frame.data.note} />
      <StrataTable strata={strata} dimensions={draft.dimensions} frameSize={frameSize} />
    </section>
  );
}

/** Only the hub knows what audits before have drawn. */
function LeaveOut({ draft }: { draft: PlanDraft }): ReactNode {
  return (
    <Check
      label="Leave out what was audited already"
      hint="Traces that an earlier audit of this hub has drawn are not of this frame."
      checked={draft.excludesAudited}
      onChange={(event) => {
        const excludesAudited = event.target.checked;
        changeDraft((held) => ({ ...held, excludesAudited }));
      }}
    />
  );
}

export interface FrameStepProps {
  draft: PlanDraft;
  sourceId: SourceId;
  isAtHub: boolean;
}

export function FrameStep({ draft, sourceId, isAtHub }: FrameStepProps): ReactNode {
  const dimensions = useDimensions(sourceId);
  const failed = dimensions.error === null ? null : problemOf(dimensions.error);
  const filter = readFilter(draft);
  const problems = filter.ok ? {} : filter.problems;
  return (
    <Panel title="2 · Frame and strata" aside="what the audit speaks for">
      {dimensions.isPending && <Skeleton lines={4} label="Reading the dimensions" />}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          onRetry={() => void dimensions.refetch()}
        />
      )}
      {dimensions.data !== undefined && (
        <DimensionList draft={draft} found={dimensions.data} problem={problems.filters ?? null} />
      )}
      <div className={classes.fields}>
        <DraftField name="fromDate" label="From" type="date" draft={draft} hint="UTC; empty for no limit" />
        <DraftField
          name="untilDate"
          label="Until, this day included"
          type="date"
          draft={draft}
          error={problems.window}
        />
      </div>
      {isAtHub && (
        <div className={frameClasses.leaveOut}>
          <LeaveOut draft={draft} />
        </div>
      )}
      <FrameTable draft={draft} sourceId={sourceId} />
    </Panel>
  );
}
