import { describe, expect, it } from 'vitest';
import { eventBodies, kindOf } from '../../shared/domain/events.ts';
import type { EventKey } from '../../shared/domain/events.ts';
import { kindInWords, stateInWords } from './event-words.ts';

describe('kinds of events in words', () => {
  it('exist for every kind that this version writes', () => {
    for (const key of Object.keys(eventBodies) as EventKey[]) {
      const { kind } = kindOf(key);
      expect(kindInWords(kind)).not.toBe(kind);
    }
  });

  it('keep the name of a kind that is not known yet', () => {
    expect(kindInWords('norming.unheardOf')).toBe('norming.unheardOf');
  });

  it('say where an event stands', () => {
    expect(stateInWords('acknowledged').word).toBe('at the hub');
    expect(stateInWords('refused').tone).toBe('bad');
  });
});
