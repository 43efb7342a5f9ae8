/**
 * What a report may rest on: the items of the manifest with the reviews and skips that count, and how far the audit has
 * come. Must not know any statistic.
 *
 * Invariants: late and superseded reviews never count; before the close only the longest completed prefix of the queue
 * counts, because only that prefix is itself a stratified random sample (statistics.md A4).
 */
import { METHOD_VERSION } from '../contract/report.ts';
import type { Assignment, Audit, Manifest, ManifestItem, SecondLook } from '../domain/audit.ts';
import { digestOf } from '../domain/canonical.ts';
import type { Digest, ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { firstFormTest } from './first-forms.ts';
import type { RuledOption } from './final-label.ts';
import type { ReportMemo } from './memo.ts';

export interface Skip {
  itemId: string;
  personId: string;
  reason: string;
}

/** What stands on a question of an item because somebody ruled it. */
export interface StandingRuling extends RuledOption {
  readonly itemId: string;
}

/** Reviews that came from elsewhere: whose they are, and whether they say that they were made up. */
export interface ImportedReviews {
  readonly importId: string;
  readonly name: string;
  readonly isSimulated: boolean;
  readonly personIds: readonly string[];
}

export interface ReportInput {
  audit: Audit;
  manifest: Manifest;
  assignments: readonly Assignment[];
  /** Every review that is known: superseded and late ones are left out here, not by the caller. */
  reviews: readonly Review[];
  skips: readonly Skip[];
  scorecard: Scorecard;
  /** Items given to one more person after the first verdicts; their reviews are no first verdicts. */
  secondLooks: readonly SecondLook[];
  /** Rulings that stand, at most one per item and question; absent where nothing was ruled. */
  rulings?: readonly StandingRuling[];
  /** Imports of reviews into this audit; absent where there were none. */
  imports?: readonly ImportedReviews[];
  /** Reviews of this audit that the hub refused, as far as this side knows. */
  refusedCount: number;
  /** Names by person id, as far as they are known. */
  names: ReadonlyMap<string, string>;
  /** ISO time stamped on the report; the only thing that may differ between two devices. */
  computedAt: string;
  /** Method of a file that is verified; the present one unless given. */
  method?: number;
}

/** Until method 2, second judgements of unequal weight that said less than two equal ones were fewer than two. */
export function countsByWeight({ method = METHOD_VERSION }: Pick<ReportInput, 'method'>): boolean {
  return method < 3;
}

export interface ItemRecord {
  item: ManifestItem;
  /** Person ids in order of assignment. */
  order: readonly string[];
  /** First verdicts that count: those of second looks are kept apart, here and in every figure of agreement. */
  reviews: readonly Review[];
  /**
   * What each of their authors said first, in the same order: on these agreement rests. The same list where nobody said
   * anything else since.
   */
  firsts: readonly Review[];
  /** What was ruled on the item, by question. */
  rulings: readonly RuledOption[];
  /** Reviews that count by people to whom the item was given for a second look. */
  secondReviews: readonly Review[];
  /** Nobody reviewed it and somebody skipped it. */
  isSkipped: boolean;
  /** Everyone to whom it was given has reviewed or skipped it. */
  isFinished: boolean;
}

export interface EvidenceBase {
  /** All items of the sample, in queue order. */
  records: readonly ItemRecord[];
  /** The records that estimates may use: all after the close, the completed prefix before it. */
  usable: readonly ItemRecord[];
  /**
   * Records from the head of the queue that make a sample of their own: before the close the longest completed prefix;
   * after it everything up to the last finished record, because what is open between will stay so, like what was skipped.
   */
  prefixLength: number;
  /** Reviews that count, in no order. */
  counted: readonly Review[];
  /** Their ids, sorted. */
  reviewIds: readonly ReviewId[];
  lateCount: number;
  /** Digest over the sorted ids of the reviews that count. */
  reviewsDigest: Digest;
}

function group<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [row]);
    else held.push(row);
  }
  return groups;
}

/**
 * Sorts out what counts. With a memo the records of items of which nothing changed are those of the time before, so that
 * whatever else is kept with a record stays true.
 */
