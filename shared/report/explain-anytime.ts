/**
 * How the interval that stays valid however often one looks came about, and the items of the completed prefix behind it.
 * Must not compute it: it is the one that the report carries.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import { answeredItems, answersOf, eventTest } from './answered-items.ts';
import type { Anytime } from './anytime.ts';
import { explainItems, getChoiceQuestion } from './explained-item.ts';
import { progressOf } from './registered.ts';
import type { ReportBasis } from './tallies.ts';
import { digits, percent } from './words.ts';

type AnytimeRef = Extract<FigureRef, { kind: 'anytime' }>;

/** Throws a RangeError for an audit that registered no primary question with options. */
export function explainAnytime(basis: ReportBasis, ref: AnytimeRef): Explanation {
  const { input, base } = basis;
  const progress = progressOf(basis);
  const anytime = progress?.anytime ?? null;
  if (progress === null || anytime === null) throw new RangeError('no primary question is registered');
  const question = getChoiceQuestion(input, progress.registration.primaryQuestion);
  const isInPrefix = new Set(base.usable.slice(0, base.prefixLength));
  const items = answeredItems(basis, question, (record) => isInPrefix.has(record));
  const isEvent = eventTest(question);
  const { alpha } = input.audit.plan;
  return {
    title: `The ${question.rateTitle}, valid however often one looks`,
    figure: anytime.interval,
    steps: [
      'Only the completed head of the queue counts: it is a stratified random sample of its own, whoever reviews faster (design A4).',
      'It is taken for a simple random sample, so that there is an interval only where weights are nearly equal: a Kish size of at least 99 % of the items.',
      'The interval holds every rate against which the mixture of likelihoods over a Beta(½, ½) prior has gathered less than 1 ÷ α of evidence (Robbins 1970); from 5 % of the frame on the draws are taken without replacement (Waudby-Smith and Ramdas 2020).',
      'By Ville’s inequality (1939) the chance that it ever misses the rate, at whatever look, is at most α (design B11).',
      'The evidence for pass and for breach are e-values with that prior cut at the limit.',
    ],
    facts: anytimeFacts(anytime, basis, alpha),
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      alpha,
      frame: input.manifest.frameSize,
      strata: input.manifest.strata.map(({ key, population, drawn }) => [key, population, drawn]),
      limits: input.audit.plan.thresholds,
      items: answersOf(items),
    }),
    items: explainItems(
      input,
      question,
      items.map(({ record, standing }) => ({ record, weight: null, isEvent: isEvent(standing) })),
    ),
  };
}

function anytimeFacts(
  { n, events, evidence }: Anytime,
  { input, base }: ReportBasis,
  alpha: number,
): Explanation['facts'] {
  const facts: [string, string][] = [
    ['Items of the completed head', String(base.prefixLength)],
    ['n, with an answer', String(n)],
    ['Items with the event', String(events)],
    ['Frame N', String(input.manifest.frameSize)],
    ['Confidence, over all looks', percent(1 - alpha)],
  ];
  if (evidence !== null) {
    facts.push(
      ['Evidence for pass', digits(evidence.pass)],
      ['Evidence for breach', digits(evidence.breach)],
      ['Declared at', digits(evidence.declareAt)],
    );
  }
  return facts.map(([name, value]) => ({ name, value }));
}
