/**
 * Triage and clusters of an audit's questions, found when they are first asked for and kept until its cases change. Must
 * not know rulings, nor how anything is said.
 */
import type { ClusterItem, FoundCluster } from '../../../shared/disagreements/clusters.ts';
import { findPairClusters, findTextClusters } from '../../../shared/disagreements/clusters.ts';
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
  /** Whether it is in this cluster; texts are read the first time that a cluster of texts of its question is asked for. */
  isIn: (clusterId: string) => boolean;
  /** Cases in that cluster, and in the largest of its question; null where it is alone. */
  size: { of: number; most: number } | null;
}

export interface QuestionFound {
  triage: QuestionTriage;
  /** The first time texts are read. */
  clusters: () => readonly FoundCluster[];
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
  const digests = once(
    () => new Map(common.flatMap((one) => one.reviews.map((review) => [review.id, one.contentDigest]))),
  );
  for (const question of cases.questions) {
    const triage = triageQuestion({
      scorecard: cases.scorecard,
      question,
      items: common,
      isUnsupported: (review) => {
        const digest = digests().get(review.id);
        return digest !== undefined && texts.isUnsupported(digest, review);
      },
    });
    const pairs = findPairClusters(disputedOf(cases, question, common), prefixOf(cases, question));
    const found = once(() => {
      const clusters = [...pairs, ...textClustersOf(cases, question, common, texts)];
      const ids = new Map<string, readonly string[]>();
      for (const [itemId, within] of membershipsOf(clusters))
        ids.set(
          itemId,
          within.map((one) => one.id),
        );
      return { clusters, ids };
    });
    questions.set(question.id, { triage, clusters: () => found().clusters });
    const within = (itemId: string): readonly string[] => found().ids.get(itemId) ?? [];
    placeCases(question, triage, { prefix: prefixOf(cases, question), pairs, within }, places);
  }
  return { questions, places };
}

function once<T>(make: () => T): () => T {
  let made: { it: T } | null = null;
  return () => (made ??= { it: make() }).it;
}

const noTerms: ReadonlyMap<string, number> = new Map();
const noTitles: ReadonlyMap<string, string> = new Map();

function prefixOf(cases: AuditCases, question: ChoiceQuestion): string {
  return `${cases.audit.id} ${question.id}`;
}

type Disputed = Pick<ClusterItem, 'itemId' | 'stratumKey' | 'stratum' | 'options'>;

function disputedOf(cases: AuditCases, question: ChoiceQuestion, common: readonly CaseItem[]): Disputed[] {
  return common.map((one) => ({
    itemId: one.itemId,
    stratumKey: one.facts.stratumKey,
    stratum: one.facts.stratum,
    options: cases.cases.get(`${one.itemId}:${question.id}`)?.found.options.map(({ option }) => option) ?? [],
  }));
}

function textClustersOf(
  cases: AuditCases,
  question: ChoiceQuestion,
  common: readonly CaseItem[],
  texts: TextBook,
): FoundCluster[] {
  const items = disputedOf(cases, question, common).map((one, at) => {
    const text = texts.of(common[at]!.contentDigest);
    return {
      ...one,
      passageKeys: text?.passageKeys ?? [],
      passageTitles: text?.passageTitles ?? noTitles,
      terms: one.options.length > 1 ? (text?.asked ?? noTerms) : noTerms,
    };
  });
  return findTextClusters(items, prefixOf(cases, question));
}

/** Clusters of each item. */
function membershipsOf(clusters: readonly FoundCluster[]): ReadonlyMap<string, readonly FoundCluster[]> {
  const memberships = new Map<string, FoundCluster[]>();
  for (const cluster of clusters) {
    for (const id of cluster.itemIds) {
      const held = memberships.get(id);
      if (held === undefined) memberships.set(id, [cluster]);
      else held.push(cluster);
    }
  }
  return memberships;
}

interface Clustered {
  /** Of the ids of its question's clusters. */
  prefix: string;
  pairs: readonly FoundCluster[];
  /** Ids of every cluster of an item. */
  within: (itemId: string) => readonly string[];
}

function placeCases(
  question: ChoiceQuestion,
  triage: QuestionTriage,
  { prefix, pairs, within }: Clustered,
  places: Map<string, CasePlace>,
): void {
  const most = Math.max(0, ...pairs.map((one) => one.itemIds.length));
  const pairIds = new Set(pairs.map((one) => one.id));
  const pairOf = membershipsOf(pairs);
  for (const itemId of triage.verdicts.keys()) {
    const own = pairOf.get(itemId)?.[0] ?? null;
    places.set(`${itemId}:${question.id}`, {
      verdict: verdictKindOf(triage, itemId),
      clusterId: own?.id ?? null,
      isIn: (id) =>
        own?.id === id || (id.startsWith(`${prefix} `) && !pairIds.has(id) && within(itemId).includes(id)),
      size: own === null ? null : { of: own.itemIds.length, most },
    });
  }
}
