/**
 * How counts, times and ids are written on screen. Pure: `now` is passed in where it matters.
 */
const NBSP = '\u00a0';
const counts = new Intl.NumberFormat('en');
const bytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const dayTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function formatCount(value: number): string {
  return counts.format(value);
}

/** `1 item`, `3 items`. */
export function formatCounted(value: number, one: string, many = `${one}s`): string {
  return `${counts.format(value)}${NBSP}${value === 1 ? one : many}`;
}

export function formatBytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${bytes.format(value / 1000 ** step)}${NBSP}${units[step]}`;
}

/** `0:34`, `12:05`, `1:02:05`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

export function formatDayTime(iso: string): string {
  return dayTime.format(new Date(iso));
}

export function formatClock(iso: string): string {
  return clock.format(new Date(iso));
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `3 weeks ago`, `in 2 days`, `just now`. */
export function formatAgo(iso: string, now: number): string {
  const difference = new Date(iso).getTime() - now;
  for (const [unit, ms] of steps) {
    if (Math.abs(difference) >= ms) return relative.format(Math.trunc(difference / ms), unit);
  }
  return 'just now';
}

/** Age at a point in time: `3 weeks old`. */
export function formatAge(iso: string, at: string): string {
  const difference = new Date(at).getTime() - new Date(iso).getTime();
  for (const [unit, ms] of steps) {
    const count = Math.floor(difference / ms);
    if (count >= 1) return `${count}${NBSP}${count === 1 ? unit : `${unit}s`} old`;
  }
  return difference < 0 ? 'newer than the answer' : 'fresh';
}

/** A sentence whose numbers keep their sign of per cent on the same line. */
export function unbroken(sentence: string): string {
  return sentence.replaceAll(/(\d) %/g, `$1${NBSP}%`);
}
