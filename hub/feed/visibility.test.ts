import { describe, expect, it } from 'vitest';
import type { Audit } from '../../shared/domain/audit.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import { roles } from '../../shared/domain/person.ts';
import type { Part } from './visibility.ts';
import type { Level } from './visibility.ts';
import { isLess, levelOf, mayReadReport } from './visibility.ts';

const leadId = 'lead' as PersonId;
const who = (role: Role, id = 'somebody'): Person => ({ id: id as PersonId, name: 'x', role });
const part = (takesPart: boolean, hasComplete = false, norms = false): Part => ({
  takesPart,
  hasComplete,
  norms,
});
const auditIn = (state: Audit['state'], revealsOthers: 'afterClose' | 'never' = 'afterClose') =>
  ({ leadId, state, plan: { blinding: { revealsOthers } } }) as Audit;

describe('what a person sees of an audit', () => {
  it('is everything for its lead, whatever the state', () => {
    for (const state of ['planned', 'drawn', 'open', 'closed'] as const) {
      expect(levelOf(who('lead', 'lead'), auditIn(state), part(true))).toBe('full');
    }
  });

  it('is nothing for those who have no part in it, but for admins and auditors', () => {
    const levels = roles.map((role) => [role, levelOf(who(role), auditIn('open'), part(false))]);
    expect(levels).toEqual([
      ['ingest', 'none'],
      ['reviewer', 'none'],
      ['owner', 'none'],
      ['lead', 'none'],
      ['admin', 'full'],
      ['auditor', 'full'],
    ]);
  });

  it('is the own part alone for whoever reviews in it before the close, admins too', () => {
    for (const role of ['reviewer', 'lead', 'admin', 'auditor'] as const) {
      expect(levelOf(who(role), auditIn('open'), part(true, true))).toBe('own');
    }
  });

  it('is more after the close, unless the plan says never', () => {
    expect(levelOf(who('reviewer'), auditIn('closed'), part(true))).toBe('revealed');
    expect(levelOf(who('reviewer'), auditIn('closed', 'never'), part(true))).toBe('own');
    expect(levelOf(who('admin'), auditIn('closed', 'never'), part(true))).toBe('full');
  });

  it('is an owner’s from the first complete item on, beside their own part, and everything after the close', () => {
    expect(levelOf(who('owner'), auditIn('open'), part(false))).toBe('none');
    expect(levelOf(who('owner'), auditIn('open'), part(false, true))).toBe('complete');
    expect(levelOf(who('owner'), auditIn('open'), part(true))).toBe('complete');
    expect(levelOf(who('owner'), auditIn('closed', 'never'), part(false))).toBe('full');
    for (const role of ['reviewer', 'lead'] as const)
      expect(levelOf(who(role), auditIn('open'), part(false, true))).toBe('none');
  });

  it('is the own part alone for whoever only votes on items of it in a norming round, also after the close', () => {
    for (const role of ['reviewer', 'lead'] as const) {
      for (const state of ['open', 'closed'] as const)
        expect(levelOf(who(role), auditIn(state), part(false, false, true))).toBe('own');
    }
    expect(levelOf(who('admin'), auditIn('open'), part(false, false, true))).toBe('full');
    expect(levelOf(who('ingest'), auditIn('open'), part(false, false, true))).toBe('none');
  });

  it('never grows when the role shrinks', () => {
    expect(isLess('own', 'full')).toBe(true);
    expect(isLess('full', 'own')).toBe(false);
    expect(isLess('own', 'own')).toBe(false);
  });
});

describe('the report', () => {
  it('is a reviewer’s to read after the close of an audit in which they took part', () => {
    const may = (audit: ReturnType<typeof auditIn>, level: Level): boolean =>
      mayReadReport(who('reviewer'), audit, { level, takesPart: level !== 'none' });
    expect(may(auditIn('open'), 'own')).toBe(false);
    expect(may(auditIn('closed'), 'revealed')).toBe(true);
    expect(may(auditIn('closed', 'never'), 'own')).toBe(true);
    expect(may(auditIn('closed'), 'none')).toBe(false);
  });

  it('is not for a reviewer who only voted on items of it in a norming round', () => {
    expect(mayReadReport(who('reviewer'), auditIn('closed'), { level: 'own', takesPart: false })).toBe(false);
  });

  it('is the others’ at any time unless they judge in it, and nobody’s who only brings traces', () => {
    for (const role of ['owner', 'lead', 'admin', 'auditor'] as const) {
      const may = (state: Audit['state'], takesPart: boolean): boolean =>
        mayReadReport(who(role), auditIn(state), { level: takesPart ? 'own' : 'none', takesPart });
      expect(may('open', false)).toBe(true);
      expect(may('open', true)).toBe(false);
      expect(may('closed', true)).toBe(true);
    }
    expect(mayReadReport(who('lead', 'lead'), auditIn('open'), { level: 'full', takesPart: true })).toBe(
      true,
    );
    expect(mayReadReport(who('ingest'), auditIn('closed'), { level: 'full', takesPart: false })).toBe(false);
  });
});
