import { describe, expect, it } from 'vitest';
import { auditPlan } from '../../../shared/domain/audit.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { Source } from '../../../shared/domain/source.ts';
import type { SourceId } from '../../../shared/domain/ids.ts';
import { hubPlan } from '../../../shared/domain/template.ts';
import { emptyPlanDraft, withSource } from './plan-draft.ts';
import { readFilter, readHubPlan, readPlan, readSampling, readWishes } from './read-plan.ts';

const seed = '0123456789abcdef0123456789abcdef';
const person = '0198a6a0-0000-7000-8000-000000000001';
const empty = { ...emptyPlanDraft(seed, 'hallucination_audit'), reviewerIds: [] as string[] };
const source = {
  id: '0198a6a0-0000-7000-8000-000000000002',
  name: 'traces',
  fingerprint: 'a'.repeat(64),
} as unknown as Source;
const today = '2026-11-14T10:00:00.000Z';

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

  it('sends sizes by hand that were typed, nought among them, and refuses what is no number', () => {
    const read = readSampling({
      ...empty,
      rule: 'power',
      sizes: { '["a"]': '40', '["b"]': ' ', '["c"]': '0' },
    });
    expect(read.ok && read.value.allocation).toMatchObject({
      rule: 'power',
      sizes: { '["a"]': 40, '["c"]': 0 },
    });
    const none = readSampling({ ...empty, sizes: { '["a"]': '' } });
    expect(none.ok && 'sizes' in none.value.allocation).toBe(false);
    expect(readSampling({ ...empty, sizes: { '["a"]': 'x' } })).toMatchObject({
      problems: { sizes: 'Enter a whole number.' },
    });
  });

  it('wishes for a margin and a limit only once they can be read', () => {
    expect(readWishes({ ...empty, targetMargin: '2,5', limit: '1.5 %' })).toEqual({
      targetHalfWidth: 0.025,
      limit: 0.015,
    });
    expect(readWishes({ ...empty, targetMargin: '60', limit: '1.5.' })).toEqual({});
  });
});

describe('a whole plan', () => {
  const filled = { ...empty, sourceId: source.id, title: ' Week 47 ', reviewerIds: [person] };

  it('is what the contract accepts', () => {
    const read = readPlan(
      { ...filled, limit: '1.5', dueDate: '2026-11-20' },
      source,
      hallucinationAudit,
      today,
    );
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
    const read = readPlan(filled, source, hallucinationAudit, today);
    expect(read.ok && read.value.plan.thresholds).toEqual([]);
    expect(read.ok && 'dueAt' in read.value.plan).toBe(false);
  });

  it('puts the limit on the primary question and carries what is registered', () => {
    const registering = { ...filled, limit: '2', primaryQuestion: 'policy', stopRule: 'verdict' as const };
    const read = readPlan({ ...registering, cleanShare: '10' }, source, hallucinationAudit, today);
    expect(read.ok && auditPlan.parse(read.value.plan)).toMatchObject({
      thresholds: [{ question: 'policy', limit: 0.02 }],
      registration: { primaryQuestion: 'policy', hypotheses: [], stopRule: { kind: 'verdict' } },
      secondLook: { cleanShare: 0.1, flaggedShare: 0 },
    });
  });

  it('registers nothing where nothing was touched', () => {
    const read = readPlan(filled, source, hallucinationAudit, today);
    expect(read.ok && Object.keys(read.value.plan)).not.toContain('registration');
    expect(read.ok && Object.keys(read.value.plan)).not.toContain('secondLook');
  });

  it('hides the evidence finder only where that was chosen, and says nothing of it otherwise', () => {
    const hidden = readPlan({ ...filled, hidesFinder: true }, source, hallucinationAudit, today);
    expect(hidden.ok && auditPlan.parse(hidden.value.plan).blinding).toMatchObject({ hidesFinder: true });
    const shown = readPlan(filled, source, hallucinationAudit, today);
    expect(shown.ok && Object.keys(shown.value.plan.blinding)).not.toContain('hidesFinder');
  });

  it('opens reviewers’ own pages only where that was chosen, and says nothing of it otherwise', () => {
    const opened = readPlan({ ...filled, opensReviewerPages: true }, source, hallucinationAudit, today);
    expect(opened.ok && auditPlan.parse(opened.value.plan).blinding).toMatchObject({
      opensReviewerPages: true,
    });
    const kept = readPlan(filled, source, hallucinationAudit, today);
    expect(kept.ok && Object.keys(kept.value.plan.blinding)).not.toContain('opensReviewerPages');
  });

  it('is refused with a sentence for each thing that is missing', () => {
    const read = readPlan({ ...empty, seed: 'XYZ', dueDate: '2026-11-01' }, null, hallucinationAudit, today);
    expect(read.ok ? {} : read.problems).toEqual({
      source: 'Choose a source.',
      title: 'Give the audit a title.',
      seed: 'A seed is 32 characters of 0–9 and a–f.',
      reviewers: 'Choose at least one reviewer.',
      dueDate: 'This day is over.',
    });
  });

  it('may be due today', () => {
    expect(readPlan({ ...filled, dueDate: '2026-11-14' }, source, hallucinationAudit, today).ok).toBe(true);
  });
});

