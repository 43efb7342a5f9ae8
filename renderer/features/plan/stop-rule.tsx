/**
 * When the audit may be decided: at its end, when the rate is known well enough, when the limit is decided, or at planned
 * looks. Must not decide whether the sample bears the rule (the draw does). Invariant: every rule is said in a sentence
 * with its numbers in it.
 */
import type { ReactNode } from 'react';
import type { StopRule } from '../../../shared/domain/registration.ts';
import { Segments } from '../../ui/field.tsx';
import { DraftField } from './draft-field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { changeDraft } from './plan-store.ts';
import { readMargin, readWhole } from './read-typed.ts';
import { stopRuleInWords } from './registration-words.ts';
import classes from './registration.module.css';

export const stopRuleTitles: Record<PlanDraft['stopRule'], string> = {
  fixed: 'At the planned end',
  precision: '± x reached',
  verdict: 'Limit decided',
  looks: 'Planned looks',
};

/** The rule as its sentence needs it, with a stand-in for a number that is not typed yet. */
function spokenRule(draft: PlanDraft): StopRule | null {
  const margin = readMargin(draft.stopMargin);
  const count = readWhole(draft.looksCount, 2, 20);
  switch (draft.stopRule) {
    case 'precision':
      return typeof margin === 'number' ? { kind: 'precision', halfWidth: margin } : null;
    case 'looks':
      return typeof count === 'number' ? { kind: 'looks', count, spending: draft.looksSpending } : null;
    default:
      return { kind: draft.stopRule };
  }
}

/** Choosing ± x begins with the margin that is wanted of the sample. */
function withRule(draft: PlanDraft, stopRule: PlanDraft['stopRule']): PlanDraft {
  const stopMargin = draft.stopMargin === '' ? draft.targetMargin : draft.stopMargin;
  return { ...draft, stopRule, ...(stopRule === 'precision' ? { stopMargin } : {}) };
}

function Numbers({ draft }: { draft: PlanDraft }): ReactNode {
  if (draft.stopRule === 'precision') {
    return <DraftField name="stopMargin" label="Stop at ± points" isNumber draft={draft} />;
  }
  if (draft.stopRule !== 'looks') return null;
  return (
    <div className={classes.looks}>
      <DraftField name="looksCount" label="Number of looks" isNumber draft={draft} />
      <Segments
        label="How the error is spent"
        value={draft.looksSpending}
        onChange={(looksSpending) => changeDraft((held) => ({ ...held, looksSpending }))}
        options={[
          { value: 'obrienFleming', title: 'Late (O’Brien–Fleming)' },
          { value: 'pocock', title: 'Evenly (Pocock)' },
        ]}
      />
    </div>
  );
}

export function StopRuleChoice({
  draft,
  problem,
}: {
  draft: PlanDraft;
  problem: string | undefined;
}): ReactNode {
  const rule = spokenRule(draft);
  return (
    <fieldset className={classes.part}>
      <legend>When it is decided</legend>
      <Segments
        label="Stop rule"
        value={draft.stopRule}
        onChange={(stopRule) => changeDraft((held) => withRule(held, stopRule))}
        options={(['fixed', 'precision', 'verdict', 'looks'] as const).map((value) => ({
          value,
          title: stopRuleTitles[value],
        }))}
      />
      <Numbers draft={draft} />
      {rule !== null && <p className={classes.means}>{stopRuleInWords(rule)}</p>}
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
