import { expect, it } from 'vitest';
import type { RulingView } from '../../../shared/contract/disagreements.ts';
import { ruling } from '../../../shared/domain/adjudication.ts';
import type { CaseRef, RulingId } from '../../../shared/domain/adjudication.ts';
import {
  appealable,
  attentionOf,
  caseDraft,
  draftFrom,
  emptyDraft,
  isBegun,
  isEmpty,
  missingOf,
  nextCause,
  openQuestion,
  questionBeside,
  rulingOf,
  withoutRuling,
} from './ruling-draft.ts';

let made = 0;
const newId = (): string => `0192f0c1-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;
const of = { auditId: newId(), itemId: newId(), question: 'policy' } as CaseRef;
const full = {
  ...emptyDraft(newId),
  option: 'violates',
  cause: 'edge_case' as const,
  rationale: '  because \n',
};

const view = (change: Partial<RulingView>): RulingView => ({
  ...of,
  rulingId: newId() as RulingId,
  scorecard: { id: 'card', version: 1 },
  option: 'complies',
  cause: 'guideline_gap',
  confidence: 'high',
  rationale: 'as written',
  changesGuideline: true,
  reviewIds: [],
  supersedes: null,
  at: '2026-11-20T10:00:00.000Z',
  by: 'Ann',
  isMine: false,
  isImported: false,
  standing: 'stands',
  isStale: false,
  appeal: null,
  isConfirmed: true,
  ...change,
});

it('is a ruling only with a value and a cause, and fits the contract then', () => {
  const empty = emptyDraft(newId);
  expect(missingOf(empty)).toBe('option');
  expect(missingOf({ ...empty, option: 'violates' })).toBe('cause');
  expect(rulingOf(empty, of, null)).toBeNull();
  const sent = rulingOf(full, of, null);
  expect(ruling.omit({ scorecard: true, reviewIds: true }).safeParse(sent).success).toBe(true);
  expect(sent).toMatchObject({ rationale: 'because', option: 'violates', supersedes: null });
});

it('refuses a rationale that no store can hold before it is sent', () => {
  const broken = { ...full, rationale: 'a\u0000b' };
  expect(missingOf(broken)).toBe('text');
  expect(rulingOf(broken, of, null)).toBeNull();
});

it('keeps its ruling’s id while it is changed, and takes another once the ruling was made', () => {
  expect(draftFrom(full, view({})).rulingId).toBe(full.rulingId);
  const after = withoutRuling({ ...full, comment: 'half a thought', appeal: 'and why' }, newId);
  expect(after.rulingId).not.toBe(full.rulingId);
  expect(after).toMatchObject({ option: null, rationale: '', comment: 'half a thought', appeal: 'and why' });
});

it('tells a ruling that was begun from a comment alone, and both from nothing', () => {
  const empty = emptyDraft(newId);
  expect([isBegun(empty), isEmpty(empty)]).toEqual([false, true]);
  expect([isBegun({ ...empty, comment: 'a' }), isEmpty({ ...empty, comment: 'a' })]).toEqual([false, false]);
  expect(isBegun({ ...empty, changesGuideline: true })).toBe(true);
});

it('is read back as it was stored, and not at all when it is no draft', () => {
  expect(caseDraft.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
  expect(caseDraft.safeParse({ ...full, cause: 'mood' }).success).toBe(false);
});

it('begins with the cause that triage points to and then goes round all of them', () => {
  let draft = emptyDraft(newId);
  const seen: unknown[] = [];
  for (let at = 0; at < 6; at += 1) {
    draft = { ...draft, cause: nextCause(draft, 'reviewer_error') };
    seen.push(draft.cause);
  }
  expect(seen[0]).toBe('reviewer_error');
  expect(new Set(seen.slice(0, 5)).size).toBe(5);
  expect(seen[5]).toBe('reviewer_error');
});

it('asks for a second look at two rulings first, then at a stale one, then at an appeal', () => {
  const row = { state: 'conflict' } as never;
  const standing = view({ isStale: true });
  const mine = view({ standing: 'overtaken', isMine: true });
  const third = view({ standing: 'overtaken' });
  expect(attentionOf({ row, rulings: [standing, mine, third] })).toEqual({
    kind: 'conflict',
    standing,
    other: mine,
  });
  expect(attentionOf({ row: { state: 'stale' } as never, rulings: [standing] }).kind).toBe('stale');
  const appeal = { by: 'Bo', at: '2026-11-20T10:00:00.000Z', reason: 'no', isOpen: true };
  expect(attentionOf({ row: { state: 'appealed' } as never, rulings: [view({ appeal })] }).kind).toBe(
    'appealed',
  );
  expect(attentionOf({ row: { state: 'open' } as never, rulings: [] })).toEqual({ kind: 'none' });
});

it('lets a case be appealed once', () => {
  const appeal = { by: 'Bo', at: '2026-11-20T10:00:00.000Z', reason: 'no', isOpen: false };
  const first = view({ standing: 'superseded', appeal });
  const second = view({});
  expect(appealable([second])).toBe(second);
  expect(appealable([first, second])).toBeNull();
  expect(appealable([view({ standing: 'overtaken' })])).toBeNull();
});

it('digits answer the first open question, and arrows stay within the form', () => {
  expect(openQuestion(emptyDraft(newId))).toBe('option');
  expect(openQuestion({ ...emptyDraft(newId), option: 'violates' })).toBe('cause');
  expect(questionBeside('option', 1)).toBe('cause');
  expect(questionBeside('cause', 1)).toBe('cause');
  expect(questionBeside('option', -1)).toBe('option');
});
