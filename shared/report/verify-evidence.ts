/**
 * Whether the parts of a report document fit together: the plan that was registered and the plan that was drawn, the
 * scorecard and what is known of it, the reviews and the items that they are about. Must not compute figures.
 */
import { canonicalJson, digestOf } from '../domain/canonical.ts';
import { findScorecard, shippedCatalogue } from '../domain/catalogue.ts';
import type { Question } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { versionDigest } from '../domain/version-digest.ts';
import { differenceInWords, listDifferences } from './compare-values.ts';
import type { ReportDocument } from './document.ts';
import type { Faults } from './verify-draw.ts';

type Evidence = ReportDocument['evidence'];

/** The manifest's digest, wherever it is stated. */
export function checkManifestDigest({ manifestDigest, evidence, report }: ReportDocument): Faults {
  const found = digestOf(evidence.manifest);
  const stated = {
    manifestDigest,
    'report.manifestDigest': report.manifestDigest,
    'evidence.audit.manifestDigest': evidence.audit.manifestDigest,
  };
  return Object.entries(stated)
    .filter(([, one]) => one !== found)
    .map(([where, one]) => `${where} is ${one ?? 'not there'}; the manifest has ${found}`);
}

/** Registration is frozen: what the audit planned is what its manifest was drawn by. */
export function checkPlan({ evidence, report }: ReportDocument): Faults {
  const { audit, manifest } = evidence;
  const faults = listDifferences(audit.plan, manifest.plan, 20).map((one) =>
    differenceInWords(one, 'plan.').replace('the file says', 'planned as').replace('found', 'drawn as'),
  );
  if (audit.id !== manifest.auditId) faults.push(`the manifest is of audit ${manifest.auditId}`);
  if (report.auditId !== audit.id) faults.push(`the report is of audit ${report.auditId}`);
  return faults;
}

/** The scorecard is the one that the plan names and, where this version ships it, word for word the shipped one. */
export function checkScorecard({ evidence }: ReportDocument): Faults {
  const { scorecard, audit } = evidence;
  const { id, version } = audit.plan.scorecard;
  if (scorecard.id !== id || scorecard.version !== version) {
    return [
      `the plan names scorecard ${id} ${version}, the evidence has ${scorecard.id} ${scorecard.version}`,
    ];
  }
  const { digest } = audit.plan.scorecard;
  if (digest !== undefined && digest !== versionDigest(scorecard)) {
    return [`the plan names another version ${version} of scorecard ${id} than the evidence has`];
  }
  const shipped = findScorecard(audit.plan.scorecard, shippedCatalogue);
  if (shipped === null || canonicalJson(shipped) === canonicalJson(scorecard)) return [];
  return listDifferences(scorecard, shipped, 20).map((one) => differenceInWords(one, 'evidence.scorecard.'));
}

function checkAnswers(
  of: Pick<Evidence['reviews'][number], 'id' | 'answers'>,
  questions: Map<string, Question>,
): Faults {
  return Object.entries(of.answers)
    .filter(([id, option]) => {
      const question = questions.get(id);
      return (
        question === undefined || !isChoice(question) || !question.options.some((one) => one.id === option)
      );
    })
    .map(
      ([id, option]) => `review ${of.id} answers "${id}" with "${option}", which the scorecard does not have`,
    );
}

function checkRulings({ rulings = [], scorecard }: Evidence, items: ReadonlySet<string>): Faults {
  const faults: Faults = [];
  const seen = new Set<string>();
  for (const { itemId, question, option } of rulings) {
    const key = `${itemId} ${question}`;
    const of = scorecard.questions.find((one) => one.id === question);
    const isOffered = of !== undefined && isChoice(of) && of.options.some((one) => one.id === option);
    if (!items.has(itemId)) faults.push(`a ruling is about item ${itemId}, which was not drawn`);
    if (!isOffered)
      faults.push(`a ruling on item ${itemId} says "${option}", which "${question}" does not offer`);
    if (seen.has(key)) faults.push(`item ${itemId} is ruled twice on "${question}"`);
    seen.add(key);
  }
  return faults;
}

function checkFirsts({ firstReviews = [], reviews }: Evidence, questions: Map<string, Question>): Faults {
  const current = new Set<string>(reviews.map((one) => one.id));
  const seen = new Set<string>();
  return firstReviews.flatMap((of) => {
    const faults = checkAnswers(of, questions);
    if (!current.has(of.of)) faults.push(`review ${of.id} was replaced by ${of.of}, which is not there`);
    if (current.has(of.id) || seen.has(of.of)) faults.push(`review ${of.id} is counted twice`);
    seen.add(of.of);
    return faults;
  });
}

/** Every review, skip, assignment and second look is about an item of the manifest, and no review counts twice. */
export function checkEvidence({ evidence }: ReportDocument): Faults {
  const { manifest, reviews, assignments, skips, secondLooks, scorecard } = evidence;
  const items = new Set<string>(manifest.items.map((one) => one.id));
  const questions = new Map(scorecard.questions.map((one) => [one.id, one]));
  const faults: Faults = [];
  const about = { review: reviews, skip: skips, assignment: assignments, 'second look': secondLooks };
  for (const [what, rows] of Object.entries(about)) {
    for (const { itemId } of rows)
      if (!items.has(itemId)) faults.push(`a ${what} is about item ${itemId}, which was not drawn`);
  }
  const seen = new Set<string>();
  for (const of of reviews) {
    if (seen.has(of.id)) faults.push(`review ${of.id} is counted twice`);
    seen.add(of.id);
    faults.push(...checkAnswers(of, questions));
  }
  faults.push(...checkRulings(evidence, items), ...checkFirsts(evidence, questions));
  if (new Set(assignments.map((one) => one.itemId)).size < assignments.length)
    faults.push('an item is assigned twice');
  return faults;
}

/** The digest over the ids of the reviews that count. */
export function checkReviewsDigest({ evidence, report }: ReportDocument): Faults {
  const ids = evidence.reviews
    .filter((of) => !of.isLate)
    .map((of) => of.id)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const found = digestOf(ids);
  return found === report.reviewsDigest
    ? []
    : [`report.reviewsDigest is ${report.reviewsDigest}; the reviews of the evidence give ${found}`];
}
