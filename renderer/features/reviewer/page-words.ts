/** How figures of a reviewer's page are put in words where they are not there. Pure; must not know the backend. */
import type { Figure } from '../../../shared/contract/report-figure.ts';
import { intervalText, percentText } from '../../../shared/figures/number-words.ts';
import { formatCount, formatElapsed } from '../../lib/format.ts';
import type { PageAudit } from './reviewer-queries.ts';

const NBSP = '\u00a0';

const reasons: Readonly<Record<string, string>> = {
  AUDIT_OPEN: 'told after the close',
  NEVER_TOLD: 'never told, by the plan',
  NOT_HERE: 'not known on this computer',
  NO_OVERLAP: 'nobody else judged your items',
  NO_DATA: 'no time was measured',
};

/** Why there is no figure. */
export function reasonWords({ reason, n }: Figure): string {
  if (reason === 'TOO_FEW_ITEMS') return n === 0 ? 'nothing to compare' : `too few: ${formatCount(n)}`;
  return reasons[reason ?? ''] ?? 'cannot be told';
}

/** A share as a sentence part: estimate, interval, count; or why not. */
export function shareWords(figure: Figure): string {
  const { estimate, low, high, n } = figure;
  if (estimate === null) return reasonWords(figure);
  const range = low === null || high === null ? 'no interval' : intervalText(low, high, 'percent');
  return `${percentText(estimate)} (${range}, n${NBSP}=${NBSP}${formatCount(n)})`;
}

/** A time on task: median, interval, count. */
export function timeWords(figure: Figure): { median: string; range: string } {
  const { estimate, low, high, n } = figure;
  if (estimate === null) return { median: reasonWords(figure), range: '' };
  const range =
    low === null || high === null
      ? 'too few for an interval'
      : `${formatElapsed(low)}–${formatElapsed(high)}`;
  return {
    median: formatElapsed(estimate),
    range: `${range}, ${formatCount(n)}${NBSP}${n === 1 ? 'item' : 'items'}`,
  };
}

/** Whether anything of a confusion can be shown. */
export function hasCounts(confusion: readonly (readonly number[])[]): boolean {
  return confusion.some((row) => row.some((count) => count > 0));
}

/** Whether everything about an audit is told after its close: then one sentence says it once. */
export function isToldLater({ questions }: Pick<PageAudit, 'questions'>): boolean {
  const figures = questions.flatMap((of) => [of.withOthers, of.withRulings, of.withGold]);
  return figures.length > 0 && figures.every((of) => of.reason === 'AUDIT_OPEN');
}
