/** Parts of a trace that spans and exports speak of, and how documents and verdicts become them. */
import type { Trace } from '../../../shared/domain/trace.ts';
import { isObject } from '../chat.ts';
import { cut, toNumber } from './attributes.ts';

export type { Message, Passage } from '../../../shared/domain/trace.ts';
export type Judgement = NonNullable<Trace['judge']>[number];
type Ranked = Trace['context'][number];

export interface Document {
  id?: unknown;
  text?: unknown;
  score?: unknown;
  metadata?: unknown;
}

/** A passage of rank `rank`; one whose text was not sent still says that it was there. */
export function toPassage(of: Document, rank: number): Ranked {
  const about = isObject(of.metadata) ? of.metadata : {};
  const id = labelOf(of.id) ?? labelOf(about['id']) ?? labelOf(about['source']);
  const title = labelOf(about['title']) ?? labelOf(about['file_name']) ?? labelOf(about['name']);
  const url = labelOf(about['url']) ?? labelOf(about['link']) ?? labelOf(about['source_url']);
  const score = toNumber(of.score);
  const updatedAt = timeOf(about['updated_at'] ?? about['updatedAt'] ?? about['last_modified']);
  return {
    ...(id === undefined ? {} : { sourceId: cut(id, 1000) }),
    ...(title === undefined ? {} : { title }),
    text: typeof of.text === 'string' ? of.text : '',
    rank,
    ...(score === undefined ? {} : { score }),
    ...(url === undefined ? {} : { url }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}

/** Passages in this order, each once, ranked from 1. */
export function rankPassages(passages: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  const ranked: Ranked[] = [];
  for (const one of passages) {
    const key = JSON.stringify([one.sourceId ?? null, one.text]);
    if (seen.has(key)) continue;
    seen.add(key);
    ranked.push({ ...one, rank: ranked.length + 1 });
  }
  return ranked;
}

/** What an automatic scorer said; null for one that said nothing, or that is a person. */
export function toJudgement(of: {
  name: unknown;
  version?: unknown;
  label?: unknown;
  score?: unknown;
  by?: unknown;
}): Judgement | null {
  const name = labelOf(of.name);
  const score = toNumber(of.score);
  const verdict = labelOf(of.label) ?? (score === undefined ? undefined : String(score));
  if (name === undefined || verdict === undefined) return null;
  if (typeof of.by === 'string' && /^(human|annotation)$/i.test(of.by)) return null;
  const version = labelOf(of.version);
  const isProbability = score !== undefined && score >= 0 && score <= 1;
  return {
    name: cut(name, 200),
    ...(version === undefined ? {} : { version: cut(version, 200) }),
    verdict: cut(verdict, 200),
    ...(isProbability ? { probability: score } : {}),
  };
}

function labelOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A time as ISO 8601 in UTC with milliseconds; undefined for what is none. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const ms = typeof value === 'number' ? value : Date.parse(value);
  // Years beyond four digits have another form.
  return Math.abs(ms) < 8.64e15 && ms >= -62_167_219_200_000 && ms < 253_402_300_800_000
    ? new Date(ms).toISOString()
    : undefined;
}
