/**
 * How the miss rate and the rate after second looks came about, and the items that were judged again. Must not compute a
 * figure of its own: what it explains is what the report carries.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { explainItems, figureText, getChoiceQuestion } from './explained-item.ts';
import type { LookedClass, MissControl } from './miss-control.ts';
import { isFlaggedCertain, lookedClass, lookedItems, missControlOf } from './miss-control.ts';
import { primaryQuestionOf } from './primary-question.ts';
import { prepareBasis } from './tallies.ts';
import { digits, percent } from './words.ts';

type SecondLookRef = Extract<FigureRef, { kind: 'secondLook' }>;
type Fact = Explanation['facts'][number];

/**
 * Explains the rate after second looks, or for clean first verdicts the miss rate; a class of flagged ones has counts
 * only. Throws a RangeError for an unknown question.
 */
export function explainSecondLook(input: ReportInput, base: EvidenceBase, ref: SecondLookRef): Explanation {
  const question = getChoiceQuestion(input, ref.question);
  const basis = prepareBasis(input, base);
  const { alpha, secondLook } = input.audit.plan;
  const isPrimary = question.id === primaryQuestionOf(input);
  const control = missControlOf(basis, question, isPrimary, alpha);
  const items = lookedItems(basis, question);
  const clean = lookedClass(items, 'clean');
  const flagged = lookedClass(items, 'flagged');
  const given = new Set<string>(input.secondLooks.map((of) => of.itemId));
  const behind = items.filter(
    ({ record, first, isFound }) =>
      (isFound !== null || given.has(record.item.id)) &&
      (ref.first === null || first === ref.first) &&
      (ref.found === null || isFound === ref.found),
  );
  return {
    title: titleOf(ref, question.title),
    figure: figureOfClass(control, ref),
    steps: stepsOf(isFlaggedCertain(secondLook?.flaggedShare, flagged)),
    facts: [
      { name: 'Second looks given out', value: String(control?.assigned ?? 0) },
      { name: 'Second looks that came back', value: String(control?.judged ?? 0) },
      ...classFacts('clean', clean),
      ...classFacts('flagged', flagged),
      ...(control === null
        ? []
        : [
            { name: 'Miss rate', value: figureText(control.missRate) },
            { name: 'Rate after second looks', value: figureText(control.rate) },
          ]),
      { name: 'Confidence', value: percent(1 - alpha) },
    ],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      alpha,
      plan: secondLook ?? null,
      question: [question.id, question.eventOptions],
      items: items.map((of) => [of.record.item.id, of.first, of.weight, of.isFound]),
    }),
    items: explainItems(
      input,
      question,
      behind.map(({ record, weight, isFound }) => ({ record, weight, isEvent: isFound })),
    ),
  };
}

function figureOfClass(control: MissControl | null, { first }: SecondLookRef): Explanation['figure'] {
  if (control === null || first === 'flagged') return null;
  return first === 'clean' ? control.missRate : control.rate;
}

function titleOf({ first, found }: SecondLookRef, question: string): string {
  const verdicts = first === null ? 'first verdicts' : `${first} first verdicts`;
  const result = found === null ? '' : found ? ', the event found' : ', no event found';
  return `Second looks at ${verdicts} on “${question}”${result}`;
}

function stepsOf(isCertain: boolean): string[] {
  return [
    'Phase 1: every item with a first verdict that stands, weighted N_h/r_h, gives the shares W of clean and flagged verdicts.',
    'Phase 2: of each class items were drawn by permanent random number and judged again by somebody who did not know the first verdict; r is the weighted share of them on which the event was seen.',
    'The miss rate is r of the clean class. Its limits are KG*: Clopper and Pearson at an effective size of at most Kish’s, without finite population correction, because the rate is about the frame.',
    'The rate is p = ΣW·r with V = ΣW²·r(1 − r)/(m − 1) + ΣW(r − p)²/n, m and n being Kish sizes (Cochran 1977, ch. 12; design A9), and limits by KG*.',
    ...(isCertain ? ['Flagged verdicts were not judged again: their r is taken as 1.'] : []),
  ];
}

function classFacts(name: string, of: LookedClass): Fact[] {
  return [
    {
      name: `First verdicts that are ${name}`,
      value: `${of.items}, ${percent(of.share)} of the frame by weight`,
    },
    {
      name: `Second looks at ${name} verdicts that saw the event`,
      value: `${of.positive} of ${of.judged}${of.found === null ? '' : `, weighted ${percent(of.found)}`}`,
    },
    { name: `Kish size of second looks at ${name} verdicts`, value: digits(of.nKish) },
  ];
}
