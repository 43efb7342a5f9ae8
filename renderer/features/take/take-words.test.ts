import { expect, it } from 'vitest';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import { factsOf, loadOf, loadWords, proofWords, returnWords, stateOf } from './take-words.ts';

const now = new Date(2026, 2, 10, 22, 0).getTime();
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

function audit(change: Partial<TakenAudit> = {}): TakenAudit {
  return {
    auditId: '0198c0de-0000-7000-8000-000000000001' as TakenAudit['auditId'],
    title: 'Support answers',
    dueAt: null,
    items: 200,
    open: 140,
    here: 200,
    bytes: 1_400_000,
    missingBytes: 0,
    seconds: 0,
    takenAt: null,
    newSince: 0,
    keptUntil: null,
    ...change,
  };
}

const provedAt = new Date(2026, 2, 10, 21, 4).toISOString();
const said = (change: Partial<TakenAudit>): string => plain(stateOf(audit(change), now).words);

it('calls whole only what was read again and to which nothing was added since', () => {
  expect(said({})).toBe('here, not proved yet');
  expect(said({ takenAt: provedAt })).toBe('whole, proved at 21:04');
  expect(said({ takenAt: new Date(2026, 2, 8, 9, 0).toISOString() })).toBe('whole, proved on 8 Mar 2026');
  expect(said({ takenAt: provedAt, newSince: 3, here: 197 })).toBe('3 items are new since');
  expect(said({ takenAt: provedAt, newSince: 1 })).toBe('1 item is new since');
  expect(said({ here: 60 })).toBe('60 of 200 here');
  expect(said({ here: 0 })).toBe('not here yet');
});

it('says what is mine of an audit', () => {
  expect(plain(factsOf(audit({ dueAt: new Date(2026, 2, 15).toISOString() })))).toBe(
    '200 answers of yours · 140 to judge · 1.4 MB · due 15 Mar 2026',
  );
  expect(plain(factsOf(audit({ open: 0 })))).toContain('all judged');
});

it('adds up what is chosen, and says no time that is not known', () => {
  const first = audit({ here: 150, missingBytes: 400_000, seconds: 20 });
  const load = loadOf([first, audit()]);
  expect(load).toEqual({ items: 400, bytes: 2_800_000, missing: 50, missingBytes: 400_000, seconds: 20 });
  expect(plain(loadWords(load))).toBe('400 answers, 2.8 MB. To fetch: 50 answers, 400 kB, about 20 seconds.');
  expect(plain(loadWords(loadOf([{ ...first, seconds: null }])))).toContain('is not known yet');
  expect(plain(loadWords(loadOf([audit()])))).toMatch(/Nothing is to be fetched/);
});

it('says the proof, and what becomes of the work, in plain words', () => {
  expect(plain(proofWords({ items: 200, bytes: 1_400_000, at: provedAt }, now))).toBe(
    'Read again and compared with the draw at 21:04, byte for byte: 1.4 MB.',
  );
  expect(plain(returnWords(12, true))).toMatch(/^12 acts of yours wait here. They go by themselves/);
  expect(returnWords(1, true)).toMatch(/^1 act of yours waits here. It goes by itself/);
  expect(returnWords(0, true)).toMatch(/^Nothing waits/);
  expect(returnWords(0, false)).toMatch(/works alone/);
});