export function gatherEvidence(input: ReportInput, memo?: ReportMemo): EvidenceBase {
  const current = input.reviews.filter((of) => of.isCurrent);
  const counted = current.filter((of) => !of.isLate);
  const reviewIds = counted.map((of) => of.id).toSorted();
  const reviewsByItem = group(counted, (of) => of.itemId);
  // Most items have one review, so that only the few that have more are put in order.
  for (const held of reviewsByItem.values()) if (held.length > 1) held.sort((a, b) => (a.id < b.id ? -1 : 1));
  const rulingsByItem = group(input.rulings ?? none, (of) => of.itemId);
  for (const held of rulingsByItem.values()) held.sort((a, b) => (a.question < b.question ? -1 : 1));
  const firstFormOf = firstFormTest(input.reviews, current.length);
  const skipsByItem = group(input.skips, (of) => of.itemId);
  const orderByItem = new Map<string, readonly string[]>();
  for (const { itemId, personIds } of input.assignments) orderByItem.set(itemId, personIds);
  const isSecond = secondLookTest(input.secondLooks);
  const kept = keptRecords(input, memo);
  const records = inQueueOrder(input, memo).map((item) => {
    const given = reviewsByItem.get(item.id) ?? none;
    const skips = skipsByItem.get(item.id) ?? none;
    const order = orderByItem.get(item.id) ?? none;
    const firsts = firstFormOf === null ? given : given.map(firstFormOf);
    const made = { given, firsts, skips, order, rulings: rulingsByItem.get(item.id) ?? none };
    const before = kept.get(item.id);
    if (before !== undefined && isSame(before, made)) return before.record;
    const record = recordOf(item, made, isSecond);
    kept.set(item.id, { ...made, record });
    return record;
  });
  const firstOpen = records.findIndex((of) => !of.isFinished);
  const completed = firstOpen === -1 ? records.length : firstOpen;
  const isClosed = input.audit.state === 'closed';
  const prefixLength = isClosed ? records.findLastIndex((of) => of.isFinished) + 1 : completed;
  return {
    records,
    usable: isClosed || completed === records.length ? records : records.slice(0, completed),
    prefixLength,
    counted,
    lateCount: current.length - counted.length,
    reviewIds,
    reviewsDigest: digestOf(reviewIds),
  };
}

const none: readonly never[] = [];

/** What a record is made of. */
interface MadeOf {
  given: readonly Review[];
  firsts: readonly Review[];
  skips: readonly Skip[];
  order: readonly string[];
  rulings: readonly RuledOption[];
}

/** A record with what it was made of. */
interface Kept extends MadeOf {
  record: ItemRecord;
}

/** What the memo keeps for one manifest and one list of second looks, told apart by identity. */
interface KeptAll {
  manifest: Manifest;
  secondLooks: readonly SecondLook[];
  records: Map<string, Kept>;
}

/** Records of the time before: none where the manifest or the second looks are others. */
function keptRecords({ audit, manifest, secondLooks }: ReportInput, memo?: ReportMemo): Map<string, Kept> {
  const key = `records:${audit.id}`;
  const before = memo?.get(key) as KeptAll | undefined;
  if (before?.manifest === manifest && before.secondLooks === secondLooks) return before.records;
  const records = new Map<string, Kept>();
  memo?.set(key, { manifest, secondLooks, records } satisfies KeptAll);
  return records;
}

const isEqual = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((one, i) => one === b[i]));

/** Rows are never changed in place, so that the same rows say the same. */
function isSame(before: MadeOf, { given, firsts, skips, order, rulings }: MadeOf): boolean {
  return (
    isEqual(before.given, given) &&
    isEqual(before.firsts, firsts) &&
    isEqual(before.skips, skips) &&
    isEqual(before.order, order) &&
    isEqualRuled(before.rulings, rulings)
  );
}

/** Rulings are folded anew whenever they are read, so that equal ones are not the same rows. */
function isEqualRuled(a: readonly RuledOption[], b: readonly RuledOption[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => one.question === b[i]!.question && one.option === b[i]!.option)
  );
}

function inQueueOrder({ audit, manifest }: ReportInput, memo?: ReportMemo): readonly ManifestItem[] {
  const key = `queue:${audit.id}`;
  const before = memo?.get(key) as { manifest: Manifest; items: readonly ManifestItem[] } | undefined;
  if (before?.manifest === manifest) return before.items;
  const items = manifest.items.toSorted((a, b) => a.position - b.position);
  memo?.set(key, { manifest, items });
  return items;
}

/** Whether a review is one of a second look; null where none was given out. */
function secondLookTest(secondLooks: readonly SecondLook[]): ((of: Review) => boolean) | null {
  if (secondLooks.length === 0) return null;
  const given = new Set(secondLooks.map((of) => `${of.itemId} ${of.personId}`));
  return (of) => given.has(`${of.itemId} ${of.personId}`);
}

const isBy =
  (id: string) =>
  (of: { readonly personId: string }): boolean =>
    of.personId === id;

function recordOf(
  item: ManifestItem,
  { given, firsts, skips, order, rulings }: MadeOf,
  isSecond: ((of: Review) => boolean) | null,
): ItemRecord {
  const reviews = isSecond === null ? given : given.filter((of) => !isSecond(of));
  return {
    item,
    order,
    reviews,
    firsts: isSecond === null ? firsts : firsts.filter((of) => !isSecond(of)),
    rulings,
    secondReviews: isSecond === null ? none : given.filter(isSecond),
    isSkipped: reviews.length === 0 && skips.length > 0,
    isFinished: order.length > 0 && order.every((id) => reviews.some(isBy(id)) || skips.some(isBy(id))),
  };
}
