import { expect, it } from 'vitest';
import { copyKeptUntil } from './retention.ts';

const drawnAt = '2026-03-02T08:00:00.000Z';
const wish = '2026-03-10T18:00:00.000Z';

it('lets a copy end when its trace says so, also while its audit is open', () => {
  expect(copyKeptUntil({ retainUntil: wish, drawnAt, ruleEndsMs: null })).toBe(wish);
  expect(copyKeptUntil({ retainUntil: wish, drawnAt: null, ruleEndsMs: null })).toBe(wish);
});

it('takes the earlier of what the trace says and what the rule says', () => {
  const before = Date.parse('2026-03-05T00:00:00.000Z');
  const after = Date.parse('2026-03-20T00:00:00.000Z');
  expect(copyKeptUntil({ retainUntil: wish, drawnAt, ruleEndsMs: before })).toBe('2026-03-05T00:00:00.000Z');
  expect(copyKeptUntil({ retainUntil: wish, drawnAt, ruleEndsMs: after })).toBe(wish);
});

it('does not count a wish that had ended when the item was drawn', () => {
  const retainUntil = '2026-03-02T07:59:59.999Z';
  expect(copyKeptUntil({ retainUntil, drawnAt, ruleEndsMs: null })).toBeNull();
  expect(copyKeptUntil({ retainUntil, drawnAt, ruleEndsMs: Date.parse(wish) })).toBe(wish);
});

it('has no end where nothing ends it', () => {
  expect(copyKeptUntil({ retainUntil: undefined, drawnAt, ruleEndsMs: null })).toBeNull();
});
