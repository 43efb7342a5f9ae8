/** What only a hub can do when it draws: go on where the audit before ended, mix gold in, begin with a calibration round. */
import type { ReactNode } from 'react';
import { Segments } from '../../ui/field.tsx';
import { formatCounted } from '../../lib/format.ts';
import { DraftField } from './draft-field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { useGoldCount } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import type { Problems } from './read-plan.ts';
import classes from './plan.module.css';
import sampling from './sampling-step.module.css';

const selections = [
  {
    value: 'rotating',
    title: 'Rotating',
    words:
      'Each stratum goes on where the audit before it ended, so that audits do not meet the same trace until the stratum is through.',
  },
  {
    value: 'bottomK',
    title: 'Own seed',
    words:
      'The hub takes a new seed for this audit alone. Two audits may then meet the same trace by chance.',
  },
] as const;

/** `known`: gold items at the hub; null while that is not known. */
function roundHint(known: number | null): string {
  const about = 'gold items that everybody judges first, with feedback after the last; never counted';
  if (known === null) return about;
  if (known === 0) return `${about}. The hub has no gold item of this scorecard yet.`;
  return `${about}. The hub has ${formatCounted(known, 'gold item')} of this scorecard.`;
}

export function HubSampling({ draft, problems }: { draft: PlanDraft; problems: Problems }): ReactNode {
  const known = useGoldCount(draft.scorecardId);
  return (
    <div className={sampling.hubSampling}>
      <div className={sampling.rule}>
        <span className={sampling.selection} aria-hidden>
          Selection
        </span>
        <Segments
          label="Selection"
          value={draft.selection}
          onChange={(selection) => changeDraft((held) => ({ ...held, selection }))}
          options={selections}
        />
        <p className={classes.quiet}>{selections.find((one) => one.value === draft.selection)?.words}</p>
      </div>
      <div>
        <DraftField
          name="gold"
          label="Gold items"
          isNumber
          draft={draft}
          error={problems.gold}
          hint="items with a known answer, mixed in besides the sample; nobody can tell them apart"
        />
        <DraftField
          name="calibration"
          label="Calibration round"
          isNumber
          draft={draft}
          error={problems.calibration}
          hint={roundHint(known)}
        />
      </div>
    </div>
  );
}
