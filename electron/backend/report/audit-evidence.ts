/**
 * What people did in an audit, kept in memory and brought up to date by what changed since: reviews, skips, assignments,
 * second looks. Must not know any figure, nor how it is asked.
 *
 * Invariant: what is answered equals what the store would answer if everything were read anew (tested with random
 * acts). `version` is another number whenever something may have changed.
 */
import type { Assignment, SecondLook } from '../../../shared/domain/audit.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review.ts';
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
import { createBoundedCache } from './bounded-cache.ts';

export interface AuditEvidence {
  version: number;
  /** Ordered by id. */
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
): (auditId: AuditId) => AuditEvidence {
  const held = createBoundedCache<AuditId, Held>(mostRows, ({ evidence }) => countRows(evidence));
  const parse = shareAnswers();
  let version = 0;
  return (auditId) => {
    const mark = readMark(store);
    const before = held.get(auditId);
    const touched = before === undefined ? null : findTouched(store, before.mark, mark);
    const facts =
      before === undefined || touched === null
        ? readAll(store, auditId, parse)
        : readAgain(store, auditId, before.evidence, itemsOf(touched, before.evidence), parse);
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

/** The items touched, those included that a touched review belonged to until now. */
function itemsOf({ itemIds, reviewIds }: Touched, before: Facts): Set<ItemId> {
  const items = new Set(itemIds);
  for (const id of reviewIds) {
    const known = findById(before.reviews, id);
    if (known !== null) items.add(known.itemId);
  }
  return items;
}

/** The same with the rows of these items as they are now; `before` itself when none of them is this audit's. */
function readAgain(
  store: ReadableStore,
  auditId: AuditId,
  before: Facts,
  items: ReadonlySet<ItemId>,
  parse: ParseAnswers,
): Facts {
  if (items.size === 0) return before;
  let isSame = true;
  const renew = <T extends { itemId: ItemId }>(rows: readonly T[], read: (item: ItemId) => T[]): T[] => {
    const others = rows.filter((row) => !items.has(row.itemId));
    const fresh = [...items].flatMap(read);
    isSame &&= others.length === rows.length && fresh.length === 0;
    return [...others, ...fresh];
  };
  const facts = {
    reviews: renew(before.reviews, (item) => listReviewsOfItem(store, auditId, item, parse)),
    skips: renew(before.skips, (item) => listSkipsOfItem(store, auditId, item)),
    assignments: renew(before.assignments, (item) => listAssignmentsOfItem(store, auditId, item)),
    secondLooks: renew(before.secondLooks, (item) => listSecondLooksOfItem(store, auditId, item)),
  };
  return isSame ? before : { ...facts, reviews: facts.reviews.toSorted(byId) };
}

const byId = (a: Review, b: Review): number => (a.id < b.id ? -1 : Number(a.id > b.id));

function findById(reviews: readonly Review[], id: string): Review | null {
  let low = 0;
  let high = reviews.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reviews[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  const found = reviews[low];
  return found !== undefined && found.id === id ? found : null;
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
