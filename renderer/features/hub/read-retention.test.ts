import { describe, expect, it } from 'vitest';
import { readRetention, retentionDraft } from './read-retention.ts';

const all = { riskClasses: [], traceDays: '90', itemDays: '' };

describe('the rules of retention', () => {
  it('are read as they were written, with nothing typed for never', () => {
    const rules = [
      { riskClasses: ['critical' as const], traceDays: 30, itemDays: 365 },
      { riskClasses: [], traceDays: 90, itemDays: null },
    ];
    expect(readRetention(retentionDraft({ rules }))).toEqual({ ok: true, value: { rules } });
  });

  it('refuse days that are none, and say in which rule', () => {
    for (const traceDays of ['0', '1.5', 'ten', '40000']) {
      expect(readRetention([{ ...all, traceDays }])).toMatchObject({
        ok: false,
        problem: expect.stringContaining('Rule 1'),
      });
    }
  });

  it('end with one that fits everything, and have none before it that does', () => {
    expect(readRetention([{ ...all, riskClasses: ['low'] }])).toMatchObject({
      problem: 'The last rule must fit everything.',
    });
    expect(readRetention([all, all])).toMatchObject({ problem: expect.stringContaining('never count') });
  });
});
