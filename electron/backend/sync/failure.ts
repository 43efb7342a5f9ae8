/**
 * Why a talk with the hub failed, sorted by what the device does about it. Knows codes and HTTP, not the loop.
 *
 * Invariant: whatever a proxy, a captive portal or a broken hub may answer ends in one of these kinds; only `HubFailure`
 * leaves the HTTP layer.
 */
import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import type { ErrorCode, Problem } from '../../../shared/contract/errors.ts';
import { problem } from '../../../shared/contract/errors.ts';

export type FailureKind =
  /** No usable answer: network, time-out, portal, damaged page, hub in trouble. Try again later. */
  | 'unreachable'
  /** The token is not (any more) accepted. */
  | 'signed_out'
  /** The hub knows another history of this ledger, or expects an earlier event: compare and go on. */
  | 'ledger_differs'
  /** An event does not fit its chain: nobody but a person can help. */
  | 'ledger_broken'
  /** The cursor belongs to another epoch of the feed: read again from the start. */
  | 'feed_restarted'
  /** More than one of both sides accepts. */
  | 'too_large'
  /** Refused for good. */
  | 'refused';

const codes: Record<FailureKind, ErrorCode> = {
  unreachable: 'HUB_UNREACHABLE',
  signed_out: 'UNAUTHORIZED',
  ledger_differs: 'LEDGER_FORK',
  ledger_broken: 'LEDGER_BROKEN',
  feed_restarted: 'HUB_UNREACHABLE',
  too_large: 'TOO_LARGE',
  refused: 'HUB_REFUSED',
};

export class HubFailure extends Error {
  readonly kind: FailureKind;
  /** As the renderer is told when it asked for what failed. */
  readonly code: ErrorCode;
  readonly problem: Problem;
  /** How long the hub asks to wait, if it does, milliseconds. */
  readonly retryAfterMs: number | null;
  /** The code that the hub answered with; null when it did not answer. */
  readonly answered: string | null;

  constructor(
    kind: FailureKind,
    of: Problem,
    more: { retryAfterMs?: number | null; answered?: string; cause?: unknown } = {},
  ) {
    super(of.what, { cause: more.cause });
    this.name = 'HubFailure';
    this.kind = kind;
    this.code = codes[kind];
    this.problem = of;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.answered = more.answered ?? null;
  }
}

/** No usable answer came; `why` in a few words. */
export function unreachable(why: string, cause?: unknown, retryAfterMs: number | null = null): HubFailure {
  const what = `The hub cannot be reached: ${why}.`;
  const remedy = 'Nothing to do: your work is stored here and is sent as soon as the hub answers.';
  return new HubFailure('unreachable', { what, remedy }, { retryAfterMs, cause });
}

/** Nothing can be asked, because this device belongs to no hub. */
export function noHub(): HubFailure {
  const what = 'This device is not connected to a hub.';
  return new HubFailure('refused', { what, remedy: 'Connect it on the Sync screen first.' });
}

/** The token of this device is not accepted, or is not here any more. */
export function signedOut(): HubFailure {
  const what = 'You are signed out of the hub.';
  const remedy = 'Sign in again with a valid token on the Sync screen.';
  return new HubFailure('signed_out', { what, remedy });
}

/** The hub stands at an event that is not the one this device has there. */
export function ledgerDiffers(): HubFailure {
  const what = 'The hub knows another history of this ledger.';
  return new HubFailure('ledger_differs', {
    what,
    remedy: 'Nothing to do: both are compared and work goes on.',
  });
}

/** The hub began its feed anew, as after a restore: the device's cursor means nothing to it. */
export function feedRestarted(): HubFailure {
  const what = 'The hub has started its list of changes anew.';
  return new HubFailure('feed_restarted', { what, remedy: 'Nothing to do: everything is read again.' });
}

/** The failure that an answer with this code or status means. `data` is the problem that came with it, if any. */
export function failureOfAnswer(
  code: string,
  status: number,
  data: unknown,
  retryAfterMs: number | null = null,
): HubFailure {
  const read = problem.safeParse(data);
  const detail = read.success ? read.data : null;
  const kind = kindOfAnswer(code, status);
  const told: Problem = { ...(detail ?? fallback(kind, code)), ...remedies[kind] };
  return new HubFailure(kind, told, { answered: code, retryAfterMs });
}

/** What an error thrown by a contract call means; errors that have nothing to do with the hub pass through. */
export function toHubFailure(error: unknown): unknown {
  if (error instanceof HubFailure) return error;
  if (error instanceof ORPCError) return failureOfAnswer(error.code, error.status, error.data);
  if (error instanceof ValidationError) {
    return unreachable('its answer does not fit the agreed form', error);
  }
  return error;
}

function kindOfAnswer(code: string, status: number): FailureKind {
  if (code === 'LEDGER_FORK' || code === 'LEDGER_GAP') return 'ledger_differs';
  if (code === 'LEDGER_BROKEN') return 'ledger_broken';
  if (status === 401) return 'signed_out';
  if (status === 413) return 'too_large';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'unreachable';
  return 'refused';
}

function fallback(kind: FailureKind, code: string): Problem {
  return {
    what: kind === 'unreachable' ? `The hub is in trouble (${code}).` : `The hub answered ${code}.`,
    remedy: 'Try again; if it stays, tell those who run the hub.',
  };
}

/** Where this device knows better than the hub what its person can do. */
const remedies: Partial<Record<FailureKind, { remedy: string }>> = {
  signed_out: {
    remedy:
      'Sign in again with a valid token. Until then everything you do is kept here and sent afterwards.',
  },
  ledger_broken: {
    remedy:
      'Export the ledger on the Trail screen and send it to those who run the hub. Work can go on; it stays on this computer until this is settled.',
  },
};
