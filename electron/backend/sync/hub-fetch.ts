/**
 * HTTP to a hub that nothing is known about yet: bounded in time and size, and sure of what kind of text came back.
 * Everything in between (portals, proxies, login pages) is told apart from the hub here.
 *
 * Invariant: no answer is passed on unless it came whole, from the address that was asked, and in the agreed media type.
 * The token is sent to that address only: redirects are not followed.
 */
import { HubFailure, unreachable } from './failure.ts';

export interface HubFetchLimits {
  /** Until the answer begins. A batch of 4 MB over 0.5 Mbit/s takes 64 s to send. */
  answerMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
  /** Largest answer, bytes. */
  maxBytes: number;
}

export const usualLimits: HubFetchLimits = { answerMs: 90_000, idleMs: 30_000, maxBytes: 64 * 1024 * 1024 };

export interface HubAnswer {
  status: number;
  text: string;
  headers: Headers;
}

type Fetch = typeof globalThis.fetch;

/** Sends a request and reads the whole answer, which must have one of the media types. Throws `HubFailure`. */
export async function fetchWhole(
  send: Fetch,
  request: Request,
  mediaTypes: string[],
  limits: HubFetchLimits = usualLimits,
): Promise<HubAnswer> {
  const watch = startWatch(request.signal);
  try {
    watch.expect(limits.answerMs);
    const response = await send(new Request(request, { signal: watch.signal, redirect: 'manual' }));
    mustComeFromHub(response, mediaTypes);
    const text = await readText(response, limits, watch);
    return { status: response.status, text, headers: response.headers };
  } catch (error) {
    if (error instanceof HubFailure) throw error;
    throw unreachable(reasonOf(error, watch.hasExpired()), error);
  } finally {
    watch.stop();
  }
}

function mustComeFromHub(response: Response, mediaTypes: string[]): void {
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  if (isRedirect) throw unreachable('another page answers in its place (a login page of this network?)');
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaTypes.includes(type)) return;
  const isTrouble = response.status === 429 || response.status >= 500;
  const why = isTrouble
    ? `something before it answers with status ${response.status}`
    : `its address answers with ${type === '' ? 'something unknown' : type} (a login page of this network?)`;
  throw unreachable(why, undefined, retryAfterMs(response.headers));
}

async function readText(response: Response, limits: HubFetchLimits, watch: Watch): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  let bytes = 0;
  watch.expect(limits.idleMs);
  for await (const chunk of response.body) {
    watch.expect(limits.idleMs);
    bytes += chunk.byteLength;
    if (bytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function tooLarge(maxBytes: number): HubFailure {
  return new HubFailure('too_large', {
    what: `The hub sends more than ${Math.round(maxBytes / 1024 / 1024)} MB at once.`,
    remedy: 'Tell those who run the hub; nothing of it was stored, and work can go on.',
  });
}

/** Milliseconds of a `Retry-After` header in seconds; null when there is none. */
export function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

interface Watch {
  signal: AbortSignal;
  /** Aborts unless called again, or stopped, within `ms`. */
  expect(ms: number): void;
  hasExpired(): boolean;
  stop(): void;
}

function startWatch(outer: AbortSignal): Watch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isExpired = false;
  const abort = (): void => controller.abort(outer.reason);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    expect: (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isExpired = true;
        controller.abort();
      }, ms);
    },
    hasExpired: () => isExpired,
    stop: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing answers at its address',
  ENOTFOUND: 'its name is not known on this network',
  EAI_AGAIN: 'this computer seems to be offline',
  ENETUNREACH: 'this computer seems to be offline',
  EHOSTUNREACH: 'this computer seems to be offline',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted by this computer',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted by this computer',
};

function reasonOf(error: unknown, hasExpired: boolean): string {
  if (hasExpired) return 'it does not answer in time';
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? 'the connection failed';
}
