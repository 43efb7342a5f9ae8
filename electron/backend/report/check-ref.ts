/**
 * Whether an address names a figure of this audit. Must not compute it.
 *
 * Invariant: what passes can be explained; what does not is told with the place in the address and what there is.
 */
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import { agreementStatistics } from '../../../shared/contract/report-ref.ts';
import { JUDGE_FACET } from '../../../shared/domain/facets.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { sideOf } from '../../../shared/report/agreement-parts.ts';
import type { ReportInput } from '../../../shared/report/evidence-base.ts';
import { indexManifest, WEEK } from '../../../shared/report/manifest-index.ts';
import type { ReportMemo } from '../../../shared/report/memo.ts';
import { WorkbenchError } from '../errors.ts';

/**
 * Throws INVALID_INPUT for a question, option, dimension, value, judge, person, stratum or registered claim that this audit
 * has not, and for a figure that there is not of what is named.
 */
export function checkRef(input: ReportInput, ref: FigureRef, memo: ReportMemo): void {
  switch (ref.kind) {
    case 'coverage':
      return checkStratum(input, ref.stratum);
    case 'hypothesis':
      return checkHypothesis(input, ref.index);
    case 'anytime':
      return checkAnytime(input);
    default:
      return checkOfQuestion(input, ref, memo);
  }
}

type RefOfQuestion = Exclude<FigureRef, { kind: 'coverage' | 'hypothesis' | 'anytime' }>;

function checkOfQuestion(input: ReportInput, ref: RefOfQuestion, memo: ReportMemo): void {
  const question = getQuestion(input, ref.question);
  const options = question.options.map((one) => one.id);
  switch (ref.kind) {
    case 'rate':
      if (ref.option !== null) requireOne('option', ref.option, options);
      checkDimension(input, ref, memo);
      return checkContrast(ref);
    case 'agreement':
      requireOneSide(ref);
      if (ref.option !== null) requireOne('option', ref.option, options);
      for (const id of ref.pair ?? []) requireOne('pair', id, listReviewers(input));
      if (ref.person !== undefined) requireOne('person', ref.person, listReviewers(input));
      if (ref.statistic === undefined) return;
      return requireOne('statistic', ref.statistic, agreementStatistics[sideOf(ref)]);
    case 'confusion':
      requireOne('a', ref.a, options);
      return requireOne('b', ref.b, options);
    case 'judge':
      requireNoMetricOfCell(ref);
      return requireOne('judge', ref.judge, listJudges(input));
    case 'trend':
      if (indexManifest(input, memo).weeks !== null) return;
      throw wrong(
        'kind',
        'The manifest of this audit records no weeks.',
        'Choose another figure: there is no trend.',
      );
    case 'secondLook':
    case 'contested':
      return;
  }
}

function checkStratum({ manifest }: ReportInput, stratum: string | null): void {
  if (stratum === null) return;
  requireOne(
    'stratum',
    stratum,
    manifest.strata.map((one) => one.key),
  );
}

function checkHypothesis({ audit }: ReportInput, index: number): void {
  const places = (audit.plan.registration?.hypotheses ?? []).map((_, at) => String(at));
  requireOne('index', String(index), places);
}

function checkAnytime({ audit, scorecard }: ReportInput): void {
  const primary = audit.plan.registration?.primaryQuestion;
  if (scorecard.questions.some((one) => one.id === primary && isChoice(one))) return;
  throw wrong(
    'kind',
    'This audit registered no primary question with options.',
    'Choose another figure: there is no interval that is valid at any time.',
  );
}

function checkContrast({ isContrast, option, dimension }: FigureRef & { kind: 'rate' }): void {
  if (isContrast !== true || (option === null && dimension !== null && dimension !== WEEK)) return;
  throw wrong(
    'isContrast',
    'Only the event of a question at a value of a dimension is held against the other values.',
    'Choose a dimension other than the week and its value, without an option.',
  );
}

function requireNoMetricOfCell({ cell, metric }: FigureRef & { kind: 'judge' }): void {
  if (cell === null || metric === undefined) return;
  throw wrong(
    'metric',
    'A cell of judge and people has a figure of its own.',
    'Choose a cell, or a metric without one.',
  );
}

/** An address of agreement is about one thing. */
function requireOneSide({ option, pair, person }: FigureRef & { kind: 'agreement' }): void {
  if ([option, pair, person ?? null].filter((one) => one !== null).length <= 1) return;
  throw wrong(
    'option',
    'Agreement is of a class, of a pair or of one person.',
    'Choose one of option, pair and person.',
  );
}

function getQuestion({ scorecard }: ReportInput, id: string): ChoiceQuestion {
  const choices = scorecard.questions.filter(isChoice);
  requireOne(
    'question',
    id,
    choices.map((one) => one.id),
  );
  return choices.find((one) => one.id === id)!;
}

function checkDimension(input: ReportInput, ref: FigureRef & { kind: 'rate' }, memo: ReportMemo): void {
  const { dimension, value } = ref;
  if ((dimension === null) !== (value === null)) {
    throw wrong('value', 'A dimension and its value come together.', 'Give both, or neither.');
  }
  if (dimension === null || value === null) return;
  const { dimensions, weeks } = indexManifest(input, memo);
  const groups = weeks === null ? dimensions : [...dimensions, weeks];
  requireOne(
    'dimension',
    dimension,
    groups.map((one) => one.dimension),
  );
  requireOne('value', value, groups.find((one) => one.dimension === dimension)?.values ?? []);
}

function listReviewers({ assignments, secondLooks, reviews }: ReportInput): string[] {
  const given = [...assignments.flatMap((one) => one.personIds), ...secondLooks.map((one) => one.personId)];
  return [...new Set<string>([...given, ...reviews.map((one) => one.personId)])];
}

function listJudges({ manifest }: ReportInput): string[] {
  const names = new Set<string>();
  for (const { facets } of manifest.items) for (const name of Object.keys(facets)) names.add(name);
  return [...names].filter((one) => one.startsWith(JUDGE_FACET)).map((one) => one.slice(JUDGE_FACET.length));
}

/** Names that are told of what there is. */
const mostTold = 12;

function requireOne(where: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  const told = known.slice(0, mostTold).join(', ');
  const more = known.length > mostTold ? ` and ${known.length - mostTold} more` : '';
  throw wrong(
    where,
    `This report has no ${where === 'a' || where === 'b' ? 'option' : where} "${given}".`,
    known.length === 0 ? 'Choose another figure: there is none of this kind.' : `There are: ${told}${more}.`,
  );
}

function wrong(where: string, what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('INVALID_INPUT', { what, where: `ref.${where}`, remedy });
}
