/**
 * The rules of retention as they are typed and as the hub wants them. Invariant: the last rule fits everything, so that
 * no text is without a rule.
 */
import type { Retention } from '../../../shared/contract/hub-traces.ts';
import type { riskClasses } from '../../../shared/domain/trace.ts';

export type RiskClass = (typeof riskClasses)[number];

export interface RuleDraft {
  /** Empty for every trace. */
  riskClasses: RiskClass[];
  /** Days; empty for never. */
  traceDays: string;
  itemDays: string;
}

const typed = (days: number | null): string => (days === null ? '' : String(days));

/** The rules as text to type over. */
export function retentionDraft({ rules }: Retention): RuleDraft[] {
  return rules.map((one) => ({
    riskClasses: one.riskClasses,
    traceDays: typed(one.traceDays),
    itemDays: typed(one.itemDays),
  }));
}

function readDays(text: string): number | null | undefined {
  const bare = text.trim();
  if (bare === '') return null;
  const days = Number(bare);
  return Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : undefined;
}

/** What was typed, or the first thing that cannot be read. */
export function readRetention(
  draft: readonly RuleDraft[],
): { ok: true; value: Retention } | { ok: false; problem: string } {
  const rules: Retention['rules'] = [];
  for (const [at, one] of draft.entries()) {
    const [traceDays, itemDays] = [readDays(one.traceDays), readDays(one.itemDays)];
    if (traceDays === undefined || itemDays === undefined) {
      return { ok: false, problem: `Rule ${at + 1}: days are a whole number from 1 to 36,500, or empty.` };
    }
    if (one.riskClasses.length === 0 && at < draft.length - 1) {
      return { ok: false, problem: `Rule ${at + 1} fits everything: the rules after it would never count.` };
    }
    rules.push({ riskClasses: one.riskClasses, traceDays, itemDays });
  }
  if (rules.at(-1)?.riskClasses.length !== 0) {
    return { ok: false, problem: 'The last rule must fit everything.' };
  }
  return { ok: true, value: { rules } };
}
