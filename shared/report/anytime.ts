/**
 * What the completed prefix of the queue says however often one looks (statistics.md B11): the confidence sequence of
 * the primary rate and the evidence for pass and breach. Must not know stop rules.
 *
 * Both take the prefix for a simple random sample, so that they are given only where weights are nearly equal: a Kish
 * size of at least 99 % of the items, that is a coefficient of variation of the weights of at most a tenth. The share of
 * the prefix then differs from the weighted rate by at most a tenth of the spread of the strata's rates. Strata only
 * lower the variance of a proportional sample, which errs on the safe side.
 */
import type { z } from 'zod';
import type { anytime as anytimeSchema } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { hasEqualWeights } from '../sampling/outlook.ts';
import { finiteEvidence } from '../statistics/finite-evidence.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import {
  confidenceSequence,
  finiteConfidenceSequence,
  sequentialEvidence,
} from '../statistics/sequential.ts';
import { DECISION_ERROR } from './hypothetical.ts';
import { noFigure } from './rates.ts';
import type { ReportBasis } from './tallies.ts';

export type Anytime = z.infer<typeof anytimeSchema>;

const PRIOR = { a: 0.5, b: 0.5 };
/** From this share of the frame on, what is drawn tells about what is left. */
const SMALL_FRAME = 0.05;
/** An e-value beyond this says no more, and JSON has no infinity. */
const MOST_EVIDENCE = 1e12;
const METHOD = 'beta-binomial confidence sequence';

/** The counts of the first `length` records of the queue, which are a stratified sample of their own (A4). */
export function tallyPrefix(basis: ReportBasis, question: ChoiceQuestion, length: number): StratumTally[] {
  const standings = basis.standings.of(question);
  const events = new Set(question.eventOptions);
  const places = new Map(basis.strata.map((of, h) => [of.key, h]));
  const tallies = basis.strata.map(({ key, population }) => ({
    key,
    population,
    drawn: 0,
    reviewed: 0,
    inDomain: 0,
    events: 0,
  }));
  let next = 0;
  for (const record of basis.base.usable.slice(0, length)) {
    const tally = tallies[places.get(record.item.stratum) ?? -1];
    if (tally === undefined) continue;
    tally.drawn += 1;
    if (record.reviews.length === 0) continue;
    tally.reviewed += 1;
    const { option } = standings[next]!;
    next += 1;
    if (option === null) continue;
    tally.inDomain += 1;
    if (events.has(option)) tally.events += 1;
  }
  return tallies;
}

/** Confidence sequence and evidence on the completed prefix. `limit` null where none is registered. */
export function anytimeOf(basis: ReportBasis, question: ChoiceQuestion, limit: number | null): Anytime {
  const tallies = tallyPrefix(basis, question, basis.base.prefixLength);
  const sum = (pick: (of: StratumTally) => number): number =>
    tallies.reduce((total, of) => total + pick(of), 0);
  const [n, x] = [sum((of) => of.inDomain), sum((of) => of.events)];
  if (n === 0) return { n, events: x, interval: noFigure('NO_DATA', n, METHOD), evidence: null };
  if (!hasEqualWeights(basis.input.manifest.strata)) {
    const note = 'needs nearly equal weights: a Kish size of at least 99 % of the items';
    return { n, events: x, interval: noFigure('UNEQUAL_WEIGHTS', n, METHOD, [note]), evidence: null };
  }
  const { frameSize } = basis.input.manifest;
  // In a domain the size of the population is not known, so that the form for an unlimited one is used.
  const isFinite = n === sum((of) => of.reviewed) && n > SMALL_FRAME * frameSize;
  const { alpha } = basis.input.audit.plan;
  const { low, high } = isFinite
    ? finiteConfidenceSequence(x, n, frameSize, PRIOR, alpha)
    : confidenceSequence(x, n, PRIOR, alpha);
  const method = isFinite ? `${METHOD}, finite frame` : METHOD;
  return {
    n,
    events: x,
    interval: { estimate: x / n, low, high, n, method, reason: null, notes: [] },
    evidence: limit === null ? null : evidenceOf(x, n, limit, isFinite ? frameSize : null),
  };
}

const eValue = (log: number): number => Math.exp(Math.min(log, Math.log(MOST_EVIDENCE)));

function evidenceOf(x: number, n: number, limit: number, frame: number | null): Anytime['evidence'] {
  const { logEPass, logEBreach } =
    frame === null ? sequentialEvidence(x, n, limit, PRIOR) : finiteEvidence(x, n, frame, limit, PRIOR);
  return { pass: eValue(logEPass), breach: eValue(logEBreach), declareAt: 1 / DECISION_ERROR };
}
