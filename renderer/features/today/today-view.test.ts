import { expect, it } from 'vitest';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { aboutTime, chooseContinued, dueWords, groupAudits, leftOf, plannedReviews } from './today-view.ts';

const now = Date.parse('2026-03-10T12:00:00.000Z');

function audit(id: string, change: Partial<AuditSummary> & { dueAt?: string } = {}): AuditSummary {
  const { dueAt, ...rest } = change;
  const plan = { overlap: { size: 0, reviewersPerItem: 2 }, ...(dueAt === undefined ? {} : { dueAt }) };
  return {
    id,
    state: 'open',
    plan,
    plannedAt: '2026-03-01T00:00:00.000Z',
    closedAt: null,
    itemCount: 10,
    reviewerCount: 1,
    progress: { mine: 10, done: 0, skipped: 0, drafts: 0, flagged: 0 },
    ...rest,
  } as unknown as AuditSummary;
}

const finished = { mine: 10, done: 8, skipped: 2, drafts: 0, flagged: 0 };

it('groups what is due soon, in progress, done, of others and closed, by date within a group', () => {
  const audits = [
    audit('closed', { state: 'closed', closedAt: '2026-03-02T00:00:00.000Z' }),
    audit('closed later', { state: 'closed', closedAt: '2026-03-05T00:00:00.000Z' }),
    audit('finished', { progress: finished, dueAt: '2026-03-11T00:00:00.000Z' }),
    audit('later', { dueAt: '2026-03-20T00:00:00.000Z' }),
    audit('undated'),
    audit('soon', { dueAt: '2026-03-12T00:00:00.000Z' }),
    audit('overdue', { dueAt: '2026-03-01T00:00:00.000Z' }),
    audit('led', { progress: { mine: 0, done: 0, skipped: 0, drafts: 0, flagged: 0 } }),
  ];
  const found = groupAudits(audits, now).map((one) => [one.group, one.audits.map(({ id }) => id)]);
  expect(found).toEqual([
    ['soon', ['overdue', 'soon']],
    ['open', ['later', 'undated']],
    ['done', ['finished']],
    ['others', ['led']],
    ['closed', ['closed later', 'closed']],
  ]);
  expect(groupAudits([], now)).toEqual([]);
});

it('continues where the person was, unless nothing is left there', () => {
  const soon = audit('soon', { dueAt: '2026-03-12T00:00:00.000Z' });
  const last = audit('last');
  expect(chooseContinued([soon, last], 'last')?.id).toBe('last');
  expect(chooseContinued([soon, audit('last', { progress: finished })], 'last')?.id).toBe('soon');
  expect(chooseContinued([audit('closed', { state: 'closed' })], null)).toBeNull();
});

it('counts skipped items as dealt with', () => {
  expect(leftOf(audit('a', { progress: { mine: 10, done: 3, skipped: 2, drafts: 1, flagged: 0 } }))).toBe(5);
});

/** A time of March where the person is. Ten past the hour is midnight of UTC nowhere. */
const here = (day: number, hour: number): Date => new Date(2026, 2, day, hour, 10);

it('says when an audit is due in days of the calendar, overdue in words, and nothing once it is closed', () => {
  const noon = here(10, 12).getTime();
  const due = (dueAt: Date | string) => dueWords(audit('a', { dueAt: new Date(dueAt).toISOString() }), noon);
  expect(due(here(10, 18))).toEqual({ words: 'due today', tone: 'warn' });
  expect(due(here(11, 6))).toEqual({ words: 'due tomorrow', tone: 'warn' });
  expect(due(here(13, 18))).toEqual({ words: 'due in 3 days', tone: 'warn' });
  expect(due(here(15, 18))).toEqual({ words: 'due in 5 days', tone: 'quiet' });
  expect(due(here(10, 6))).toEqual({ words: 'overdue since today', tone: 'bad' });
  expect(due(here(9, 18))).toEqual({ words: 'overdue since yesterday', tone: 'bad' });
  expect(due(here(6, 6))).toEqual({ words: 'overdue by 4 days', tone: 'bad' });
  // Planned as a date: the day that ends there.
  expect(due('2026-03-11T00:00:00.000Z')).toEqual({ words: 'due today', tone: 'warn' });
  expect(due('2026-03-10T00:00:00.000Z')).toEqual({ words: 'overdue since yesterday', tone: 'bad' });
  expect(dueWords(audit('a', { state: 'closed', dueAt: '2026-03-11T00:00:00.000Z' }), noon)).toBeNull();
  expect(dueWords(audit('a'), noon)).toBeNull();
});

const minutes = (count: number): string => aboutTime(count * 60_000);

it('never tells a time more exactly than it can be known', () => {
  expect(minutes(0.4)).toBe('under a minute');
  expect(minutes(2.6)).toBe('about 3 min');
  expect(minutes(23)).toBe('about 25 min');
  expect(minutes(58)).toBe('about 1 h');
  expect(minutes(95)).toBe('about 1½ h');
  expect(minutes(238)).toBe('about 4 h');
  expect(minutes(60 * 11.3)).toBe('about 11 h');
});

it('plans overlap items once for each of their reviewers', () => {
  const shared = audit('a', { reviewerCount: 3 });
  shared.plan.overlap = { size: 4, reviewersPerItem: 2 };
  expect(plannedReviews(shared)).toBe(14);
  expect(plannedReviews({ ...shared, reviewerCount: 1 })).toBe(10);
});
