import { describe, expect, it } from 'vitest';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { makePlan } from '../../../tests/support/made-audit.ts';
import { mayReadCases, mayRule } from './case-access.ts';

const ann = '0198c0de-0000-7000-8000-0000000000a1' as PersonId;
const bea = '0198c0de-0000-7000-8000-0000000000b1' as PersonId;
const audit = (state: Audit['state']): Audit => {
  const blinding = { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' as const };
  return { leadId: ann, state, plan: makePlan({ blinding }) } as Audit;
};

describe('who rules on a case of an audit', () => {
  it('is its lead, and every owner and admin, as at the hub', () => {
    expect(mayRule(audit('open'), { id: ann, name: 'Ann', role: 'lead' })).toBe(true);
    for (const role of ['owner', 'admin'] as const) {
      expect(mayRule(audit('open'), { id: bea, name: 'Bea', role })).toBe(true);
    }
  });

  it('is no lead of another audit, and nobody who led this one and is a reviewer now', () => {
    expect(mayRule(audit('open'), { id: bea, name: 'Bea', role: 'lead' })).toBe(false);
    for (const role of ['reviewer', 'auditor', 'ingest'] as const) {
      expect(mayRule(audit('open'), { id: ann, name: 'Ann', role })).toBe(false);
    }
  });

  it('leaves a lead of another audit blind to its cases until the close', () => {
    const lead = { id: bea, name: 'Bea', role: 'lead' as const };
    expect(mayReadCases(audit('open'), lead)).toBe(false);
    expect(mayReadCases(audit('closed'), lead)).toBe(true);
  });
});
