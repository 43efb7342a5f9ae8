import { expect, it } from 'vitest';
import { randomIds } from './outside.ts';
import { hashToken, readBearer, tokenText } from './tokens.ts';

it('a token holds 256 bits and is never the same', () => {
  const tokens = Array.from({ length: 100 }, () => tokenText(randomIds.secret()));
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token.slice('assay_'.length), 'base64url')).toHaveLength(32);
});

it('a token is read from a bearer header and from nothing else', () => {
  expect(readBearer('Bearer abc')).toBe('abc');
  expect(readBearer('bearer   abc')).toBe('abc');
  for (const header of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    `Bearer ${'x'.repeat(501)}`,
  ]) {
    expect(readBearer(header), header).toBeNull();
  }
});

it('the hash of a token is its SHA-256', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
