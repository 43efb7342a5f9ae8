/**
 * Agreement on the overlap for one question, as the report carries it: the headline, weighted to the frame, per class,
 * per pair and per reviewer, and which classes are confused. Must not know what is said about it on screen.
 *
 * Invariant: the same reviews and seed give the same figures on every device, whatever the order in which they arrived.
 */
import type { z } from 'zod';
import type { agreement as agreementSchema } from '../contract/report-agreement.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { Audit } from '../domain/audit.ts';
import type { PersonId } from '../domain/ids.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { sha256Hex } from '../domain/canonical.ts';
import { DEFAULT_REPLICATES } from '../statistics/agreement-bootstrap.ts';
import { perClassAgreement, perPairAgreement, perReviewerAgreement } from '../statistics/agreement-detail.ts';
import type { AgreementRequest } from '../statistics/agreement.ts';
import { agreementSummary, alphaOf } from '../statistics/agreement.ts';
import type { StatResult } from '../statistics/result.ts';
import { confusionOf } from './confusion.ts';
import type { EvidenceBase } from './evidence-base.ts';
import type { ReportMemo } from './memo.ts';
import { remember } from './memo.ts';
import type { OverlapUnit } from './overlap.ts';
import { labelColumns, overlapDigest, overlapUnits, pairedReviewers, reviewedOverlap } from './overlap.ts';
import { figureOf, noFigure } from './rates.ts';

export type Agreement = z.infer<typeof agreementSchema>;

export interface AgreementOptions {
  /** Strata of the manifest; the weights of A8 are N_h/m_h. */
  readonly strata: readonly { readonly key: string; readonly population: number }[];
  /** Two-sided error of every interval. */
  readonly alpha: number;
  readonly memo?: ReportMemo | undefined;
}

/** Replicates of the headline; the detail takes fewer, which moves its limits by less than a reader can see. */
export const HEADLINE_REPLICATES = DEFAULT_REPLICATES;
const DETAIL_REPLICATES = 1000;

/** The seed of all resampling for a question: the report and the ledger's own measurement must show the same limits. */
export function agreementSeed(audit: Pick<Audit, 'id' | 'manifestDigest'>, question: string): string {
  return `${audit.manifestDigest ?? audit.id}:${question}`;
}

/**
 * All figures of agreement on one question.
 * @param seed of the bootstrap (`agreementSeed`); equal seeds give equal limits on every device
 */
export function agreementOf(
  base: EvidenceBase,
  question: ChoiceQuestion,
  seed: string,
  options: AgreementOptions,
): Agreement {
  const sizes = options.strata.map((of) => [of.key, of.population]);
  const declared = question.options.map((of) => `${of.id} ${of.title}`);
  const key = sha256Hex(
    JSON.stringify([seed, question.type, declared, sizes, options.alpha, overlapDigest(base)]),
  );
  return remember(options.memo, `agreement ${key}`, () => measure(base, question, seed, options));
}

function measure(
  base: EvidenceBase,
  question: ChoiceQuestion,
  seed: string,
  options: AgreementOptions,
): Agreement {
  const units = overlapUnits(base, question);
  const reviewers = pairedReviewers(units);
  const request: AgreementRequest = {
    categories: question.options.map((of) => of.id),
    scale: question.type,
    units: units.map((of) => ({ labels: of.labels.map(({ option }) => option) })),
    seed,
    alpha: options.alpha,
  };
  const summary = agreementSummary({ ...request, replicates: HEADLINE_REPLICATES });
  const alpha = withReplicates(summary.alpha, HEADLINE_REPLICATES);
  return {
    pairwise: figureOf(summary.percent),
    alpha,
    ac1: figureOf(summary.ac1),
    weightedAlpha: weightedAlphaOf(base, units, { ...request, strata: options.strata }, alpha),
    scale: question.type,
    itemCount: summary.pairableUnits,
    raterCount: reviewers.length,
    // The badge wants more than the figure: a lower limit that is not below tentative (C7).
    band: summary.band === 'reliable' && !summary.isReliable ? 'tentative' : summary.band,
    perClass: classesOf(request, question),
    ...peopleOf(request, units, reviewers),
    confusion: confusionOf(units, question),
  };
}

/** A figure whose limits were resampled says how often. */
function withReplicates(result: StatResult, replicates: number): Figure {
  const figure = figureOf(result);
  return figure.low === null ? figure : { ...figure, method: `${figure.method}, ${replicates} replicates` };
}

/**
 * α with every item weighted by N_h/m_h, resampled within strata (A8, C3). Where the overlap lies in one stratum all
 * weights are equal, so that it is α itself.
 */
function weightedAlphaOf(
  base: EvidenceBase,
  units: readonly OverlapUnit[],
  request: AgreementRequest & Pick<AgreementOptions, 'strata'>,
  plain: Figure,
): Figure {
  const reviewed = reviewedOverlap(base);
  const pairable = units.filter((of) => of.labels.length > 1);
  if (new Set(pairable.map((of) => of.record.item.stratum)).size <= 1) {
    return { ...plain, method: `${plain.method}, all weights equal` };
  }
  const population = new Map(request.strata.map((of) => [of.key, of.population]));
  const weighted = pairable.map(({ record: { item }, labels }) => ({
    labels: labels.map((of) => of.option),
    stratum: item.stratum,
    weight: (population.get(item.stratum) ?? 0) / (reviewed.get(item.stratum) ?? 1),
  }));
  const result = alphaOf({
    ...request,
    units: weighted,
    seed: `${request.seed}:weighted`,
    replicates: DETAIL_REPLICATES,
  });
  const figure = withReplicates(result, DETAIL_REPLICATES);
  return { ...figure, method: `${figure.method} within strata, weighted N/m` };
}

function classesOf(request: AgreementRequest, question: ChoiceQuestion): Agreement['perClass'] {
  const found = perClassAgreement({ ...request, replicates: DETAIL_REPLICATES });
  const hasOverlap = found.some((of) => of.labels > 0);
  return found.map(({ labels, alpha, specific }, at) => {
    const { id, title } = question.options[at]!;
    // A class that nobody used is no disagreement about it, and says so by name.
    if (hasOverlap && labels === 0) {
      const unused = [alpha, specific].map((of) => noFigure('CLASS_NOT_USED', 0, of.method));
      return { option: id, title, alpha: unused[0]!, specific: unused[1]!, labels };
    }
    return {
      option: id,
      title,
      alpha: withReplicates(alpha, DETAIL_REPLICATES),
      specific: figureOf(specific),
      labels,
    };
  });
}

/** Two at a time (those with an item in common), and each against the others. */
function peopleOf(
  request: AgreementRequest,
  units: readonly OverlapUnit[],
  reviewers: readonly string[],
): Pick<Agreement, 'perPair' | 'perReviewer'> {
  const asked = { ...request, units: labelColumns(units, reviewers), reviewers: reviewers.length };
  const idOf = (at: number): PersonId => reviewers[at] as PersonId;
  return {
    perPair: perPairAgreement(asked)
      .filter((of) => of.percent.n > 0)
      .map(({ a, b, percent, kappa }) => ({
        a: idOf(a),
        b: idOf(b),
        percent: figureOf(percent),
        kappa: figureOf(kappa),
      })),
    perReviewer: perReviewerAgreement(asked).map((of) => ({
      personId: idOf(of.reviewer),
      peer: figureOf(of.peer),
      alphaWithout: figureOf(of.alphaWithout),
    })),
  };
}
