/**
 * Makes guessing and flooding cheap to refuse: an address from which too many sign-ins failed within a minute is refused
 * without a look at the database. Tokens that were good lately pass, so that people behind the same address go on.
 *
 * Must not know what a token is worth: whoever passes is still looked up. Invariant: memory stays below a limit, however
 * many addresses and tokens are made up.
 */
import { isIP } from 'node:net';

const windowMs = 60_000;
const usualFailures = 60;
const mostAddresses = 20_000;
const mostTokens = 20_000;
/** How long a token that was good passes by its hash alone. */
const trustMs = 600_000;

interface Attempts {
  count: number;
  until: number;
}

export class SignInGuard {
  readonly #failuresPerMinute: number;
  readonly #attempts = new Map<string, Attempts>();
  readonly #trusted = new Map<string, number>();

  constructor(failuresPerMinute = usualFailures) {
    this.#failuresPerMinute = failuresPerMinute;
  }

  isTrusted(hash: string, now: number): boolean {
    return (this.#trusted.get(hash) ?? 0) > now;
  }

  /**
   * Counts an attempt from an address; null when it may be made, otherwise in how many seconds the next one may.
   * Attempts count before they are decided, so that a flood at once is not faster than the answers to it.
   */
  begin(address: string, now: number): number | null {
    const known = this.#attempts.get(address);
    if (known === undefined || known.until <= now) {
      makeRoom(this.#attempts, mostAddresses);
      this.#attempts.set(address, { count: 1, until: now + windowMs });
      return null;
    }
    if (known.count >= this.#failuresPerMinute) return Math.max(1, Math.ceil((known.until - now) / 1000));
    known.count += 1;
    return null;
  }

  /** Takes back the attempt: it was a good one. */
  succeed(address: string, hash: string, now: number): void {
    const known = this.#attempts.get(address);
    if (known !== undefined && known.count > 0) known.count -= 1;
    this.#trusted.delete(hash);
    makeRoom(this.#trusted, mostTokens);
    this.#trusted.set(hash, now + trustMs);
  }

  /** A token that is no longer good. */
  distrust(hash: string): void {
    this.#trusted.delete(hash);
  }
}

/** Forgets the oldest entry of a full map. */
function makeRoom(map: Map<string, unknown>, most: number): void {
  if (map.size < most) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

/** The address that limits count by: of IPv6 the network of a subscriber (/64), which one machine has whole. */
export function addressOf(ip: string): string {
  const kind = isIP(ip);
  if (kind === 0) return 'unknown';
  if (kind === 4) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = ip.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
