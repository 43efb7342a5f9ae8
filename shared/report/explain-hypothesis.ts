/**
 * How what was observed of a registered claim came about, its test, and the items behind it. Must not compute a figure of
 * its own: rates, differences and α are explained where they belong, and the finding is the report's.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { Claim } from '../domain/registration.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { agreementOf, agreementSeed } from './agreement.ts';
import { chanceText, DIFFERENCE_STEPS, explainParts } from './contrasts.ts';
import type { SamplePart } from './contrasts.ts';
import { explainAgreement } from './explain-agreement.ts';
import { explainRate } from './explain-rate.ts';
import type { HypothesisContext, HypothesisReport } from './hypotheses.ts';
import { hypothesesOf } from './hypotheses.ts';
import { valueOf } from './manifest-index.ts';
import type { ReportMemo } from './memo.ts';
import type { RateSettings } from './rates.ts';
import { notYetOf, progressOf } from './registered.ts';
import type { ReportBasis } from './tallies.ts';

type HypothesisRef = Extract<FigureRef, { kind: 'hypothesis' }>;
type Under = Pick<Explanation, 'steps' | 'facts' | 'inputsDigest' | 'items'>;

/** Throws a RangeError for a place at which nothing is registered. */
export function explainHypothesis(basis: ReportBasis, ref: HypothesisRef, memo?: ReportMemo): Explanation {
  const { registration, ciMethod, alpha } = basis.input.audit.plan;
  const hypothesis = registration?.hypotheses[ref.index];
  if (registration === undefined || hypothesis === undefined) {
    throw new RangeError(`no hypothesis ${ref.index} is registered`);
  }
  const settings = { ciMethod, alpha };
  const notYet = notYetOf(basis, progressOf(basis));
  const questions = listAgreement(
    basis,
    registration.hypotheses.map((of) => of.claim),
    memo,
  );
  const all = hypothesesOf(registration.hypotheses, { basis, settings, questions, notYet });
  const found = all[ref.index]!;
  const under = explainClaim(basis, hypothesis.claim, settings, memo);
  return {
    title: hypothesis.statement,
    figure: found.observed,
    steps: [
      `Registered before the draw: ${found.claim}`,
      ...under.steps,
      ...testSteps[hypothesis.claim.kind],
      found.sentence,
    ],
    facts: [...findingFacts(found), ...under.facts],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      hypotheses: registration.hypotheses,
      p: all.map((of) => of.p),
      notYet,
      under: under.inputsDigest,
    }),
    items: under.items,
  };
}

const OVER_ALL =
  'q is p adjusted for all registered claims (Benjamini and Hochberg 1995; design B7); at .05 or less the claim is supported, and contradicted only where the opposite claim has such a p.';
const testSteps: Readonly<Record<Claim['kind'], readonly string[]>> = {
  rate: [
    'p is one-sided: the error at which the bound of that interval touches the limit, so that figure and test never disagree.',
    OVER_ALL,
  ],
  difference: ['For a claim with a direction p is one-sided, half of it or the rest.', OVER_ALL],
  agreement: [
    'The claim is supported where the whole interval reaches the value, and contradicted where none of it does; there is no p.',
  ],
};

/** α of the questions that a claim about agreement is about. */
function listAgreement(
  { input, base }: ReportBasis,
  claims: readonly Claim[],
  memo: ReportMemo | undefined,
): HypothesisContext['questions'] {
  const asked = new Set<string>(claims.flatMap((of) => (of.kind === 'agreement' ? [of.question] : [])));
  const { strata } = input.manifest;
  const { alpha } = input.audit.plan;
  return input.scorecard.questions
    .filter(isChoice)
    .filter((of) => asked.has(of.id))
    .map((of) => ({
      question: of.id,
      agreement: agreementOf(base, of, agreementSeed(input.audit, of.id), { strata, alpha, memo }),
    }));
}

function explainClaim(
  basis: ReportBasis,
  claim: Claim,
  settings: RateSettings,
  memo: ReportMemo | undefined,
): Under {
  const { input, base } = basis;
  const question = input.scorecard.questions.find((of) => of.id === claim.question);
  if (question === undefined || !isChoice(question)) {
    return { steps: [], facts: [], inputsDigest: digestOf({ claim }), items: [] };
  }
  switch (claim.kind) {
    case 'agreement':
      return explainAgreement(
        input,
        base,
        { kind: 'agreement', question: question.id, option: null, pair: null },
        memo,
      );
    case 'rate': {
      const { dimension = null, value = null } = claim.part ?? {};
      return explainRate(basis, question, {
        kind: 'rate',
        question: question.id,
        option: null,
        dimension,
        value,
      });
    }
    case 'difference':
      return explainDifference(basis, question, claim, settings);
  }
}

function explainDifference(
  basis: ReportBasis,
  question: ChoiceQuestion,
  { dimension, a, b }: Extract<Claim, { kind: 'difference' }>,
  settings: RateSettings,
): Under {
  const part = (value: string): SamplePart => ({
    words: `where ${dimension} is ${value}`,
    isInside: ({ item }) => valueOf(item, dimension) === value,
  });
  return { steps: DIFFERENCE_STEPS, ...explainParts(basis, question, [part(a), part(b)], settings) };
}

function findingFacts({ p, q, outcome }: HypothesisReport): Explanation['facts'] {
  return [
    { name: 'Outcome', value: outcome },
    { name: 'p of the claim', value: chanceText(p) },
    { name: 'q over the registered claims', value: chanceText(q) },
  ];
}
