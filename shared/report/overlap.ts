/**
 * The independent labels of the overlap on one question, as agreement is measured on them. Must not know any statistic.
 *
 * Invariants: first verdicts only — those of second looks are none (statistics.md A8) — and each in the form in which its
 * author gave it first: what they were asked to judge anew, or changed after a ruling or a talk, is no independent label.
 * An answer that the question does not offer is no label. Reviewers are in the order of their ids, items in that of the
 * queue, so that nothing hangs on the order of reviews.
 */
import { sha256Hex } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { EvidenceBase, ItemRecord } from './evidence-base.ts';
import { optionOf } from './final-label.ts';

export interface OverlapLabel {
  readonly personId: string;
  readonly option: string;
}

export interface OverlapUnit {
  readonly record: ItemRecord;
  readonly labels: readonly OverlapLabel[];
}

/** Items of the overlap with a label on the question, in queue order. */
export function overlapUnits(base: EvidenceBase, question: ChoiceQuestion): OverlapUnit[] {
  const offered = new Set<string>(question.options.map((of) => of.id));
  const units: OverlapUnit[] = [];
  for (const record of base.records) {
    if (!record.item.isOverlap) continue;
    const labels: OverlapLabel[] = [];
    for (const review of record.firsts) {
      const option = optionOf(review, question.id);
      if (option !== null && offered.has(option)) labels.push({ personId: review.personId, option });
    }
    if (labels.length > 0) units.push({ record, labels });
  }
  return units;
}

/** People with a label on an item that another has labelled too, sorted. */
export function pairedReviewers(units: readonly OverlapUnit[]): string[] {
  const people = new Set<string>();
  for (const { labels } of units) if (labels.length > 1) for (const of of labels) people.add(of.personId);
  return [...people].toSorted();
}

/** Items with at least two labels, one column per person of `reviewers`, null where that person gave none. */
export function labelColumns(
  units: readonly OverlapUnit[],
  reviewers: readonly string[],
): { labels: (string | null)[] }[] {
  const column = new Map(reviewers.map((id, at) => [id, at]));
  return units
    .filter((of) => of.labels.length > 1)
    .map((of) => {
      const labels = reviewers.map((): string | null => null);
      for (const { personId, option } of of.labels) {
        const at = column.get(personId);
        if (at !== undefined) labels[at] = option;
      }
      return { labels };
    });
}

/**
 * Overlap items that two people have reviewed, by stratum (m_h of A8): whether or not they were asked the question, so
 * that an item weighs the same in every question.
 */
export function reviewedOverlap(base: EvidenceBase): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { item, reviews } of base.records) {
    if (item.isOverlap && reviews.length > 1) counts.set(item.stratum, (counts.get(item.stratum) ?? 0) + 1);
  }
  return counts;
}

const digests = new WeakMap<EvidenceBase, string>();

/** Digest over the ids of the first forms of overlap items: reviews never change, so equal ids mean equal labels. */
export function overlapDigest(base: EvidenceBase): string {
  const kept = digests.get(base);
  if (kept !== undefined) return kept;
  const ids = base.records.flatMap(({ item, firsts }) =>
    item.isOverlap ? firsts.map((of) => of.id as string) : [],
  );
  const digest = sha256Hex(ids.join(' '));
  digests.set(base, digest);
  return digest;
}
