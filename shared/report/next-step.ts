/**
 * The recommended next step, cheapest remedy first: prompt, then retrieval, then model; a roll back only with cause.
 * Must not know how figures are computed. Invariant: a step is a rule over figures that the report shows, and its
 * sentence names their counts.
 *
 * Rules, in order, over the primary question (docs/decisions/0007-next-step.md):
 * 1. not a decision yet: review more; no limit, or a pass: none;
 * 2. roll back: the newest value of `model` or `promptTemplate` is worse than the others (q ≤ 0.05), or on a breach at
 *    least two found errors, and a quarter of those rated, are critical;
 * 3. undecided, too few items: review more;
 * 4. breach: the first of prompt, retrieval, model to which at least a third of the named causes point; without a named
 *    cause: review more, to name them.
 */
import type { z } from 'zod';
import type { nextStep as nextStepSchema, questionReport } from '../contract/report.ts';
import { valueOf, WEEK } from './manifest-index.ts';
import type { Verdict } from '../statistics/threshold.ts';
import type { ReportBasis } from './tallies.ts';
import { isNewer } from './version-order.ts';

import { chance, count, points } from './words.ts';

export type NextStep = z.infer<typeof nextStepSchema>;
type QuestionReport = z.infer<typeof questionReport>;
type Remedy = 'prompt' | 'retrieval' | 'model';

/** Question and options of the default scorecard; a scorecard without them has no named causes. */
const CAUSE = 'cause';
const SEVERITY = { question: 'severity', option: 'critical' } as const;
const UNCLEAR = 'unclear';
const remedyOf: Record<string, Remedy> = {
  prompt_or_policy: 'prompt',
  retrieval_missed: 'retrieval',
  passage_wrong: 'retrieval',
  model_ignored: 'model',
};
const cheapestFirst: readonly Remedy[] = ['prompt', 'retrieval', 'model'];
const found: Record<Remedy, string> = {
  prompt: 'came from the prompt or the policy text',
  retrieval: 'had the right passage missing or stale',
  model: 'ignored the right passage',
};
const advice: Record<Remedy, string> = {
  prompt: 'Change the prompt or the policy text first: it is the cheapest remedy.',
  retrieval: 'Mend retrieval and its passages before touching the model.',
  model: 'Prompt and retrieval explain few of them: change the model or how it is held to its passages.',
};
/** Least share of the named causes for a remedy; of three remedies one always has it. */
const LEAST_SHARE = 1 / 3;
const CRITICAL_SHARE = 1 / 4;
const LEAST_CRITICAL = 2;
const SIGNIFICANT = 0.05;
const versionedDimensions = ['model', 'promptTemplate'] as const;

/**
 * The step that the figures of the primary question lead to.
 * @param notYet why nothing may be decided yet
 * @param decision of the registered stop rule, which goes before the verdict of the bounds
 */
export function nextStepOf(
  basis: ReportBasis,
  questions: readonly QuestionReport[],
  notYet: string | null,
  decision: Verdict | null,
): NextStep {
  const causes = listCauses(questions);
  const primary = questions.find((of) => of.isPrimary);
  const step = (name: NextStep['step'], sentence: string): NextStep => ({ step: name, sentence, causes });
  if (primary === undefined) return step('none', 'The scorecard has no question with a rate.');
  const { threshold } = primary;
  if (notYet !== null) return step('review more', `Not a decision yet: ${notYet}`);
  if (threshold === null) {
    return step('none', `No limit was registered for the ${primary.rateTitle}, so that it asks for no step.`);
  }
  const verdict = decision ?? threshold.verdict;
  if (verdict === 'PASS') {
    return step('none', `The ${primary.rateTitle} is within its limit. ${namedCauses(questions)}`.trim());
  }
  const worse = verdict === 'INSUFFICIENT' ? null : findWorseVersion(basis, primary);
  if (worse !== null) return step('roll back', worse);
  if (verdict !== 'BREACH') {
    const isByRule = verdict !== threshold.verdict;
    return step(
      'review more',
      isByRule ? 'The registered stop rule left the limit undecided.' : reviewMore(threshold),
    );
  }
  const critical = criticalErrors(questions);
  if (critical !== null) return step('roll back', critical);
  return remedy(questions, primary, causes);
}