describe('a whole plan on a source of the hub', () => {
  const id = '0198a6a0-0000-7000-8000-000000000009' as SourceId;
  const filled = {
    ...withSource({ ...empty, title: 'Week 47' }, id, 'hub'),
    reviewerIds: [person],
    gold: '4',
  };

  it('is what the hub accepts: rotating, without what was audited, the seed left to the hub', () => {
    const read = readHubPlan({ ...filled, dueDate: '2026-11-20' }, id, hallucinationAudit, today);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    expect(hubPlan.parse(read.value.plan)).toEqual(read.value.plan);
    expect(read.value).toMatchObject({
      gold: 4,
      reviewerIds: [person],
      plan: { sourceId: id, selection: 'rotating', filter: { excludesAudited: true } },
    });
    expect(Object.keys(read.value.plan)).not.toContain('seed');
  });

  it('asks for the same audit again when nothing changed, and for another one when something did', () => {
    const idOf = (draft: typeof filled): string | null => {
      const read = readHubPlan(draft, id, hallucinationAudit, today);
      return read.ok ? read.value.auditId : null;
    };
    expect(idOf(filled)).toBe(idOf({ ...filled }));
    expect(idOf({ ...filled, gold: '5' })).not.toBe(idOf(filled));
    expect(idOf({ ...filled, seed: 'f'.repeat(32) })).not.toBe(idOf(filled));
  });

  it('names a number of gold items that is none, beside what else is missing', () => {
    const read = readHubPlan({ ...filled, gold: 'some', title: '' }, id, hallucinationAudit, today);
    expect(read.ok ? [] : Object.keys(read.problems).toSorted()).toEqual(['gold', 'title']);
  });

  it('has a calibration round only where one is asked for, of at most twenty items', () => {
    const planOf = (calibration: string) =>
      readHubPlan({ ...filled, calibration }, id, hallucinationAudit, today);
    const none = planOf('0');
    expect(none.ok && 'calibration' in none.value.plan).toBe(false);
    expect(planOf('3')).toMatchObject({ ok: true, value: { plan: { calibration: 3 } } });
    expect(planOf('21')).toMatchObject({ ok: false, problems: { calibration: expect.any(String) } });
    expect(withSource({ ...filled, calibration: '3' }, 'files').calibration).toBe('0');
  });

  it('keeps nothing of a hub when files are chosen instead', () => {
    const back = withSource(filled, 'files');
    expect(back).toMatchObject({ selection: 'bottomK', excludesAudited: false, gold: '0' });
    expect(readFilter(back)).toEqual({ ok: true, value: { dimensions: [] } });
  });
});
