import { describe, expect, it } from 'vitest';
import {
  emptyPlanDraft,
  nameFromPath,
  planDraft,
  withDimensions,
  withFilterValue,
  withSource,
} from './plan-draft.ts';

const seed = '0123456789abcdef0123456789abcdef';
const empty = emptyPlanDraft(seed, 'hallucination_audit');

describe('the form of a plan', () => {
  it('survives being stored and read again, whatever was half typed', () => {
    const typed = {
      ...empty,
      size: '2',
      expectedRate: '1.',
      title: ' Week',
      filters: { intent: ['billing'] },
    };
    expect(planDraft.parse(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
  });

  it('forgets strata and filters of the old source and keeps the rest when another is chosen', () => {
    const chosen = {
      ...empty,
      sourceId: 'a',
      dimensions: ['model'],
      filters: { model: ['m'] },
      title: 'Week 47',
    };
    const next = withSource(chosen, 'b');
    expect(next).toMatchObject({ sourceId: 'b', dimensions: [], filters: {}, title: 'Week 47', seed });
    expect(withSource(next, 'b')).toBe(next);
  });

  it('forgets expected rates when strata change, because their keys are of the old strata', () => {
    expect(withDimensions({ ...empty, expectedRates: { '["x"]': '2' } }, ['model']).expectedRates).toEqual(
      {},
    );
  });

  it('has no filter on a dimension whose values are all kept', () => {
    const all = ['a', 'b', 'c'];
    const dropped = withFilterValue(empty, 'intent', all, 'b', false);
    expect(dropped.filters).toEqual({ intent: ['a', 'c'] });
    expect(withFilterValue(dropped, 'intent', all, 'b', true).filters).toEqual({});
    const none = all.reduce((draft, value) => withFilterValue(draft, 'intent', all, value, false), empty);
    expect(none.filters).toEqual({ intent: [] });
  });

  it('names a source after its file or folder', () => {
    expect(nameFromPath('/data/traces 47.jsonl.gz')).toBe('traces 47');
    expect(nameFromPath('C:\\logs\\week.csv')).toBe('week');
    expect(nameFromPath('/data/ragtruth/')).toBe('ragtruth');
    expect(nameFromPath('.json')).toBe('.json');
  });
});
