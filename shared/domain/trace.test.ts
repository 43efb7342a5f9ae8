import { describe, expect, test } from 'vitest';
import { redaction } from './trace.ts';

describe('what a trace says of its masking', () => {
  test('counts under names that every database can read, so that one trace does not stop the retention of all', () => {
    const counted = (name: string) =>
      redaction.safeParse({ status: 'masked', counts: { [name]: 1 } }).success;
    expect(counted('e-mail')).toBe(true);
    expect(counted('\u0000')).toBe(false);
    expect(counted('\ud800')).toBe(false);
  });
});
