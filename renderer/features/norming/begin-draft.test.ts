import { describe, expect, it } from 'vitest';
import { uuidFromText } from '../../../shared/domain/canonical.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import { normingRound } from '../../../shared/domain/norming.ts';
import { beginWith, readBegin, votersOf, withAudit, withCase, withPerson } from './begin-draft.ts';

const audit = uuidFromText('audit') as AuditId;
const other = uuidFromText('other') as AuditId;
const [me, ben] = [uuidFromText('me'), uuidFromText('ben')] as [PersonId, PersonId];
const caseOf = (n: number, auditId = audit): CaseRef => ({
  auditId,
  itemId: uuidFromText(`item ${n}`) as ItemId,
  question: 'policy',
});
const roundId = uuidFromText('round');

describe('a round in the making', () => {
  it('begins with what was handed over, of one audit, and with oneself', () => {
    const draft = beginWith(roundId, [caseOf(1), caseOf(2, other), caseOf(3)], me);
    expect(draft).toMatchObject({ auditId: audit, cases: [caseOf(1), caseOf(3)], personIds: [me] });
    expect(beginWith(roundId, [], undefined)).toMatchObject({ auditId: null, cases: [], personIds: [] });
  });

  it('lets its cases go with their audit, and takes each case and person once', () => {
    const draft = withCase(withCase(beginWith(roundId, [caseOf(1)], me), caseOf(1), true), caseOf(2), true);
    expect(draft.cases).toHaveLength(2);
    expect(withCase(draft, caseOf(1), false).cases).toEqual([caseOf(2)]);
    expect(withAudit(draft, audit).cases).toHaveLength(2);
    expect(withAudit(draft, other).cases).toEqual([]);
    expect(withPerson(withPerson(draft, ben, true), ben, true).personIds).toEqual([me, ben]);
  });

  it('says what is missing, and is a round once nothing is', () => {
    const empty = readBegin(beginWith(roundId, [], me));
    expect(empty.ok ? {} : Object.keys(empty.problems)).toEqual(['title', 'auditId', 'cases', 'personIds']);
    const draft = withPerson(beginWith(roundId, [caseOf(1)], me), ben, true);
    const read = readBegin({ ...draft, title: '  Refund promises ' });
    expect(read.ok && normingRound.parse(read.value)).toMatchObject({
      title: 'Refund promises',
      isLive: false,
    });
  });

  it('offers nobody who cannot vote', () => {
    const of = (role: 'reviewer' | 'auditor' | 'ingest', isImported = false) => ({
      id: uuidFromText(`${role} ${isImported}`) as PersonId,
      name: role,
      role,
      isImported,
    });
    const people = [of('reviewer'), of('reviewer', true), of('auditor'), of('ingest')];
    expect(votersOf(people)).toEqual([people[0]]);
  });
});
