import { describe, expect, it } from 'vitest';
import {
  emptyHypothesis,
  emptyPlanDraft,
  nameFromPath,
  planDraft,
  restoreDraft,
  withDimensions,
  withFilterValue,
  withHypothesis,
  withSize,
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

  it('forgets expected rates and sizes by hand when strata change, because their keys are of the old strata', () => {
    const typed = { ...empty, expectedRates: { '["x"]': '2' }, sizes: { '["x"]': '30' } };
    expect(withDimensions(typed, ['model'])).toMatchObject({ expectedRates: {}, sizes: {} });
  });

  it('forgets hypotheses about parts of the old source, and keeps those about the whole frame', () => {
    const whole = { ...emptyHypothesis(), limit: '2' };
    const hypotheses = [whole, { ...whole, dimension: 'model', value: 'v3' }];
    expect(withSource({ ...empty, hypotheses }, 'b').hypotheses).toEqual([whole]);
  });

  it('that was kept before it had all its fields is read back with the new ones empty', () => {
    const { hypotheses: _h, stopRule: _s, sizes: _z, ...old } = { ...empty, title: 'Week 47', size: '321' };
    expect(restoreDraft(old, empty)).toEqual({ ...empty, title: 'Week 47', size: '321' });
    expect(restoreDraft({ ...old, rule: 'none such' }, empty)).toBeNull();
    expect(restoreDraft(null, empty)).toBeNull();
  });

  it('sets a size by hand and gives it back to the rule', () => {
    const pinned = withSize(withSize(empty, 'a', '12'), 'b', '0');
    expect(pinned.sizes).toEqual({ a: '12', b: '0' });
    expect(withSize(pinned, 'a', null).sizes).toEqual({ b: '0' });
  });

  it('changes one hypothesis and leaves the others', () => {
    const two = { ...empty, hypotheses: [emptyHypothesis(), emptyHypothesis()] };
    const changed = withHypothesis(two, 1, { limit: '3' });
    expect(changed.hypotheses).toEqual([emptyHypothesis(), { ...emptyHypothesis(), limit: '3' }]);
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
