import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson, digestOf, saltedSha256Hex, sha256Hex, uuidFromText } from './canonical.ts';

/** A double from its bits, as appendix B of RFC 8785 lists them. */
function fromBits(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe('canonical JSON', () => {
  it('is what the library writes, whatever the keys and however deep', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '10',
        '9',
        '01',
        '-1',
        '4294967295',
        '__proto__',
        'constructor',
        'a',
        '\ufb33',
        '\ud83d\ude00',
      ),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false, -0, 1e21, 1e-7, 0.1),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((members) => Object.fromEntries(members)),
      ),
    }));
    fc.assert(
      fc.property(value, (held) => {
        expect(canonicalJson(held)).toBe(canonicalize(held));
      }),
      { numRuns: 1000 },
    );
    let deep: unknown = { b: 1, a: 2 };
    for (let depth = 0; depth < 300; depth += 1) deep = { z: deep, y: [deep === null] };
    expect(canonicalJson(deep)).toBe(canonicalize(deep));
  });

  // RFC 8785, appendix B.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number with bits %s as %s', (bits, expected) => {
    expect(canonicalJson(fromBits(bits))).toBe(expected);
  });

  it('orders members by UTF-16 units, so that an emoji comes before U+FB33', () => {
    const members = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\ud83d\ude00': 5,
      '\u0080': 6,
      '\u00f6': 7,
    };
    expect(Object.keys(JSON.parse(canonicalJson(members)) as object).length).toBe(7);
    expect(canonicalJson(members)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  it('orders members inside arrays and other members too, without any white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: { z: true, y: 'x' } })).toBe(
      '{"a":{"y":"x","z":true},"b":[{"c":null,"d":1}]}',
    );
  });

  it('escapes only what must be, in lower case', () => {
    expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/\u2028')).toBe(
      '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028"',
    );
  });

  it('does not depend on the order in which members were set, and parses to the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        const text = canonicalJson(value);
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('takes an undefined member for an absent one', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }));
  });

  it('keeps a member that is named like a method', () => {
    expect(canonicalJson({ toJSON: 'text', toString: 1 })).toBe('{"toJSON":"text","toString":1}');
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const refused: [string, unknown][] = [
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['minus infinity', Number.NEGATIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a big integer', 1n],
    ['half of a surrogate pair', 'a\ud800b'],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a set', new Set([1])],
    ['bytes', new Uint8Array(2)],
    ['an object that writes itself', { toJSON: () => 1 }],
    ['a cycle', cycle],
  ];

  it.each(refused)('refuses %s at the top, in an array and as a member', (_, value) => {
    for (const held of [value, [value], [1, [value]], { a: value }, { a: [{ b: value }] }]) {
      expect(() => canonicalJson(held)).toThrow(TypeError);
    }
  });

  it('refuses undefined at the top and in an array, holes included, where JSON would write null', () => {
    for (const held of [undefined, [undefined], { a: [1, undefined] }, Array.from({ length: 2 })]) {
      expect(() => canonicalJson(held)).toThrow(TypeError);
    }
    // oxlint-disable-next-line no-sparse-arrays -- the hole is what is tested
    expect(() => canonicalJson([1, , 2])).toThrow(TypeError);
  });

  it('refuses a member whose name holds half of a surrogate pair', () => {
    expect(() => canonicalJson({ '\udc00': 1 })).toThrow(TypeError);
  });
});

describe('digests', () => {
  it('are those of the standard', () => {
    // FIPS 180-2, appendix B, and the digest of nothing.
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('take the bytes of the salt before those of the text', () => {
    // The bytes 61 62 and the text "c" together are "abc".
    expect(saltedSha256Hex('6162', 'c')).toBe(sha256Hex('abc'));
  });

  it('of a structure are those of its canonical text', () => {
    expect(digestOf({ b: 1, a: 'é' })).toBe(sha256Hex('{"a":"é","b":1}'));
  });

  it('are refused for half of a surrogate pair, which would else look like U+FFFD', () => {
    expect(() => sha256Hex('\ud83d')).toThrow(TypeError);
    expect(() => saltedSha256Hex('00', 'a\ude00')).toThrow(TypeError);
    expect(sha256Hex('\ufffd')).toHaveLength(64);
  });
});

describe('a UUID from text', () => {
  it('is a valid UUID of version 8 and the variant of RFC 9562', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const uuid = uuidFromText(text);
        expect(z.uuid({ version: 'v8' }).safeParse(uuid).success).toBe(true);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('takes all but the six fixed bits from the SHA-256 of the text', () => {
    // ba7816bf 8f01 [c]fea [4]141 40de5dae2223 with version 8 and variant 10.
    expect(uuidFromText('abc')).toBe('ba7816bf-8f01-8fea-8141-40de5dae2223');
  });

  it('is the same for the same text and another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one.isWellFormed() && other.isWellFormed());
        expect(uuidFromText(one) === uuidFromText(other)).toBe(one === other);
      }),
    );
  });
});
