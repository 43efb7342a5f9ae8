/**
 * Turns whatever a call threw into what a person can use: what happened, where, what to do. Declared errors of the
 * contract carry it; anything else becomes a sentence of ours, never a stack.
 */
import { ORPCError } from '@orpc/client';
import { problem } from '../../shared/contract/errors.ts';

export interface ShownProblem {
  code: string;
  what: string;
  where?: string;
  remedy: string;
}

const UNREACHABLE: ShownProblem = {
  code: 'BACKEND_UNREACHABLE',
  what: 'The backend of Assay does not answer.',
  remedy: 'What is stored is safe. Wait a moment; if it does not come back, start Assay again.',
};

const UNKNOWN: ShownProblem = {
  code: 'UNEXPECTED',
  what: 'Something went wrong on this screen.',
  remedy: 'Try again. What is stored is safe.',
};

/** Also when a part of a screen that was not shown before cannot be had, because its host is gone. */
function isLostConnection(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || error.message.startsWith('Unable to preload');
}

/** What to show for a failed call. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ORPCError) {
    const code = String(error.code);
    const held = problem.safeParse(error.data);
    if (held.success) {
      const { what, where, remedy } = held.data;
      return { code, what, remedy, ...(where === undefined ? {} : { where }) };
    }
    if (code === 'UNAUTHORIZED') {
      return {
        code,
        what: 'This page has lost its access to the backend.',
        remedy: 'Open Assay again from its window or with the link that it printed.',
      };
    }
    return { ...UNKNOWN, code, what: error.message };
  }
  return isLostConnection(error) ? UNREACHABLE : UNKNOWN;
}

/** Whether asking again could help: no for everything that the backend declared. */
export function isRetryable(error: unknown): boolean {
  return !(error instanceof ORPCError) || error.code === 'INTERNAL';
}
