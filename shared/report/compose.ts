/**
 * Composes the report of an audit from what was drawn and what people said. The workbench and the hub call this same
 * function, so that two sides with the same reviews show the same figures to the last digit.
 *
 * Must not know where its input comes from, nor the clock: `computedAt` is given. Invariant: the result does not depend
 * on the order of reviews, skips or assignments.
 */
import type { z } from 'zod';
import type { Report, questionReport } from '../contract/report.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import type { Dimension } from '../domain/trace.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { agreementOf } from './agreement.ts';
import { coverageOf } from './coverage.ts';
import type { EvidenceBase, ReportInput } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import { standingAnswer } from './final-label.ts';
import type { LabelledItem, RateRequest } from './rates.ts';
import { rateOf, verdictOf } from './rates.ts';

export type QuestionReport = z.infer<typeof questionReport>;

function labelItems(input: ReportInput, base: EvidenceBase, question: ChoiceQuestion): LabelledItem[] {
  return base.usable
    .filter((record) => record.reviews.length > 0)
    .map((record) => ({
      record,
      standing: standingAnswer(record.reviews, record.order, question, input.scorecard),
    }));
}

function requestFor(input: ReportInput, base: EvidenceBase, question: ChoiceQuestion): RateRequest {
  const { ciMethod, alpha } = input.audit.plan;
  const events = new Set(question.eventOptions);
  return {
    manifest: input.manifest,
    labelled: labelItems(input, base, question),
    usable: base.usable,
    isEvent: ({ standing }) => standing.option !== null && events.has(standing.option),
    isInDomain: ({ standing }) => standing.option !== null,
    alpha,
    ciMethod,
  };
}

/** Dimensions that items carry as facets, those of the plan first. */
function listDimensions(input: ReportInput): Dimension[] {
  const carried = new Set(input.manifest.items.flatMap((item) => Object.keys(item.facets)));
  for (const name of carried) if (name === 'week' || name.startsWith('judge.')) carried.delete(name);
  const planned = input.audit.plan.dimensions.filter((name) => carried.has(name));
  const others = [...carried].filter((name) => !planned.includes(name as Dimension)).toSorted();
  return [...planned, ...(others as Dimension[])];
}

/** Population of a dimension's value: known exactly where the plan stratified by it, else only estimable. */
function populationOf(input: ReportInput, dimension: string, value: string): number | null {
  const at = input.audit.plan.dimensions.indexOf(dimension as Dimension);
  if (at === -1) return null;
  return input.manifest.strata
    .filter((stratum) => stratum.values[at] === value)
    .reduce((total, stratum) => total + stratum.population, 0);
}

function breakDown(input: ReportInput, request: RateRequest): QuestionReport['breakdowns'] {
  return listDimensions(input)
    .map((dimension) => {
      const values = [
        ...new Set(input.manifest.items.map((item) => item.facets[dimension] ?? '')),
      ].toSorted();
      const rows = values.map((value) => ({
        value,
        population: populationOf(input, dimension, value),
        contrast: null,
        rate: rateOf({
          ...request,
          isInDomain: (of) => request.isInDomain(of) && (of.record.item.facets[dimension] ?? '') === value,
        }),
      }));
      return { dimension, rows };
    })
    .filter((of) => of.rows.length > 1);
}

function contestedOf(request: RateRequest, question: ChoiceQuestion): QuestionReport['contested'] {
  const events = new Set(question.eventOptions);
  const count = request.labelled.filter((of) => of.standing.isContested).length;
  const estimateWith = (pick: (isAny: boolean, isAll: boolean) => boolean): number | null =>
    rateOf({
      ...request,
      isEvent: ({ standing }) =>
        pick(
          standing.given.some((one) => events.has(one)),
          standing.given.length > 0 && standing.given.every((one) => events.has(one)),
        ),
    }).figure.estimate;
  return {
    count,
    lowest: estimateWith((_, isAll) => isAll),
    highest: estimateWith((isAny) => isAny),
  };
}

/** The registered primary question; else the first with a threshold, else the first that has a rate. */
export function primaryQuestionOf({ audit, scorecard }: Pick<ReportInput, 'audit' | 'scorecard'>): string {
  const { registration, thresholds } = audit.plan;
  const first = scorecard.questions.find(isChoice)?.id ?? '';
  return registration?.primaryQuestion ?? thresholds[0]?.question ?? first;
}

function reportQuestion(input: ReportInput, base: EvidenceBase, question: ChoiceQuestion): QuestionReport {
  const request = requestFor(input, base, question);
  const limit = input.audit.plan.thresholds.find((one) => one.question === question.id)?.limit;
  return {
    question: question.id,
    title: question.title,
    rateTitle: question.rateTitle,
    overall: rateOf(request),
    options: question.options.map((option) => ({
      option: option.id,
      title: option.title,
      rate: rateOf({ ...request, isEvent: ({ standing }) => standing.option === option.id }),
    })),
    breakdowns: breakDown(input, request),
    agreement: agreementOf(base, question, `${input.audit.manifestDigest ?? input.audit.id}:${question.id}`),
    threshold: limit === undefined ? null : verdictOf(request, limit, question),
    contested: contestedOf(request, question),
    isPrimary: question.id === primaryQuestionOf(input),
    weeks: null,
    skipBounds: { lowest: null, highest: null },
    judges: [],
    missControl: null,
  };
}

function listReviewers(input: ReportInput, base: EvidenceBase): Report['reviewers'] {
  const people = new Set<string>(input.assignments.flatMap((of) => of.personIds));
  for (const of of base.counted) people.add(of.personId);
  return [...people].toSorted().map((id) => ({
    personId: id as Report['reviewers'][number]['personId'],
    name: input.names.get(id) ?? null,
    reviewed: base.counted.filter((of) => of.personId === id).length,
    skipped: input.skips.filter((of) => of.personId === id).length,
  }));
}

/** The report of an audit that has been drawn; throws a RangeError when it has no manifest digest. */
export function composeReport(input: ReportInput): Report {
  const { audit, manifest, scorecard } = input;
  if (audit.manifestDigest === null) throw new RangeError(`audit ${audit.id} has not been drawn`);
  const base = gatherEvidence(input);
  return {
    auditId: audit.id,
    title: audit.title,
    state: audit.state,
    isDemo: audit.isDemo,
    methodVersion: METHOD_VERSION,
    primaryQuestion: primaryQuestionOf(input),
    registered: null,
    nextStep: { step: 'none', sentence: '', causes: [] },
    manifestDigest: audit.manifestDigest,
    reviewsDigest: base.reviewsDigest,
    reviewIds: base.counted.map((of) => of.id),
    alpha: audit.plan.alpha,
    coverage: coverageOf(manifest, base),
    questions: scorecard.questions.filter(isChoice).map((question) => reportQuestion(input, base, question)),
    reviewers: listReviewers(input, base),
    isInterim: audit.state !== 'closed',
    computedAt: input.computedAt,
  };
}
