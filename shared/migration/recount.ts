/**
 * The rate of an earlier audit as a new version of the taxonomy counts it, where every old label has one meaning there: the
 * same labels and weights, other classes counted. Must not know what was judged anew: nothing was.
 *
 * Invariant: the figure is the one that the audit's own report would have, had its question counted these classes; it has
 * no bridging error, because nothing is guessed.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { ClassMapping } from '../domain/taxonomy-change.ts';
import type { ReportInput } from '../report/evidence-base.ts';
import { gatherEvidence } from '../report/evidence-base.ts';
import { rateOf } from '../report/rates.ts';
import { countAll, eventFlags, optionPlaces, prepareBasis, tallyEvents } from '../report/tallies.ts';

/** Old options that count as the event under the new version; null where one of them may mean several classes. */
export function recountedOptions(
  options: readonly string[],
  mapping: readonly ClassMapping[],
  eventsAfter: readonly string[],
): string[] | null {
  const counted: string[] = [];
  for (const id of options) {
    const means = mapping.find((one) => one.from === id);
    if (means?.kind !== 'certain') return null;
    if (eventsAfter.includes(means.to)) counted.push(id);
  }
  return counted;
}

/**
 * @param input of the earlier audit
 * @param counted what `recountedOptions` gave
 */
export function recountedRate(
  input: ReportInput,
  question: ChoiceQuestion,
  counted: readonly string[],
): Figure {
  const basis = prepareBasis(input, gatherEvidence(input));
  const all = countAll(basis, question, optionPlaces(basis, question));
  const { ciMethod, alpha } = input.audit.plan;
  const flags = eventFlags({ ...question, eventOptions: [...counted] });
  return rateOf(tallyEvents(basis, all, flags), { ciMethod, alpha }).figure;
}
