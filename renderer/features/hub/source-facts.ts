/** What is said about sources, arrivals and strata. Pure. */
import type { BatchReport, HubSource } from '../../../shared/contract/hub-traces.ts';
import { formatCount, formatCounted, formatDay } from '../../lib/format.ts';

/** Days that the traces of a source span. */
export function windowInWords({ firstAt, lastAt }: Pick<HubSource, 'firstAt' | 'lastAt'>): string {
  if (firstAt === null || lastAt === null) return 'no trace yet';
  const [from, to] = [formatDay(firstAt), formatDay(lastAt)];
  return from === to ? from : `${from} to ${to}`;
}

const written: Readonly<Record<string, string>> = {
  url: 'URL',
  iban: 'IBAN',
  id: 'ID',
  us: 'US',
  ssn: 'SSN',
  mac: 'MAC',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  email: 'e-mail',
};

/** A kind of masked place as people write it: `us_ssn` is "US SSN", `private_key` "Private key". */
export function kindTitle(kind: string): string {
  const words = kind
    .split('_')
    .map((one) => written[one] ?? one)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every kind of masked place with its count, most first; nothing where nothing was masked. */
export function maskedInWords(masked: BatchReport['masked']): string {
  return Object.entries(masked)
    .filter(([, count]) => count > 0)
    .toSorted(([a, many], [b, more]) => more - many || a.localeCompare(b, 'en'))
    .map(([kind, count]) => `${kindTitle(kind)} ${formatCount(count)}`)
    .join(' · ');
}

export function maskedTotal(masked: BatchReport['masked']): number {
  return Object.values(masked).reduce((sum, count) => sum + count, 0);
}

/** What declaring these dimensions costs and gives, in sentences. `cells`: strata that their values could make. */
export function costInWords(source: Pick<HubSource, 'traceCount'>, cells: number, chosen: number): string {
  if (chosen === 0) {
    return 'Without any, a draw by strata looks through every trace: right, but slower the more there are.';
  }
  const anew =
    source.traceCount === null || source.traceCount === 0
      ? ''
      : ` Changing them indexes ${formatCounted(source.traceCount, 'trace')} anew; until that is done, sending and drawing wait.`;
  const strata = cells <= 10_000 ? `up to ${formatCounted(cells, 'stratum', 'strata')}` : 'very many strata';
  return `A draw by some of these costs by the sample, not by the frame. They make ${strata}.${anew}`;
}

/** Strata that the values of some dimensions could make. */
export function cellsOf(
  dimensions: readonly { dimension: string; distinct: number }[],
  chosen: readonly string[],
): number {
  return dimensions
    .filter((one) => chosen.includes(one.dimension))
    .reduce((product, one) => product * one.distinct, 1);
}
