import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { isRetryable, problemOf } from './problem.ts';

describe('what a failed call shows', () => {
  it('is what the backend declared, word for word', () => {
    const data = { what: 'The file is gone.', where: 'a.csv', remedy: 'Put it back.' };
    expect(problemOf(new ORPCError('SOURCE_UNREADABLE', { data }))).toEqual({
      code: 'SOURCE_UNREADABLE',
      ...data,
    });
    expect(isRetryable(new ORPCError('SOURCE_UNREADABLE', { data }))).toBe(false);
  });

  it('says that the backend does not answer, whether a call or a part of a screen could not be fetched', () => {
    for (const error of [
      new TypeError('Failed to fetch'),
      new Error('Unable to preload CSS for /assets/plan.css'),
    ]) {
      expect(problemOf(error).code).toBe('BACKEND_UNREACHABLE');
      expect(isRetryable(error)).toBe(true);
    }
  });

  it('never shows the words of a failure that nobody declared', () => {
    const shown = problemOf(new Error('ENOENT /home/me/secret'));
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(shown.remedy).not.toBe('');
  });
});
