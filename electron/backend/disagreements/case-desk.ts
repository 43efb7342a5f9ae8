/**
 * Answers the calls about cases on one store, in whatever thread it is made: finds cases, joins what was said, keeps both
 * until something changes.
 *
 * Invariant: what is answered is of one moment and equals what would be found anew; whoever may not read an audit's cases
 * learns nothing of them.
 */
import type { CaseFilter, CaseRow, DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { disagreements } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { filterCases, keepCases } from '../../../shared/disagreements/filter-cases.ts';
import { caseVerdictOf, posteriorOf } from '../../../shared/disagreements/triage-question.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { readTogether } from '../../../db/connection.ts';
import { erasureMarkOf } from '../../../db/queries/contents.ts';
import { notFound } from '../errors.ts';
import type { CaseCallName, CaseCalls } from './case-calls.ts';
import type { CaseBook } from './case-book.ts';
import { createCaseBook } from './case-book.ts';
import { facetsOf } from './case-facets.ts';
import { viewCase } from './case-view.ts';
import { viewClusters } from './clusters-view.ts';
import { viewLongTail } from './long-tail-view.ts';
import type { WorkCase } from './worklist.ts';
import { toRow, waitingStates } from './worklist.ts';

export type CaseDesk = <K extends CaseCallName>(
  name: K,
  takes: CaseCalls[K]['takes'],
) => CaseCalls[K]['gives'];

type Handlers = { [K in CaseCallName]: (takes: CaseCalls[K]['takes']) => CaseCalls[K]['gives'] };

export function createCaseDesk(store: ReadableStore): CaseDesk {
  const handlersOn = (book: CaseBook): Handlers => ({
    caseList: (takes) => list(book, takes),
    caseGet: (takes) => get(store, book, takes),
    caseChanged: (takes) => changed(book, takes),
    caseClusters: (takes) => viewClusters(book, takes),
    caseLongTail: (takes) => viewLongTail(store, book, takes),
  });
  let erasure = '';
  let handlers: Handlers | null = null;
  const current = (): Handlers => {
    const now = erasureMarkOf(store);
    // Titles, passages and words of a text whose retention ended must not live on in what is kept.
    if (handlers === null || now !== erasure) handlers = handlersOn(createCaseBook(store));
    erasure = now;
    return handlers;
  };
  return (name, takes) => {
    const gives = readTogether(store, () => current()[name](takes));
    if (name !== 'caseChanged') requireDeclared(name, gives);
    return gives;
  };
}

/** Whether a call is about cases. */
export function isCaseCall(name: string): name is CaseCallName {
  return name in procedures || name === 'caseChanged';
}

const procedures = {
  caseList: disagreements.list,
  caseClusters: disagreements.clusters,
  caseGet: disagreements.get,
  caseLongTail: disagreements.longTail,
} as const;

/** Throws when an answer is not what the contract declares: nothing else leaves here. */
function requireDeclared(name: keyof typeof procedures, gives: unknown): void {
  procedures[name]['~orpc'].outputSchema?.parse(gives);
}

function list(
  book: CaseBook,
  { filter, offset, limit, at }: CaseCalls['caseList']['takes'],
): CaseCalls['caseList']['gives'] {
  const all = book.worklist(filter.auditIds, at);
  const { kept, counts } = filterCases(all, book.table, filter);
  return {
    total: kept.length,
    all: all.length,
    open: kept.reduce((open, one) => open + Number(waitingStates.includes(one.state)), 0),
    rows: kept.slice(offset, offset + limit).map(rowsOf(book)),
    facets: facetsOf(all, counts, book.nameOf),
  };
}

function rowsOf(book: CaseBook): (of: WorkCase) => CaseRow {
  const words = { nameOf: book.nameOf, readerId: book.reader().id };
  return (of) => toRow(of, words);
}

/** Throws NOT_FOUND for what is no case, or none that this person may see. */
function workOn(book: CaseBook, ref: CaseRef, at: string): WorkCase {
  const found = book.find(ref, at);
  if (found === null) throw notFound('This case');
  return found;
}

function get(
  store: ReadableStore,
  book: CaseBook,
  { case: ref, filter, showsNames, at }: CaseCalls['caseGet']['takes'],
): CaseCalls['caseGet']['gives'] {
  const work = workOn(book, ref, at);
  return viewCase(store, {
    work,
    row: rowsOf(book)(work),
    ...toldOf(book, work),
    catalogue: book.catalogue(),
    reader: book.reader(),
    people: book.people(),
    showsNames,
    hasHub: book.hasHub(),
    similar: book.similar(work, at),
    nextCase: nextOf(book, ref, filter, at),
  });
}

/** The verdict on a case in words, and the chances of its options. */
function toldOf(book: CaseBook, work: WorkCase): Pick<DisagreementCase, 'verdict' | 'posterior'> {
  const triage = book.triageOf(work.cases).questions.get(work.question)!.triage;
  const { itemId } = work.known.item;
  return { verdict: caseVerdictOf(triage, itemId), posterior: posteriorOf(triage, itemId) };
}

function changed(
  book: CaseBook,
  { case: ref, filter, at }: CaseCalls['caseChanged']['takes'],
): CaseCalls['caseChanged']['gives'] {
  const row = rowsOf(book)(workOn(book, ref, at));
  return { row, nextCase: filter === null ? null : nextOf(book, ref, filter, at) };
}

/**
 * The case after this one in the filtered worklist that waits for somebody, going round to its beginning; null when none is
 * left. Where this one is no part of it any more, that is the first.
 */
function nextOf(book: CaseBook, ref: CaseRef, filter: CaseFilter, at: string): CaseRef | null {
  const kept = keepCases(book.worklist(filter.auditIds, at), book.table, filter);
  const own = caseKey(ref);
  const place = kept.findIndex((one) => one.key === own);
  const reader = book.reader().id;
  const waits = (one: WorkCase): boolean =>
    one.key !== own &&
    waitingStates.includes(one.state) &&
    (one.fold.claim === null || one.fold.claim.personId === reader);
  const next = kept.slice(place + 1).find(waits) ?? kept.slice(0, Math.max(0, place)).find(waits);
  return next?.known.found.ref ?? null;
}
