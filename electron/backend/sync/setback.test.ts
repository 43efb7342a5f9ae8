import { expect, it } from 'vitest';
import { setbackOf } from './setback.ts';

it('waits for a person after what would be answered alike again', () => {
  for (const kind of ['ledger_broken', 'too_large', 'refused'] as const) {
    expect(setbackOf({ kind }), kind).toEqual({ phase: 'halted', isOnline: true });
  }
  expect(setbackOf({ kind: 'signed_out' })).toEqual({ phase: 'signed_out', isOnline: true });
});

it('comes back by itself after what may pass, and knows that a hub which answered is there', () => {
  expect(setbackOf({ kind: 'unreachable' })).toEqual({ phase: 'waiting', isOnline: false });
  expect(setbackOf({ kind: 'feed_restarted' })).toEqual({ phase: 'waiting', isOnline: true });
  expect(setbackOf({ kind: 'ledger_differs' })).toEqual({ phase: 'waiting', isOnline: true });
});

it('says nothing of the line after an error of this device', () => {
  expect(setbackOf(null)).toEqual({ phase: 'waiting', isOnline: null });
});
