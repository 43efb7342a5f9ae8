/**
 * What people did in an audit, kept in memory and brought up to date by what changed since: reviews, skips, assignments,
 * second looks, of the sample alone. Must not know any figure, nor how it is asked.
 *
 * Invariant: what is answered equals what the store would answer if everything were read anew (tested with random
 * acts). `version` is another number whenever something may have changed.
 */
import type { Assignment, SecondLook } from '../../../shared/domain/audit.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { IsSampled } from '../../../shared/report/sample-only.ts';
import { onlySampled } from '../../../shared/report/sample-only.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAssignments } from '../../../db/queries/audits.ts';
import type { ChangeMark, ReportSkip, Touched } from '../../../db/queries/report-evidence.ts';
import {
  findTouched,
  listAssignmentsOfItem,
  listReportSkips,
  listSecondLooksOfItem,
  listSkipsOfItem,
  readMark,
} from '../../../db/queries/report-evidence.ts';
import type { ParseAnswers } from '../../../db/queries/reviews.ts';
import { listReviewsOfAudit, listReviewsOfItem } from '../../../db/queries/reviews.ts';
import { listSecondLooks } from '../../../db/queries/second-looks.ts';
import { createBoundedCache } from '../../../shared/report/bounded-cache.ts';

export interface AuditEvidence {
  version: number;
  /** Ordered by id; the rest is ordered by item. */
  reviews: readonly Review[];
  skips: readonly ReportSkip[];
  assignments: readonly Assignment[];
  secondLooks: readonly SecondLook[];
}

interface Held {
  mark: ChangeMark;
  evidence: AuditEvidence;
}

/** Longest text of answers that is shared: forms of options alone are shorter, and few of them differ. */
const sharedLength = 1000;
const mostShared = 10_000;

/** Reads evidence of audits; those asked for last stay in memory, up to `mostRows` reviews, assignments and skips. */
export function createEvidenceReader(
  store: ReadableStore,
  mostRows: number,
): (auditId: AuditId, isSampled?: IsSampled) => AuditEvidence {
  const held = createBoundedCache<AuditId, Held>(mostRows, ({ evidence }) => countRows(evidence));
  const parse = shareAnswers();
  let version = 0;
  return (auditId, isSampled = () => true) => {
    const mark = readMark(store);
    const before = held.get(auditId);
    const touched = before === undefined ? null : findTouched(store, before.mark, mark);
    const facts =
      before === undefined || touched === null
        ? onlySampled(readAll(store, auditId, parse), isSampled)
        : readAgain(store, auditId, before.evidence, sampledOf(touched, isSampled), parse);
    const evidence = facts === before?.evidence ? before.evidence : { ...facts, version: (version += 1) };
    held.set(auditId, { mark, evidence });
    return evidence;
  };
}

function countRows({ reviews, skips, assignments, secondLooks }: AuditEvidence): number {
  return reviews.length + skips.length + assignments.length + secondLooks.length + 1;
}

type Facts = Omit<AuditEvidence, 'version'>;

function readAll(store: ReadableStore, auditId: AuditId, parse: ParseAnswers): Facts {
  return {
    reviews: listReviewsOfAudit(store, auditId, parse),
    skips: listReportSkips(store, auditId),
    assignments: listAssignments(store, auditId),
    secondLooks: listSecondLooks(store, auditId),
  };
}

/** Of items outside of the sample nothing is read. */
function sampledOf({ itemIds, reviewIds }: Touched, isSampled: IsSampled): Touched {
  return { itemIds: new Set([...itemIds].filter(isSampled)), reviewIds };
}

/** The items touched, those included that a touched review belonged to until now. */
function itemsOf({ itemIds, reviewIds }: Touched, before: Facts): Set<ItemId> {
  const items = new Set(itemIds);
  for (const id of reviewIds) {
    const known = before.reviews[lowerBound(before.reviews, byId, id)];
    if (known?.id === id) items.add(known.itemId);
  }
  return items;
}

/** The same with the rows that were touched as they are now; `before` itself when none of them is this audit's. */
function readAgain(
  store: ReadableStore,
  auditId: AuditId,
  before: Facts,
  touched: Touched,
  parse: ParseAnswers,
): Facts {
  const items = itemsOf(touched, before);
  if (items.size === 0) return before;
  const read = <T>(list: (store: ReadableStore, auditId: AuditId, item: ItemId) => T[]): T[] =>
    [...items].flatMap((item) => list(store, auditId, item));
  const reviews = [...items].flatMap((item) => listReviewsOfItem(store, auditId, item, parse));
  // A review that is gone, or another item's now, was named by the entry that did it.
  const ids = new Set([...touched.reviewIds, ...reviews.map((one) => one.id)]);
  const facts = {
    reviews: replaceRows(before.reviews, byId, ids, reviews),
    skips: replaceRows(before.skips, byItem, items, read(listSkipsOfItem)),
    assignments: replaceRows(before.assignments, byItem, items, read(listAssignmentsOfItem)),
    secondLooks: replaceRows(before.secondLooks, byItem, items, read(listSecondLooksOfItem)),
  };
  const isSame = Object.entries(facts).every(([name, rows]) => rows === before[name as keyof Facts]);
  return isSame ? before : facts;
}

const byId = (of: Review): string => of.id;
const byItem = (of: { itemId: ItemId }): string => of.itemId;

/** Keys up to which rows are replaced one by one. */
const fewKeys = 50;

/** Rows in order of their key, those with one of `keys` replaced by `fresh`; the same array when there are none of either. */
function replaceRows<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  keys: ReadonlySet<string>,
  fresh: readonly T[],
): readonly T[] {
  const inOrder = (a: T, b: T): number => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b)));
  if (keys.size > fewKeys) {
    return [...rows.filter((row) => !keys.has(keyOf(row))), ...fresh].toSorted(inOrder);
  }
  let isSame = fresh.length === 0;
  const copy = rows.slice();
  for (const key of keys) {
    const from = lowerBound(copy, keyOf, key);
    let until = from;
    while (until < copy.length && keyOf(copy[until]!) === key) until += 1;
    isSame &&= until === from;
    copy.splice(from, until - from, ...fresh.filter((row) => keyOf(row) === key));
  }
  return isSame ? rows : copy;
}

/** The first place whose key is not below `key`. */
function lowerBound<T>(rows: readonly T[], keyOf: (row: T) => string, key: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(rows[middle]!) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Parses each distinct form once: a million reviews by options are a few hundred different texts. */
function shareAnswers(): ParseAnswers {
  const known = new Map<string, Review['answers']>();
  return (text) => {
    const shared = known.get(text);
    if (shared !== undefined) return shared;
    const answers = JSON.parse(text) as Review['answers'];
    if (text.length <= sharedLength && known.size < mostShared) known.set(text, answers);
    return answers;
  };
}
