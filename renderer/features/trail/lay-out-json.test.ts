import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import { layOutJson } from './lay-out-json.ts';

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
