/** How it is said until when texts are kept on this computer. Pure: `now` is passed in. */
export interface KeptWords {
  /** `texts are kept until Fri 27 Nov, 18:00 (5 days)`. */
  words: string;
  /** `kept until Fri 27 Nov (5 days)`, for narrow places. */
  short: string;
  /** `5 days left`, for the narrowest. */
  left: string;
  tone: 'quiet' | 'warn' | 'bad';
  /** Less than two days are left. */
  isSoon: boolean;
}

const hourMs = 3_600_000;
const soonMs = 48 * hourMs;

const parts = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', options);
const weekday = parts({ weekday: 'short' });
const day = parts({ day: 'numeric', month: 'short' });
const clock = parts({ hour: '2-digit', minute: '2-digit' });

/** In the local time of this computer. */
export function keptWords(keptUntil: string, now: number): KeptWords {
  const at = new Date(keptUntil);
  const leftMs = at.getTime() - now;
  const date = `${weekday.format(at)} ${day.format(at)}`;
  const left = leftWords(leftMs);
  return {
    words: `texts are kept until ${date}, ${clock.format(at)} (${left})`,
    short: `kept until ${date} (${left})`,
    left: leftMs <= 0 ? 'their time is over' : `${left} left`,
    tone: leftMs < 12 * hourMs ? 'bad' : leftMs < soonMs ? 'warn' : 'quiet',
    isSoon: leftMs < soonMs,
  };
}

function leftWords(leftMs: number): string {
  if (leftMs <= 0) return 'over';
  const counted = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;
  if (leftMs >= soonMs) return counted(Math.floor(leftMs / (24 * hourMs)), 'day');
  if (leftMs >= hourMs) return counted(Math.floor(leftMs / hourMs), 'hour');
  return counted(Math.max(1, Math.floor(leftMs / 60_000)), 'minute');
}
