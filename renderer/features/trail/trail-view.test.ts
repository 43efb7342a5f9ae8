import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import { eventBodies, kindOf } from '../../../shared/domain/events.ts';
import type { EventKey } from '../../../shared/domain/events.ts';
import { kindInWords, layOutJson, stateInWords } from './trail-view.ts';

describe('kinds of events in words', () => {
  it('exist for every kind that this version writes', () => {
    for (const key of Object.keys(eventBodies) as EventKey[]) {
      const { kind } = kindOf(key);
      expect(kindInWords(kind)).not.toBe(kind);
    }
  });

  it('keep the name of a kind that is not known yet', () => {
    expect(kindInWords('norming.voted')).toBe('norming.voted');
  });

  it('say where an event stands', () => {
    expect(stateInWords('acknowledged').word).toBe('at the hub');
    expect(stateInWords('refused').tone).toBe('bad');
  });
});

describe('a body laid out', () => {
  it('is indented by depth and leaves empty objects on their line', () => {
    expect(layOutJson('{"a":[1,{"b":"x,{}:"}],"c":{},"d":[]}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": "x,{}:"\n    }\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it('says exactly what was stored, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stored = canonicalJson(value);
        expect(canonicalJson(JSON.parse(layOutJson(stored)))).toBe(stored);
      }),
    );
  });

  it('keeps escaped quotes and backslashes inside their string', () => {
    const stored = canonicalJson({ text: 'a "b\\" {c}, [d]:\n' });
    expect(JSON.parse(layOutJson(stored))).toEqual(JSON.parse(stored));
  });
});
