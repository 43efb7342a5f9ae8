import { describe, expect, it } from 'vitest';
import { auditPlan } from '../../../shared/domain/audit.ts';
import type { Source } from '../../../shared/domain/source.ts';
import { emptyPlanDraft } from './plan-draft.ts';
import { readDay, readFilter, readPercent, readPlan, readSampling, readWhole } from './read-plan.ts';

const seed = '0123456789abcdef0123456789abcdef';
const person = '0198a6a0-0000-7000-8000-000000000001';
const empty = { ...emptyPlanDraft(seed, 'hallucination_audit'), reviewerIds: [] as string[] };
const source = {
  id: '0198a6a0-0000-7000-8000-000000000002',
  name: 'traces',
  fingerprint: 'a'.repeat(64),
} as unknown as Source;
const scorecard = { id: 'hallucination_audit', version: 1 };
const today = '2026-11-14T10:00:00.000Z';

describe('numbers as people type them', () => {
  it('are read with separators and refused in words', () => {
    expect(readWhole(' 1,200 ', 1)).toBe(1200);
    expect(readWhole('', 1)).toBe('Enter a number.');
    expect(readWhole('2.5', 1)).toBe('Enter a whole number.');
    expect(readWhole('-3', 0)).toBe('Enter a whole number.');
    expect(readWhole('1', 2, 20)).toBe('Enter 2 or more.');
    expect(readWhole('21', 2, 20)).toBe('Enter 20 or less.');
  });

  it('may be percentages with a comma or a sign', () => {
    expect(readPercent('1,5 %')).toBeCloseTo(0.015, 12);
    expect(readPercent('1.5')).toBeCloseTo(0.015, 12);
    for (const typed of ['', 'x', '0', '100', '-1', '1.5.2']) expect(readPercent(typed)).toBeTypeOf('string');
  });

  it('may be days, and only days that exist', () => {
    expect(readDay('2026-11-14')).toBe('2026-11-14T00:00:00.000Z');
    expect(readDay('2026-11-30', 1)).toBe('2026-12-01T00:00:00.000Z');
    expect(readDay('2026-02-30')).toBeNull();
    expect(readDay('14.11.2026')).toBeNull();
  });
});

describe('the filter of a frame', () => {
  it('takes the last day of the window in', () => {
    const read = readFilter({ ...empty, fromDate: '2026-11-08', untilDate: '2026-11-14' });
    expect(read).toEqual({
      ok: true,
      value: { dimensions: [], from: '2026-11-08T00:00:00.000Z', until: '2026-11-15T00:00:00.000Z' },
    });
  });

  it('allows a window of one day and refuses one that ends before it begins', () => {
    expect(readFilter({ ...empty, fromDate: '2026-11-14', untilDate: '2026-11-14' }).ok).toBe(true);
    expect(readFilter({ ...empty, fromDate: '2026-11-15', untilDate: '2026-11-14' })).toMatchObject({
      problems: { window: 'The window ends before it begins.' },
    });
  });

  it('refuses a dimension of which nothing is kept', () => {
    expect(readFilter({ ...empty, filters: { intent: [] } })).toMatchObject({
      problems: { filters: 'Keep at least one value of intent.' },
    });
  });
});

describe('the sampling part of a plan', () => {
  it('names every field that cannot be read, not only the first', () => {
    const read = readSampling({ ...empty, size: '', expectedRate: '0', reviewersPerItem: '1' });
    expect(read.ok ? [] : Object.keys(read.problems).toSorted()).toEqual([
      'expectedRate',
      'reviewersPerItem',
      'size',
    ]);
  });

  it('sends expected rates by stratum only for Neyman, and only those that were typed', () => {
    const rates = { expectedRates: { '["a"]': '4', '["b"]': ' ' } };
    const neyman = readSampling({ ...empty, ...rates, rule: 'neyman' });
    expect(neyman.ok && neyman.value.allocation.expectedRates).toEqual({ '["a"]': 0.04 });
    const equal = readSampling({ ...empty, ...rates, rule: 'equal' });
    expect(equal.ok && 'expectedRates' in equal.value.allocation).toBe(false);
  });
});

describe('a whole plan', () => {
  const filled = { ...empty, sourceId: source.id, title: ' Week 47 ', reviewerIds: [person] };

  it('is what the contract accepts', () => {
    const read = readPlan({ ...filled, limit: '1.5', dueDate: '2026-11-20' }, source, scorecard, today);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect(auditPlan.parse(read.value.plan)).toEqual(read.value.plan);
    expect(read.value.plan).toMatchObject({
      title: 'Week 47',
      seed,
      dueAt: '2026-11-21T00:00:00.000Z',
      thresholds: [{ question: 'hallucination', limit: 0.015 }],
      allocation: { rule: 'proportional', size: 200, minPerStratum: 2 },
      overlap: { size: 40, reviewersPerItem: 2 },
    });
  });

  it('has no threshold and no due date when none was typed', () => {
    const read = readPlan(filled, source, scorecard, today);
    expect(read.ok && read.value.plan.thresholds).toEqual([]);
    expect(read.ok && 'dueAt' in read.value.plan).toBe(false);
  });

  it('is refused with a sentence for each thing that is missing', () => {
    const read = readPlan({ ...empty, seed: 'XYZ', dueDate: '2026-11-01' }, null, scorecard, today);
    expect(read.ok ? {} : read.problems).toEqual({
      source: 'Choose a source.',
      title: 'Give the audit a title.',
      seed: 'A seed is 32 characters of 0–9 and a–f.',
      reviewers: 'Choose at least one reviewer.',
      dueDate: 'This day is over.',
    });
  });

  it('may be due today', () => {
    expect(readPlan({ ...filled, dueDate: '2026-11-14' }, source, scorecard, today).ok).toBe(true);
  });
});
