/** Step 3: how many, by which rule, and how many of them twice. The table shows what each stratum would give. */
import type { ReactNode } from 'react';
import { formatCounted } from '../../lib/format.ts';
import { isRetryable, problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { DraftField } from './draft-field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import type { usePreview } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { HubSampling } from './hub-sampling.tsx';
import type { Problems } from './read-plan.ts';
import { allocationColumns, WholeSample } from './strata-allocation.tsx';
import { StrataTable } from './strata-table.tsx';
import { WhatIf } from './what-if.tsx';
import classes from './plan.module.css';
import sampling from './sampling-step.module.css';

const rules = [
  {
    value: 'proportional',
    title: 'Proportional',
    words: 'Each stratum by its size. Best for one overall figure, because weights stay equal.',
  },
  {
    value: 'equal',
    title: 'Equal',
    words: 'The same number from each stratum. For comparing strata; the overall interval gets wider.',
  },
  {
    value: 'power',
    title: 'Square root',
    words: 'By the square root of the size: small strata get more than their share, large ones still lead.',
  },
  {
    value: 'neyman',
    title: 'Neyman',
    words: 'More where more variation is expected. Say what rate you expect in each stratum.',
  },
] as const;

function Drawn({ draft, preview }: { draft: PlanDraft; preview: ReturnType<typeof usePreview> }): ReactNode {
  const failed = preview.error === null ? null : problemOf(preview.error);
  if (failed !== null) {
    return (
      <ErrorState
        isInline
        what={failed.what}
        where={failed.where}
        remedy={failed.remedy}
        code={failed.code}
        onRetry={isRetryable(preview.error) ? () => void preview.refetch() : undefined}
      />
    );
  }
  if (preview.data === undefined) return preview.isLoading ? <Skeleton lines={4} label="Allocating" /> : null;
  return (
    <section
      className={classes.live}
      data-stale={preview.isPlaceholderData || undefined}
      aria-busy={preview.isPlaceholderData}
      aria-label="Allocation"
    >
      <StrataTable
        caption="What would be drawn from each stratum"
        strata={preview.data.strata}
        dimensions={draft.dimensions}
        frameSize={preview.data.frameSize}
        more={allocationColumns(draft, preview.data.strata)}
        foot={
          <WholeSample
            preview={preview.data}
            nameCount={Math.max(1, draft.dimensions.length)}
            hasRates={draft.rule === 'neyman'}
          />
        }
      />
    </section>
  );
}

function ByHand({ draft }: { draft: PlanDraft }): ReactNode {
  const count = Object.values(draft.sizes).filter((one) => one.trim() !== '').length;
  return (
    <div className={sampling.byHand}>
      <h3 className={classes.h3}>
        By stratum{' '}
        <small>
          {count === 0
            ? 'sized by the rule; type a number, or pin one, to set it by hand'
            : `${formatCounted(count, 'size')} by hand, the rule spreads the rest`}
        </small>
      </h3>
      {count > 0 && (
        <Button size="s" variant="quiet" onClick={() => changeDraft((held) => ({ ...held, sizes: {} }))}>
          Let the rule size all
        </Button>
      )}
    </div>
  );
}

export interface SamplingStepProps {
  draft: PlanDraft;
  isAtHub: boolean;
  preview: ReturnType<typeof usePreview>;
  problems: Problems;
}

function Numbers({ draft, problems }: { draft: PlanDraft; problems: Problems }): ReactNode {
  return (
    <div className={classes.fields}>
      <DraftField name="size" label="Sample size" isNumber draft={draft} error={problems.size} />
      <DraftField
        name="minPerStratum"
        label="At least per stratum"
        isNumber
        draft={draft}
        error={problems.minPerStratum}
        hint="2 or more, so that each has a variance"
      />
      <DraftField
        name="takeAllBelow"
        label="Take whole up to"
        isNumber
        draft={draft}
        error={problems.takeAllBelow}
        hint="strata of at most this many traces; 0 for none"
      />
      <DraftField
        name="expectedRate"
        label="Expected rate, %"
        isNumber
        draft={draft}
        error={problems.expectedRate}
        hint="for the margin beside"
      />
      <DraftField
        name="overlapSize"
        label="Overlap"
        isNumber
        draft={draft}
        error={problems.overlapSize}
        hint="items that several people score; 30 or more for an interval"
      />
      <DraftField
        name="reviewersPerItem"
        label="Reviewers per overlap item"
        isNumber
        draft={draft}
        error={problems.reviewersPerItem}
      />
    </div>
  );
}

export function SamplingStep({ draft, isAtHub, preview, problems }: SamplingStepProps): ReactNode {
  return (
    <Panel title="3 · Sample" aside="how many, and from where">
      <div className={sampling.rule}>
        <Segments
          label="Allocation rule"
          value={draft.rule}
          onChange={(rule) => changeDraft((held) => ({ ...held, rule }))}
          options={rules}
        />
        <p className={classes.quiet}>{rules.find((one) => one.value === draft.rule)?.words}</p>
      </div>
      {isAtHub && <HubSampling draft={draft} problems={problems} />}
      <Numbers draft={draft} problems={problems} />
      {problems.expectedRates !== undefined && (
        <p className={classes.problem} role="alert">
          Expected rates by stratum: {problems.expectedRates}
        </p>
      )}
      {preview.data !== undefined && !preview.isError && <WhatIf draft={draft} preview={preview.data} />}
      {problems.sizes !== undefined && (
        <p className={classes.problem} role="alert">
          Sizes by hand: {problems.sizes}
        </p>
      )}
      <ByHand draft={draft} />
      <Drawn draft={draft} preview={preview} />
    </Panel>
  );
}
