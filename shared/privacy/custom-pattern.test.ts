import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customRule } from './custom-pattern.ts';
import { maskText } from './mask.ts';
import { compileRules, RuleFault, usualRules } from './rule-set.ts';

const maskBy = (pattern: string, text: string): string => {
  const rule = customRule('own', pattern);
  if ('fault' in rule) throw new Error(rule.fault);
  return maskText(text, { version: 'x', rules: [rule.rule] }).text;
};
const faultOf = (pattern: string): string | null => {
  const rule = customRule('own', pattern);
  return 'fault' in rule ? rule.fault : null;
};

describe('a pattern of one’s own', () => {
  it.each([
    ['KD-\\d{6,8}', 'for KD-123456.', 'for [own].'],
    ['\\b[A-Z]{2,3}-\\d+\\b', 'AB-1 and ABCD-2', '[own] and ABCD-2'],
    ['(?:Akte|Fall) \\d{1,5}', 'Akte 12, Fall 345', '[own], [own]'],
    ['pi|ka?', 'pi ka k', '[own] [own] [own]'],
    ['[^\\]a-z]{2}', 'ab12cd', 'ab[own]cd'],
    ['\\p{Lu}\\.\\d', 'Ä.1', '[own]'],
    ['x{3}', 'xxxx', '[own]x'],
    ['\\{\\d+\\}', '{12}', '[own]'],
  ])('%s makes of %j %j', (pattern, before, after) => {
    expect(maskBy(pattern, before)).toBe(after);
  });

  it.each([
    '(a+)+',
    '(a|a)*b',
    '(a*)*',
    '(.*)(.*)x',
    '.+.+x',
    '([a-z]+)*\\d',
    '\\d+-\\d+-\\d+',
    '(a|b|ab){1,12}',
    '(x{1,40}){1,40}',
  ])('%s is refused: it can be read in too many ways', (pattern) => {
    expect(faultOf(pattern)).toMatch(/ways|empty/);
  });

  it.each([
    ['(?=a)b', /look-around/],
    ['(?<n>a)', /look-around or a named group/],
    ['(a)\\1', /back-reference/],
    ['\\k<a>', /back-reference/],
    ['a*', /empty text/],
    ['', /empty text/],
    ['\\b', /empty text/],
    ['(a', /without a \)/],
    ['a)', /without a \(/],
    ['[a', /without a \]/],
    ['*a', /nothing before it/],
    ['a{2000}', /more than 100/],
    ['a{3,2}', /before its beginning/],
    ['a{x', /begins no repetition/],
    ['a++', /repeats a repetition/],
    ['[z-a]', /no regular expression/],
    ['\\p{Nope}', /no regular expression/],
  ])('%s is refused with a reason', (pattern, reason) => {
    expect(faultOf(pattern)).toMatch(reason);
  });

  it('is compiled or refused, whatever was written, and then ends on every text', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '[ab]',
      '(',
      ')',
      '(?:',
      '|',
      '*',
      '+',
      '?',
      '{1,3}',
      '{2,}',
      '^',
      '$',
      '\\b',
    );
    const text = `${'ab'.repeat(2000)}!${'a'.repeat(4000)}`;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const rule = customRule('own', parts.join(''));
        if ('fault' in rule) expect(rule.fault).not.toBe('');
        else expect(maskText(text, { version: 'x', rules: [rule.rule] }).text.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('does not find what masking has put in', () => {
    expect(maskBy('[a-z]{3,10}', 'own [email] word')).toBe('[own] [email] [own]');
    expect(maskBy('[a-z]{3,10}', '[own] [email] [own]')).toBe('[own] [email] [own]');
  });
});

describe('a set of rules', () => {
  it('has a version that says what it finds: the order of kinds does not count, a pattern does', () => {
    const version = (rules: Parameters<typeof compileRules>[0]): string => compileRules(rules).version;
    const kinds = ['email', 'phone'];
    expect(version({ kinds: ['phone', 'email'], custom: [] })).toBe(version({ kinds, custom: [] }));
    expect(version({ kinds: ['email'], custom: [] })).not.toBe(version({ kinds, custom: [] }));
    expect(version({ kinds, custom: [{ name: 'own', pattern: 'KD-\\d{6}' }] })).not.toBe(
      version({ kinds, custom: [] }),
    );
    expect(version({ kinds: [], custom: [] })).toBe('none-1');
    expect(version(usualRules)).toMatch(/^rules-[0-9a-f]{12}$/);
  });

  it('runs only the kinds that are on, and one’s own after them', () => {
    const rules = compileRules({ kinds: ['email'], custom: [{ name: 'customer', pattern: 'KD-\\d{4}' }] });
    const { text, counts } = maskText('kim@example.com, KD-1234, +49 171 1234567', rules);
    expect(text).toBe('[email], [customer], +49 171 1234567');
    expect(counts).toEqual({ email: 1, customer: 1 });
  });

  it('is refused, with the rule named, where a kind is unknown, a name is taken, or a pattern is unsafe', () => {
    const fault = (rules: Parameters<typeof compileRules>[0]): string => {
      try {
        compileRules(rules);
        return '';
      } catch (error) {
        return error instanceof RuleFault ? error.rule : '?';
      }
    };
    const own = { name: 'own', pattern: 'a' };
    expect(fault({ kinds: ['faces'], custom: [] })).toBe('faces');
    expect(fault({ kinds: [], custom: [{ name: 'email', pattern: 'a' }] })).toBe('email');
    expect(fault({ kinds: [], custom: [own, own] })).toBe('own');
    expect(fault({ kinds: [], custom: [{ name: 'slow', pattern: '(a+)+' }] })).toBe('slow');
  });
});
