/** Relabels of a taxonomy among all audits. */
import { expect, test } from 'vitest';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { relabelsOf } from './bridge-choices.ts';

const audit = (
  id: string,
  state: AuditSummary['state'],
  plannedAt: string,
  taxonomy?: string,
): AuditSummary =>
  ({
    id,
    state,
    plannedAt,
    plan: taxonomy === undefined ? {} : { bridge: { to: { id: taxonomy, version: 2 } } },
  }) as unknown as AuditSummary;

test('relabels of this taxonomy alone, those that still run first, then the newest', () => {
  const audits = [
    audit('sample', 'open', '2026-01-01'),
    audit('old', 'closed', '2026-01-02', 'kinds'),
    audit('new', 'closed', '2026-01-04', 'kinds'),
    audit('running', 'open', '2026-01-03', 'kinds'),
    audit('other', 'open', '2026-01-05', 'tones'),
  ];
  expect(relabelsOf('kinds', audits).map((one) => one.id as string)).toEqual(['running', 'new', 'old']);
});
