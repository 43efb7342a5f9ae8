import { describe, expect, it } from 'vitest';
import type { Audit } from '../../shared/domain/audit.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import { roles } from '../../shared/domain/person.ts';
import { isLess, levelOf, mayReadReport } from './visibility.ts';

const leadId = 'lead' as PersonId;
const who = (role: Role, id = 'somebody'): Person => ({ id: id as PersonId, name: 'x', role });
const auditIn = (state: Audit['state'], revealsOthers: 'afterClose' | 'never' = 'afterClose') =>
  ({ leadId, state, plan: { blinding: { revealsOthers } } }) as Audit;

describe('what a person sees of an audit', () => {
  it('is everything for its lead, whatever the state', () => {
    for (const state of ['planned', 'drawn', 'open', 'closed'] as const) {
      expect(levelOf(who('lead', 'lead'), auditIn(state), true)).toBe('full');
    }
  });

  it('is nothing for those who have no part in it, but for admins and auditors', () => {
    const levels = roles.map((role) => [role, levelOf(who(role), auditIn('open'), false)]);
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
    for (const role of ['reviewer', 'owner', 'lead', 'admin', 'auditor'] as const) {
      expect(levelOf(who(role), auditIn('open'), true)).toBe('own');
    }
  });

  it('is more after the close, unless the plan says never', () => {
    expect(levelOf(who('reviewer'), auditIn('closed'), true)).toBe('revealed');
    expect(levelOf(who('reviewer'), auditIn('closed', 'never'), true)).toBe('own');
    expect(levelOf(who('admin'), auditIn('closed', 'never'), true)).toBe('full');
  });

  it('never grows when the role shrinks', () => {
    expect(isLess('own', 'full')).toBe(true);
    expect(isLess('full', 'own')).toBe(false);
    expect(isLess('own', 'own')).toBe(false);
  });
});

describe('the report', () => {
  it('is a reviewer’s to read after the close of an audit in which they took part', () => {
    expect(mayReadReport(who('reviewer'), auditIn('open'), 'own')).toBe(false);
    expect(mayReadReport(who('reviewer'), auditIn('closed'), 'revealed')).toBe(true);
    expect(mayReadReport(who('reviewer'), auditIn('closed', 'never'), 'own')).toBe(true);
    expect(mayReadReport(who('reviewer'), auditIn('closed'), 'none')).toBe(false);
  });

  it('is the others’ at any time, and nobody’s who only brings traces', () => {
    for (const role of ['owner', 'lead', 'admin', 'auditor'] as const) {
      expect(mayReadReport(who(role), auditIn('open'), 'none')).toBe(true);
    }
    expect(mayReadReport(who('ingest'), auditIn('closed'), 'full')).toBe(false);
  });
});
