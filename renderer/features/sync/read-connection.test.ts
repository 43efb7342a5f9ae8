import { describe, expect, it } from 'vitest';
import { readHubAddress, readToken } from './read-connection.ts';

describe('the address of a hub', () => {
  it('is completed the way people leave it out', () => {
    expect(readHubAddress(' assay.example.org ')).toEqual({ ok: true, value: 'https://assay.example.org' });
    expect(readHubAddress('localhost:8787')).toEqual({ ok: true, value: 'http://localhost:8787' });
    expect(readHubAddress('https://example.org/assay/')).toEqual({
      ok: true,
      value: 'https://example.org/assay',
    });
  });

  it('is refused with a sentence when it cannot be one', () => {
    for (const typed of ['', 'ftp://example.org', 'https://', 'a b c', 'https://me:secret@example.org']) {
      expect(readHubAddress(typed).ok, typed).toBe(false);
    }
  });
});

describe('a token', () => {
  it('loses the white space that copying adds and nothing else', () => {
    expect(readToken(` ${'a'.repeat(20)}\n`)).toEqual({ ok: true, value: 'a'.repeat(20) });
  });

  it('is refused when it was not copied whole', () => {
    expect(readToken('abc').ok).toBe(false);
    expect(readToken('').ok).toBe(false);
  });
});
