/**
 * Makes of a trace as it came the row that is stored: checked, masked, written canonically, with its digest, its place in
 * the permanent random order and its facets. Must not know the database.
 *
 * Invariant: a pure function of trace, masking rules and seed, so that two hubs make the same bytes of the same trace.
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Reject } from '../../shared/contract/hub-traces.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import { checkTrace } from '../../shared/domain/check-trace.ts';
import { JUDGE_FACET, judgeVerdicts } from '../../shared/domain/facets.ts';
import { isoWeek } from '../../shared/domain/iso-week.ts';
import type { Dimension, Trace } from '../../shared/domain/trace.ts';
import { dimensionValue, NO_VALUE, standardDimensions } from '../../shared/domain/trace.ts';
import type { MaskCounts, MaskRules } from '../../shared/privacy/mask.ts';
import { maskTrace } from '../../shared/privacy/mask.ts';

const dayMs = 86_400_000;

/** An id is in two indexes, and PostgreSQL indexes no text of more than 2,704 bytes. */
const mostIdBytes = 2500;
/** Largest trace that is stored, in characters of its canonical text. */
export const mostTraceCharacters = 8 * 1024 * 1024;

export interface PreparedTrace {
  line: number;
  /** As it came, checked: to compare it under the rules of another time. Never stored. */
  raw: Trace;
  /** Masked. */
  trace: Trace;
  /** Its canonical JSON. */
  body: string;
  digest: string;
  occurredMs: number;
  retainUntilMs: number | null;
  prn: number;
  facets: Record<string, string>;
  verdicts: Map<string, string>;
  masked: MaskCounts;
}

export interface PrepareBy {
  rules: MaskRules;
  sampleSeed: string;
}

export type Prepared = { trace: PreparedTrace; fault?: never } | { fault: Pick<Reject, 'code' | 'reason'> };

/** Everything that is stored of a trace but its cell, or why it cannot be stored. */
export function prepareTrace(line: number, candidate: unknown, { rules, sampleSeed }: PrepareBy): Prepared {
  const checked = checkTrace(candidate);
  if (checked.fault !== undefined) return { fault: checked.fault };
  const raw = checked.trace;
  // A UTF-16 unit makes at most three bytes, so that most ids need no counting.
  if (raw.id.length * 3 > mostIdBytes && Buffer.byteLength(raw.id) > mostIdBytes) {
    return { fault: { code: 'BAD_VALUE', reason: `"id" is longer than ${mostIdBytes} bytes` } };
  }
  const { trace, counts } = maskTrace(raw, rules);
  const body = canonicalJson(trace);
  if (body.length > mostTraceCharacters) return { fault: tooLong };
  const verdicts = judgeVerdicts(trace);
  return {
    trace: {
      line,
      raw,
      trace,
      body,
      digest: hash('sha256', body, 'hex'),
      occurredMs: Date.parse(trace.occurredAt),
      retainUntilMs: trace.retainUntil === undefined ? null : Date.parse(trace.retainUntil),
      prn: Number.parseInt(hash('sha256', `${sampleSeed}:sample:${trace.id}`, 'hex').slice(0, 13), 16),
      facets: facetsOf(trace, verdicts),
      verdicts,
      masked: counts,
    },
  };
}

export const tooLong = {
  code: 'LINE_TOO_LONG',
  reason: `is longer than ${mostTraceCharacters / 1024 / 1024} MiB`,
} as const;

/** Digest that the trace as it came has under other masking rules. */
export function digestUnder(rules: MaskRules, raw: Trace): string {
  return hash('sha256', canonicalJson(maskTrace(raw, rules).trace), 'hex');
}

/** Whole days since 1970-01-01 UTC. */
export function dayOf(occurredMs: number): number {
  return Math.floor(occurredMs / dayMs);
}

/** Whole weeks since Monday 1969-12-29 UTC. */
export function weekOf(occurredMs: number): number {
  return Math.floor((dayOf(occurredMs) + 3) / 7);
}

/** Text of the stratum of a trace: canonical JSON of its values, in the order in which the dimensions are declared. */
export function stratumOf(facets: Readonly<Record<string, string>>, declared: readonly Dimension[]): string {
  // A list of texts has one JSON form.
  return JSON.stringify(declared.map((name) => facets[name] ?? NO_VALUE));
}

/** Every dimension that has a value, the week, and what judges said. */
function facetsOf(trace: Trace, verdicts: ReadonlyMap<string, string>): Record<string, string> {
  const facets: [string, string][] = [];
  for (const name of standardDimensions) {
    const value = dimensionValue(trace, name);
    if (value !== NO_VALUE) facets.push([name, value]);
  }
  for (const [name, value] of Object.entries(trace.attributes ?? {}))
    facets.push([`attributes.${name}`, value]);
  facets.push(['week', weekNameOf(trace.occurredAt)]);
  for (const [name, verdict] of verdicts) facets.push([`${JUDGE_FACET}${name}`, verdict]);
  return Object.fromEntries(facets);
}

let lastDay = '';
let lastWeek = '';

/** Traces arrive in the order of time, more or less: the week of the last day is kept. */
function weekNameOf(occurredAt: string): string {
  const day = occurredAt.slice(0, 10);
  if (day !== lastDay) [lastDay, lastWeek] = [day, isoWeek(occurredAt)];
  return lastWeek;
}
