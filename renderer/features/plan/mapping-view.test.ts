import { describe, expect, it } from 'vitest';
import { fieldTitle, viewMapping, withColumn } from './mapping-view.ts';

const column = (name: string) => ({ name, type: 'VARCHAR', sample: `first ${name}` });
const inspection = {
  columns: ['question', 'answer', 'team', 'lang'].map(column),
  missingFields: ['id'],
};

describe('the mapping editor', () => {
  const view = viewMapping(inspection, { prompt: 'question', output: 'answer', 'attributes.team': 'team' });

  it('shows content fields always, what is mapped, and what is missing', () => {
    expect(view.shown.map((row) => row.field)).toEqual([
      'id',
      'occurredAt',
      'prompt',
      'context',
      'output',
      'attributes.team',
    ]);
    expect(view.shown.filter((row) => row.isMissing).map((row) => row.field)).toEqual(['id']);
    expect(view.shown.find((row) => row.field === 'prompt')).toMatchObject({ sample: 'first question' });
  });

  it('keeps every other known field within reach, each once', () => {
    expect(view.more.map((row) => row.field)).toContain('riskClass');
    const all = [...view.shown, ...view.more].map((row) => row.field);
    expect(new Set(all).size).toBe(all.length);
  });

  it('names the columns that nothing uses', () => {
    expect(view.unused).toEqual(['lang']);
  });

  it('sets and clears a field without touching the others', () => {
    expect(withColumn({ prompt: 'a' }, 'output', 'b')).toEqual({ prompt: 'a', output: 'b' });
    expect(withColumn({ prompt: 'a', output: 'b' }, 'output', null)).toEqual({ prompt: 'a' });
  });

  it('says fields as people do', () => {
    expect(fieldTitle('occurredAt')).toBe('Time of the answer');
    expect(fieldTitle('riskClass')).toBe('Risk class');
    expect(fieldTitle('attributes.team')).toBe('Attribute: team');
  });
});
