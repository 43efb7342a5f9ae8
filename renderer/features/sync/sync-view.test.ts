import { describe, expect, it } from 'vitest';
import { syncPhases } from '../../../shared/contract/status.ts';
import type { SyncStatus } from '../../../shared/contract/status.ts';
import { phaseView, proofSentence } from './sync-view.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const status: SyncStatus = {
  isOnline: true,
  phase: 'idle',
  hubUrl: 'http://127.0.0.1:8787',
  waiting: 0,
  refused: 0,
  acknowledged: 12,
  lastSyncedAt: null,
  nextAttemptAt: null,
  error: null,
};

describe('the phase of sync in words', () => {
  it('never says "in step" while something waits', () => {
    for (const phase of syncPhases) {
      expect(phaseView({ ...status, phase, waiting: 3 }).title).not.toBe('In step with the hub');
    }
    expect(phaseView(status).title).toBe('In step with the hub');
  });

  it('says that work goes on whenever the hub cannot be reached', () => {
    for (const phase of ['waiting', 'signed_out', 'halted'] as const) {
      expect(phaseView({ ...status, phase, isOnline: false, waiting: 1 }).detail).toContain('Work goes on');
    }
  });

  it('tells how many events are kept here', () => {
    const view = phaseView({ ...status, phase: 'waiting', isOnline: false, waiting: 3 });
    expect(view.title).toBe('Offline');
    expect(plain(view.detail)).toContain('3 events kept safe here');
    expect(plain(phaseView({ ...status, phase: 'signed_out', waiting: 1 }).detail)).toContain(
      '1 event kept safe here',
    );
  });

  it('has a mark of its own for good, waiting and stopped', () => {
    const marks = (['idle', 'waiting', 'halted', 'no_hub'] as const).map(
      (phase) => phaseView({ ...status, phase }).mark,
    );
    expect(new Set(marks).size).toBe(4);
  });
});

describe('the proof as a sentence', () => {
  const proof = { isComplete: true, localEvents: 214, hubEvents: 214, headsMatch: true };

  it('says that nothing is missing only when the proof says so', () => {
    expect(plain(proofSentence(proof))).toBe(
      'Nothing is missing: 214 events here, 214 at the hub, and the heads match.',
    );
    expect(proofSentence({ ...proof, isComplete: false })).toContain('Not complete');
  });

  it('says how far the hub is behind, and when histories differ', () => {
    expect(
      plain(proofSentence({ ...proof, isComplete: false, hubEvents: 210, headsMatch: false })),
    ).toContain('lacks 4 events');
    expect(proofSentence({ ...proof, isComplete: false, headsMatch: false })).toContain('histories differ');
  });
});
