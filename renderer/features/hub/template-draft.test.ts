import { describe, expect, it } from 'vitest';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { template } from '../../../shared/domain/template.ts';
import { makePlan } from '../../../tests/support/made-audit.ts';
import { shippedCatalogue } from '../../../shared/domain/catalogue.ts';
import { draftOf, emptyTemplate, readTemplate, withAudit, withOpenPages } from './template-draft.ts';

const me = '0198a6a0-0000-7000-8000-000000000001' as PersonId;
const source = '0198a6a0-0000-7000-8000-000000000002';
const empty = emptyTemplate('0198a6a0-0000-7000-8000-000000000003', me, source, 'Europe/Berlin');

const plan: AuditPlan = makePlan({
  title: 'Refunds',
  filter: { dimensions: [], from: '2026-11-09T00:00:00.000Z', until: '2026-11-16T00:00:00.000Z' },
  allocation: { rule: 'equal', size: 60, minPerStratum: 3, takeAllBelow: 0, sizes: { '["x"]': 4 } },
  thresholds: [{ question: 'policy', limit: 0.015 }],
  secondLook: { cleanShare: 0.1, flaggedShare: 1 },
});

describe('the form of a weekly audit', () => {
  it('is whole from the start, and the hub takes what is read of it', () => {
    const read = readTemplate(empty, shippedCatalogue);
    expect(read.ok && template.parse(read.value)).toMatchObject({
      schedule: { weekday: 1, hour: 6, minute: 0, timeZone: 'Europe/Berlin' },
      weeks: 1,
      dueDays: 5,
      plan: { title: 'Weekly audit {week}', selection: 'rotating', sourceId: source },
    });
  });

  it('opens reviewers’ own pages only where that was ticked, and says nothing of it once it is unticked', () => {
    const opened = withOpenPages(empty, true);
    const blindingOf = (draft: typeof empty) => {
      const read = readTemplate(draft, shippedCatalogue);
      return read.ok ? template.parse(read.value).plan.blinding : null;
    };
    expect(blindingOf(opened)).toMatchObject({ opensReviewerPages: true });
    expect(Object.keys(blindingOf(withOpenPages(opened, false))!)).not.toContain('opensReviewerPages');
  });

  it('takes the plan of an audit over, without its window, its seed and the sizes of its strata', () => {
    const read = readTemplate(withAudit(empty, plan, false), shippedCatalogue);
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const kept = template.parse(read.value).plan;
    expect(kept).toMatchObject({
      title: 'Refunds {week}',
      sourceId: source,
      allocation: { rule: 'equal', size: 60, minPerStratum: 3 },
      thresholds: [{ question: 'policy', limit: 0.015 }],
      secondLook: { cleanShare: 0.1, flaggedShare: 1 },
      scorecard: plan.scorecard,
    });
    expect(kept.allocation.sizes).toBeUndefined();
    expect(kept.filter).toEqual({ dimensions: [] });
  });

  it('is read back as it was saved', () => {
    const read = readTemplate(withAudit(empty, plan, true), shippedCatalogue);
    if (!read.ok) throw new Error('it cannot be read');
    expect(readTemplate(draftOf(read.value), shippedCatalogue)).toEqual(read);
  });

  it('begins each audit with a calibration round where one is asked for, and with none where it is taken back', () => {
    const kept = readTemplate({ ...withAudit(empty, plan, true), calibration: '3' }, shippedCatalogue);
    if (!kept.ok) throw new Error('it cannot be read');
    expect(kept.value.plan.calibration).toBe(3);
    expect(draftOf(kept.value).calibration).toBe('3');
    const back = readTemplate({ ...draftOf(kept.value), calibration: '0' }, shippedCatalogue);
    expect(back.ok && 'calibration' in back.value.plan).toBe(false);
    expect(readTemplate({ ...empty, calibration: '21' }, shippedCatalogue)).toMatchObject({ ok: false });
  });

  it('names every field that cannot be read', () => {
    const read = readTemplate(
      {
        ...empty,
        title: ' ',
        size: '0',
        gold: '-1',
        time: '25:00',
        weeks: '27',
        limit: '200',
        reviewerIds: [],
      },
      shippedCatalogue,
    );
    expect(read.ok ? [] : Object.keys(read.problems).toSorted()).toEqual([
      'gold',
      'limit',
      'reviewerIds',
      'size',
      'time',
      'title',
      'weeks',
    ]);
  });
});