function reviewMore({ verdict, moreNeeded }: NonNullable<QuestionReport['threshold']>): string {
  const so =
    verdict === 'INSUFFICIENT' ? 'Too few items are reviewed.' : 'The limit is neither met nor broken.';
  const about =
    moreNeeded === null
      ? 'No number of further items would decide it at this rate: judge whether the limit is the right one.'
      : `${count(moreNeeded, 'more item')} would decide it if the rate stays as it is.`;
  return `${so} ${about}`;
}

function causeOptions(questions: readonly QuestionReport[]): QuestionReport['options'] {
  return questions.find((of) => of.question === CAUSE)?.options ?? [];
}

/** Causes that stand on found errors, most frequent first. */
function listCauses(questions: readonly QuestionReport[]): NextStep['causes'] {
  return causeOptions(questions)
    .filter(({ rate }) => rate.events > 0)
    .map(({ title, rate }) => ({ cause: title, count: rate.events }))
    .toSorted((a, b) => b.count - a.count);
}

function countRemedies(questions: readonly QuestionReport[]): { named: number; by: Map<Remedy, number> } {
  const by = new Map<Remedy, number>();
  let named = 0;
  for (const { option, rate } of causeOptions(questions)) {
    const remedyFor = remedyOf[option];
    if (option === UNCLEAR || remedyFor === undefined) continue;
    named += rate.events;
    by.set(remedyFor, (by.get(remedyFor) ?? 0) + rate.events);
  }
  return { named, by };
}

function remedy(
  questions: readonly QuestionReport[],
  primary: QuestionReport,
  causes: NextStep['causes'],
): NextStep {
  const { named, by } = countRemedies(questions);
  const first = cheapestFirst.find((one) => named > 0 && (by.get(one) ?? 0) >= LEAST_SHARE * named);
  const over = `The ${primary.rateTitle} is over its limit.`;
  if (first === undefined) {
    const sentence = `${over} None of the ${count(primary.overall.events, 'found error')} has a named cause: name the causes before choosing a remedy.`;
    return { step: 'review more', sentence, causes };
  }
  const share = `${by.get(first) ?? 0} of ${count(named, 'found error')} with a named cause ${found[first]}.`;
  return { step: first, sentence: `${over} ${share} ${advice[first]}`, causes };
}

function namedCauses(questions: readonly QuestionReport[]): string {
  const { named, by } = countRemedies(questions);
  const [most] = [...by].toSorted((a, b) => b[1] - a[1]);
  if (named === 0 || most === undefined) return '';
  return `Of ${count(named, 'found error')} with a named cause, ${most[1]} ${found[most[0]]}.`;
}

function criticalErrors(questions: readonly QuestionReport[]): string | null {
  const severity = questions.find((of) => of.question === SEVERITY.question);
  const critical = severity?.options.find((of) => of.option === SEVERITY.option)?.rate.events ?? 0;
  const rated = severity?.overall.figure.n ?? 0;
  if (critical < LEAST_CRITICAL || critical < CRITICAL_SHARE * rated) return null;
  return `The limit is broken and ${critical} of ${count(rated, 'found error')} are critical: go back to the last version that passed, then look for the cause.`;
}

/** The newest value of a versioned dimension, where its rate is significantly higher than that of the others. */
function findWorseVersion(basis: ReportBasis, primary: QuestionReport): string | null {
  for (const dimension of versionedDimensions) {
    const rows = primary.breakdowns.find((of) => of.dimension === dimension)?.rows ?? [];
    const weekOf = firstWeeks(basis, dimension);
    const newest = rows.find(({ value }) =>
      rows.every((other) => other.value === value || isNewer(value, other.value, weekOf)),
    );
    const difference = newest?.contrast?.difference.estimate ?? null;
    const q = newest?.contrast?.q ?? null;
    if (newest === undefined || difference === null || q === null) continue;
    if (difference > 0 && q <= SIGNIFICANT) {
      const { events, figure } = newest.rate;
      return `${events} of ${count(figure.n, 'item')} of ${dimension} ${newest.value}, the newest, count towards the ${primary.rateTitle}: ${points(difference)} against the others (${chance('q', q)}). Roll it back.`;
    }
  }
  return null;
}

function firstWeeks(basis: ReportBasis, dimension: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  if (basis.index.weeks === null) return first;
  for (const item of basis.input.manifest.items) {
    const week = item.facets[WEEK];
    const value = valueOf(item, dimension);
    const held = first.get(value);
    if (week !== undefined && (held === undefined || week < held)) first.set(value, week);
  }
  return first;
}
