/**
 * A round in the making: what was chosen, and what is still missing. Pure; must not know the backend.
 * Invariant: a round is about one audit, and has two people at least.
 */
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import type { NormingRound } from '../../../shared/domain/norming.ts';
import type { Person } from '../../../shared/domain/person.ts';

export interface BeginDraft {
  /** The same for the same form, so that asking again after a lost answer begins one round. */
  roundId: string;
  title: string;
  auditId: AuditId | null;
  cases: readonly CaseRef[];
  personIds: readonly PersonId[];
  isLive: boolean;
}

export const MOST_CASES = 50;

/** A form that begins with cases that were handed over; those of other audits than the first one's are left out. */
export function beginWith(roundId: string, handed: readonly CaseRef[], me: PersonId | undefined): BeginDraft {
  const auditId = handed[0]?.auditId ?? null;
  const cases = handed.filter((of) => of.auditId === auditId).slice(0, MOST_CASES);
  return { roundId, title: '', auditId, cases, personIds: me === undefined ? [] : [me], isLive: false };
}

/** Cases belong to their audit. */
export function withAudit(draft: BeginDraft, auditId: AuditId | null): BeginDraft {
  return draft.auditId === auditId ? draft : { ...draft, auditId, cases: [] };
}

export function withCase(draft: BeginDraft, of: CaseRef, isIn: boolean): BeginDraft {
  const others = draft.cases.filter((one) => caseKey(one) !== caseKey(of));
  return { ...draft, cases: isIn ? [...others, of] : others };
}

export function withPerson(draft: BeginDraft, id: PersonId, isIn: boolean): BeginDraft {
  const others = draft.personIds.filter((one) => one !== id);
  return { ...draft, personIds: isIn ? [...others, id] : others };
}

/** People who can vote: nobody who is known by imported reviews alone, and no role that only reads or feeds. */
export function votersOf(people: readonly Person[]): Person[] {
  return people.filter((of) => of.isImported !== true && of.role !== 'ingest' && of.role !== 'auditor');
}

export type BeginProblems = Partial<Record<'title' | 'auditId' | 'cases' | 'personIds', string>>;

/** The round as it would begin, or what is missing. */
export function readBegin(
  draft: BeginDraft,
): { ok: true; value: NormingRound } | { ok: false; problems: BeginProblems } {
  const problems: BeginProblems = {};
  const title = draft.title.trim();
  if (title === '') problems.title = 'Give it a title.';
  if (title.length > 120) problems.title = 'At most 120 characters.';
  if (draft.auditId === null) problems.auditId = 'Choose an audit.';
  if (draft.cases.length === 0) problems.cases = 'Choose at least one case.';
  if (draft.cases.length > MOST_CASES) problems.cases = `At most ${MOST_CASES} cases.`;
  if (draft.personIds.length < 2) problems.personIds = 'A round needs two people at least.';
  if (draft.auditId === null || Object.keys(problems).length > 0) return { ok: false, problems };
  const { roundId, auditId, isLive } = draft;
  return {
    ok: true,
    value: { roundId, auditId, title, cases: [...draft.cases], personIds: [...draft.personIds], isLive },
  };
}
