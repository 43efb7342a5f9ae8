/**
 * Whether an address names a figure of this audit. Must not compute it.
 *
 * Invariant: what passes can be explained; what does not is told with the place in the address and what there is.
 */
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import { JUDGE_FACET } from '../../../shared/domain/facets.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ReportInput } from '../../../shared/report/evidence-base.ts';
import { indexManifest } from '../../../shared/report/manifest-index.ts';
import type { ReportMemo } from '../../../shared/report/memo.ts';
import { WorkbenchError } from '../errors.ts';

/** Throws INVALID_INPUT for a question, option, dimension, value, judge, person or stratum that this audit has not. */
export function checkRef(input: ReportInput, ref: FigureRef, memo: ReportMemo): void {
  if (ref.kind === 'coverage') {
    if (ref.stratum === null) return;
    return requireOne(
      'stratum',
      ref.stratum,
      input.manifest.strata.map((one) => one.key),
    );
  }
  const question = getQuestion(input, ref.question);
  const options = question.options.map((one) => one.id);
  switch (ref.kind) {
    case 'rate':
      if (ref.option !== null) requireOne('option', ref.option, options);
      return checkDimension(input, ref, memo);
    case 'agreement':
      if (ref.option !== null) requireOne('option', ref.option, options);
      for (const id of ref.pair ?? []) requireOne('pair', id, listReviewers(input));
      return;
    case 'confusion':
      requireOne('a', ref.a, options);
      return requireOne('b', ref.b, options);
    case 'judge':
      return requireOne('judge', ref.judge, listJudges(input));
    case 'secondLook':
    case 'contested':
      return;
  }
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
