/**
 * Triage and clusters of an audit's questions, found when they are first asked for and kept until its cases change. Must
 * not know rulings, nor how anything is said.
 */
import type { FoundCluster } from '../../../shared/disagreements/clusters.ts';
import { findClusters } from '../../../shared/disagreements/clusters.ts';
import type { QuestionTriage } from '../../../shared/disagreements/question-triage.ts';
import { triageQuestion, verdictKindOf } from '../../../shared/disagreements/triage-question.ts';
import type { VerdictKind } from '../../../shared/contract/disagreements.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import type { AuditCases, CaseItem } from './audit-cases.ts';
import type { TextBook } from './text-book.ts';

/** What the worklist needs of a case's triage. */
export interface CasePlace {
  verdict: VerdictKind;
  /** The cluster of pairs that it is in; null where it is alone. */
  clusterId: string | null;
  /** Every cluster that it is in. */
  clusterIds: readonly string[];
  /** Cases in that cluster, and in the largest of its question; null where it is alone. */
  size: { of: number; most: number } | null;
}

export interface QuestionFound {
  triage: QuestionTriage;
  clusters: readonly FoundCluster[];
}

export interface AuditTriage {
  /** By question. */
  questions: ReadonlyMap<string, QuestionFound>;
  /** By `caseKey`. */
  places: ReadonlyMap<string, CasePlace>;
}

export function triageAudit(cases: AuditCases, texts: TextBook): AuditTriage {
  const questions = new Map<string, QuestionFound>();
  const places = new Map<string, CasePlace>();
  const common = cases.items.filter((one) => one.reviews.length > 1);
  const digests = new Map(
    common.flatMap((one) => one.reviews.map((review) => [review.id, one.contentDigest])),
  );
  for (const question of cases.questions) {
    const triage = triageQuestion({
      scorecard: cases.scorecard,
      question,
      items: common,
      isUnsupported: (review) => {
        const digest = digests.get(review.id);
        return digest !== undefined && texts.isUnsupported(digest, review);
      },
    });
    const clusters = clustersOf(cases, question, common, texts);
    questions.set(question.id, { triage, clusters });
    placeCases(question, triage, clusters, places);
  }
  return { questions, places };
}

const noTerms: ReadonlyMap<string, number> = new Map();

function clustersOf(
  cases: AuditCases,
  question: ChoiceQuestion,
  common: readonly CaseItem[],
  texts: TextBook,
): FoundCluster[] {
  const items = common.map((one) => {
    const found = cases.cases.get(`${one.itemId}:${question.id}`)?.found;
    const text = texts.of(one.contentDigest);
    return {
      itemId: one.itemId,
      stratumKey: one.facts.stratumKey,
      stratum: one.facts.stratum,
      passageKeys: text?.passageKeys ?? [],
      passageTitles: text?.passageTitles ?? new Map<string, string>(),
      terms: text?.asked ?? noTerms,
      options: found?.options.map(({ option }) => option) ?? [],
    };
  });
  return findClusters(items, `${cases.audit.id} ${question.id}`);
}

function placeCases(
  question: ChoiceQuestion,
  triage: QuestionTriage,
  clusters: readonly FoundCluster[],
  places: Map<string, CasePlace>,
): void {
  const most = Math.max(0, ...clusters.filter((one) => one.kind === 'pair').map((one) => one.itemIds.length));
  const memberships = new Map<string, FoundCluster[]>();
  for (const cluster of clusters) {
    for (const id of cluster.itemIds) {
      const held = memberships.get(id);
      if (held === undefined) memberships.set(id, [cluster]);
      else held.push(cluster);
    }
  }
  for (const itemId of triage.verdicts.keys()) {
    const within = memberships.get(itemId) ?? [];
    const own = within.find((one) => one.kind === 'pair') ?? null;
    places.set(`${itemId}:${question.id}`, {
      verdict: verdictKindOf(triage, itemId),
      clusterId: own?.id ?? null,
      clusterIds: within.map((one) => one.id),
      size: own === null ? null : { of: own.itemIds.length, most },
    });
  }
}
