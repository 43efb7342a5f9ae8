/**
 * Beside the form: what the sample would be, what it costs, what speaks against it, and the draw itself. Must not
 * allocate: the preview does. Invariant: the draw uses exactly what the form says, read as a whole.
 */
import type { ReactNode } from 'react';
import { formatHours, formatMargin, NO_FIGURE } from '../../lib/format-figures.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { percentText } from '../../ui/figure-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { DraftField } from './draft-field.tsx';
import { adviseOn, planWork } from './plan-advice.ts';
import type { PlanDraft } from './plan-draft.ts';
import type { Preview, usePreview } from './plan-queries.ts';
import { useDraw } from './plan-queries.ts';
import { usePlanReading } from './plan-reading.ts';
import type { PlanSource } from './plan-source.ts';
import { changeDraft } from './plan-store.ts';
import type { Problems } from './read-plan.ts';
import { plannedSecondLook } from './read-registration.ts';
import { readWhole } from './read-typed.ts';
import classes from './plan.module.css';
import summaryClasses from './sample-summary.module.css';

function factsOf(preview: Preview, draft: PlanDraft, reviewerCount: number): Fact[] {
  const perItem = readWhole(draft.reviewersPerItem, 2, 20);
  const seconds = readWhole(draft.secondsPerReview, 1, 3600);
  const work = planWork(
    preview,
    typeof perItem === 'number' ? perItem : 2,
    reviewerCount,
    typeof seconds === 'number' ? seconds : 40,
    plannedSecondLook(draft),
  );
  const each = reviewerCount > 1 ? `, ${formatHours(work.hoursEach)} each` : '';
  return [
    { name: 'Counts like', value: `${formatCount(Math.round(preview.kishN))} of equal weight` },
    { name: 'Overlap', value: formatCounted(preview.overlapTotal, 'item') },
    { name: 'Reviews', value: formatCount(work.reviews) },
    { name: 'Work', value: `${formatHours(work.hours)}${each}` },
  ];
}

function Margin({ preview }: { preview: Preview }): ReactNode {
  return (
    <>
      <p className={summaryClasses.total}>
        {formatCount(preview.total)} <small>of {formatCounted(preview.frameSize, 'trace')} drawn</small>
      </p>
      <p>
        <strong>
          {preview.expectedHalfWidth === null ? NO_FIGURE : formatMargin(preview.expectedHalfWidth)}
        </strong>{' '}
        <span className={classes.quiet}>expected at a rate of {percentText(preview.assumedRate)}</span>
      </p>
    </>
  );
}

/** Warnings that are always in view; the rest is one press away, so that the draw stays within reach. */
const SHOWN_WARNINGS = 3;

function WarningList({ said }: { said: readonly string[] }): ReactNode {
  return (
    <ul className={summaryClasses.warningList}>
      {said.map((one) => (
        <li key={one}>
          <span aria-hidden>▲</span> {one}
        </li>
      ))}
    </ul>
  );
}

function Warnings({ said }: { said: readonly string[] }): ReactNode {
  if (said.length === 0) return null;
  const rest = said.slice(SHOWN_WARNINGS);
  return (
    <section className={summaryClasses.warnings} aria-label="Warnings">
      <WarningList said={said.slice(0, SHOWN_WARNINGS)} />
      {rest.length > 0 && (
        <Disclosure summary={formatCounted(rest.length, 'more warning', 'more warnings')}>
          <WarningList said={rest} />
        </Disclosure>
      )}
    </section>
  );
}

function Draw({ draft, source }: { draft: PlanDraft; source: PlanSource }): ReactNode {
  const { reading } = usePlanReading(draft, source);
  const draw = useDraw();
  const failed = draw.error === null ? null : problemOf(draw.error);
  const send = (): void => {
    changeDraft((held) => ({ ...held, isTried: true }));
    if (!reading.ok || draw.isPending) return;
    draw.mutate(reading.value, {
      onSuccess: ({ auditId, goldCount, note }) =>
        changeDraft((held) => ({
          ...held,
          drawnAuditId: auditId,
          drawnGold: goldCount,
          drawnNote: note,
        })),
    });
  };
  return (
    <div className={summaryClasses.draw}>
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
        />
      )}
      {draft.isTried && !reading.ok && (
        <div className={classes.problem} role="alert">
          {Object.values(reading.problems).map((one) => (
            <p key={one}>{one}</p>
          ))}
        </div>
      )}
      <Button variant="primary" size="l" isBusy={draw.isPending} onClick={send}>
        {draw.isPending ? 'Drawing …' : 'Draw the sample'}
      </Button>
      <p className={classes.quiet}>
        {source.origin === 'hub'
          ? 'The hub freezes the plan, draws, and deals the answers out. It needs the hub now; reviewing does not.'
          : 'Freezes the plan, draws, stores the drawn answers and deals them out.'}
      </p>
    </div>
  );
}

function whyNothing(isRefused: boolean, problems: Problems): string {
  if (Object.keys(problems).length > 0) return 'Some numbers cannot be read yet.';
  return isRefused ? 'This sample cannot be drawn: step 3 says why.' : 'Counting …';
}

export interface SampleSummaryProps {
  draft: PlanDraft;
  source: PlanSource;
  preview: ReturnType<typeof usePreview>;
  problems: Problems;
}

export function SampleSummary({ draft, source, preview, problems }: SampleSummaryProps): ReactNode {
  const { reviewers } = usePlanReading(draft, source);
  const held = preview.isError ? undefined : preview.data;
  const overlapSize = readWhole(draft.overlapSize, 0);
  const perItem = readWhole(draft.reviewersPerItem, 2, 20);
  const isRead = typeof overlapSize === 'number' && typeof perItem === 'number';
  const said =
    held !== undefined && isRead
      ? adviseOn(held, {
          overlapSize,
          reviewersPerItem: perItem,
          reviewerCount: reviewers.length,
          stopRule: draft.stopRule,
          hasSecondLook: draft.cleanShare.trim() !== '',
        })
      : [];
  return (
    <aside className={summaryClasses.summary} aria-label="What the sample would be">
      <Panel title="This sample">
        <div
          className={summaryClasses.summaryBody}
          data-stale={preview.isPlaceholderData || undefined}
          aria-live="polite"
        >
          {held === undefined ? (
            <p className={classes.quiet}>{whyNothing(preview.isError, problems)}</p>
          ) : (
            <>
              <Margin preview={held} />
              <Facts facts={factsOf(held, draft, Math.max(1, reviewers.length))} />
              <Warnings said={said} />
            </>
          )}
        </div>
        <DraftField name="secondsPerReview" label="Seconds per review" isNumber draft={draft} />
        <Draw draft={draft} source={source} />
      </Panel>
    </aside>
  );
}
