/**
 * Spans of a decoded request, each checked by itself: one that cannot be read does not take the others along. Must not
 * know vocabularies.
 *
 * Invariant: every span of the request gives one entry, numbered from 1 in the order of the request.
 */
import type { Reject } from '../../../shared/contract/hub-traces.ts';
import type { Attributes, Value } from './attributes.ts';
import { noAttributes, toNumber } from './attributes.ts';

export interface IncomingSpan {
  /** 32 and 16 lower case hex digits. */
  traceId: string;
  spanId: string;
  parentId: string | null;
  name: string;
  /** Milliseconds since 1970, with microseconds behind the point. */
  startMs: number;
  endMs: number;
  attributes: Attributes;
  events: { name: string; attributes: Attributes }[];
}

export interface ReadSpan {
  line: number;
  /** Of what the service says of itself. */
  resource: Attributes;
  read: { ok: true; span: IncomingSpan } | { ok: false; reject: Pick<Reject, 'code' | 'reason'> };
}

/** Deepest nesting of an attribute's value. */
const deepest = 32;
const mostAttributes = 20_000;

class BadSpan extends Error {}

/** Every span of the request. `request` is what `decodeRequest` gave. */
export function readSpans(request: object): ReadSpan[] {
  const spans: ReadSpan[] = [];
  for (const group of listOf(request, 'resourceSpans')) {
    const resource = readResource(group);
    for (const scope of [...listOf(group, 'scopeSpans'), ...listOf(group, 'instrumentationLibrarySpans')]) {
      for (const span of listOf(scope, 'spans')) {
        spans.push({ line: spans.length + 1, resource, read: readSpan(span) });
      }
    }
  }
  return spans;
}

function readResource(group: unknown): Attributes {
  try {
    return readAttributes(memberOf(group, 'resource'));
  } catch {
    // Its spans say what they have to say themselves.
    return noAttributes;
  }
}

function readSpan(span: unknown): ReadSpan['read'] {
  try {
    return { ok: true, span: toSpan(span) };
  } catch (error) {
    const reason = error instanceof BadSpan ? error.message : 'the span cannot be read';
    return { ok: false, reject: { code: 'BAD_VALUE', reason } };
  }
}

function toSpan(span: unknown): IncomingSpan {
  const parent = memberOf(span, 'parentSpanId');
  const startMs = readTime(span, 'startTimeUnixNano');
  const endMs = readTime(span, 'endTimeUnixNano');
  if (startMs === null) throw new BadSpan('startTimeUnixNano is no time');
  const name = memberOf(span, 'name');
  return {
    traceId: readId(memberOf(span, 'traceId'), 'traceId', 32),
    spanId: readId(memberOf(span, 'spanId'), 'spanId', 16),
    parentId: isEmptyId(parent) ? null : readId(parent, 'parentSpanId', 16),
    name: typeof name === 'string' ? name : '',
    startMs,
    endMs: Math.max(startMs, endMs ?? startMs),
    attributes: readAttributes(span),
    events: listOf(span, 'events').map((event) => {
      const called = memberOf(event, 'name');
      return { name: typeof called === 'string' ? called : '', attributes: readAttributes(event) };
    }),
  };
}

function isEmptyId(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value instanceof Uint8Array) return value.every((byte) => byte === 0);
  return typeof value === 'string' && /^0+$/.test(value);
}

function readId(value: unknown, name: string, length: number): string {
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  const isId = typeof hex === 'string' && hex.length === length && /^[0-9a-f]+$/i.test(hex);
  if (!isId || isEmptyId(hex)) throw new BadSpan(`${name} is not ${length} hex digits`);
  return hex.toLowerCase();
}

/** Beyond, a time is no date any more. */
const latestMs = 8_640_000_000_000_000;

function readTime(span: unknown, name: string): number | null {
  const value = memberOf(span, name);
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return inRange(value / 1_000_000);
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return null;
  const microseconds = Number(BigInt(value) / 1000n);
  return microseconds === 0 ? null : inRange(microseconds / 1000);
}

const inRange = (ms: number): number | null => (ms < latestMs ? ms : null);

function readAttributes(holder: unknown): Attributes {
  const pairs = listOf(holder, 'attributes');
  if (pairs.length > mostAttributes) throw new BadSpan(`there are more than ${mostAttributes} attributes`);
  const attributes = new Map<string, Value>();
  for (const pair of pairs) {
    const key = memberOf(pair, 'key');
    const value = readValue(memberOf(pair, 'value'), 0);
    if (typeof key === 'string' && key !== '' && value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

function readValue(of: unknown, depth: number): Value | undefined {
  if (depth > deepest) throw new BadSpan(`an attribute is nested deeper than ${deepest}`);
  if (typeof of !== 'object' || of === null) return undefined;
  const one = of as Record<string, unknown>;
  if (typeof one['stringValue'] === 'string') return one['stringValue'];
  if (typeof one['boolValue'] === 'boolean') return one['boolValue'];
  const number = toNumber(one['intValue'] ?? one['doubleValue']);
  if (number !== undefined) return number;
  if (one['arrayValue'] !== undefined) {
    const items = listOf(one['arrayValue'], 'values').map((item) => readValue(item, depth + 1));
    return items.filter((item) => item !== undefined);
  }
  if (one['kvlistValue'] === undefined) return undefined;
  const members: [string, Value][] = [];
  for (const pair of listOf(one['kvlistValue'], 'values')) {
    const key = memberOf(pair, 'key');
    const value = readValue(memberOf(pair, 'value'), depth + 1);
    if (typeof key === 'string' && value !== undefined) members.push([key, value]);
  }
  return Object.fromEntries(members);
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}

function listOf(holder: unknown, name: string): readonly unknown[] {
  const list = memberOf(holder, name);
  return Array.isArray(list) ? list : [];
}
