/**
 * Makes a trace of a row of a warehouse. A prompt is one user message, or a JSON list of messages with roles; a context is
 * one passage, or a JSON list of passages. Where a text only looks like JSON it is taken as it is.
 */
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { message, passage } from '../../shared/domain/trace.ts';
import { checkTrace } from '../../shared/domain/check-trace.ts';
import { fail } from '../routes/fail.ts';
import { flagFields, numberFields } from './view.ts';

/** Texts of the mapped columns by field; null where a column has none. */
export interface WarehouseRow {
  id: string;
  atMs: number;
  texts: ReadonlyMap<string, string | null>;
}

/** Throws SOURCE_UNREADABLE for a row that is no trace. */
export function traceOfRow({ id, atMs, texts }: WarehouseRow): Trace {
  const attributes: [string, string][] = [];
  const judge: { name: string; verdict: string }[] = [];
  const candidate: Record<string, unknown> = { context: [] };
  for (const [field, text] of texts) {
    if (text === null || text === '') continue;
    if (field.startsWith('attributes.')) attributes.push([field.slice('attributes.'.length), text]);
    else if (field.startsWith(JUDGE_FACET))
      judge.push({ name: field.slice(JUDGE_FACET.length), verdict: text });
    else candidate[field] = valueOf(field, text);
  }
  if (attributes.length > 0) candidate['attributes'] = Object.fromEntries(attributes);
  if (judge.length > 0) candidate['judge'] = judge;
  const checked = checkTrace({ ...candidate, id, occurredAt: new Date(atMs).toISOString() });
  if ('trace' in checked) return checked.trace;
  throw fail('SOURCE_UNREADABLE', {
    what: `A row of the warehouse is no trace: ${checked.fault.reason}`,
    where: `id ${id}`,
    remedy: 'Leave such rows out by a view, or map the column to attributes.<name>, which takes any text.',
  });
}

function valueOf(field: string, text: string): unknown {
  if (field === 'prompt') {
    const messages = listOf(text, (one) => message.safeParse(messageOf(one))) ?? [];
    return messages.length === 0 ? [{ role: 'user', text }] : messages;
  }
  if (field === 'context') {
    return listOf(text, (one, at) => passage.safeParse(passageOf(one, at + 1))) ?? [{ text, rank: 1 }];
  }
  if (numberFields.has(field)) return Number(text);
  if (flagFields.has(field)) return text === 'true' || (text === 'false' ? false : text);
  return text;
}

const objectOf = (one: unknown): Record<string, unknown> =>
  typeof one === 'object' && one !== null ? { ...one } : {};

/** As logs write messages: `role` or `speaker`, `text` or `content`; what else they say is left out. */
function messageOf(one: unknown): unknown {
  const { role, speaker, text, content } = objectOf(one);
  return { role: role ?? speaker, text: text ?? content };
}

/** A text, or an object with `text` or `content`; what a passage has no field for is left out. */
function passageOf(one: unknown, rank: number): unknown {
  if (typeof one === 'string') return { text: one, rank };
  const { text, content, title, url, sourceId, score } = objectOf(one);
  return {
    text: text ?? content,
    rank,
    title: title ?? undefined,
    url: url ?? undefined,
    sourceId: sourceId ?? undefined,
    score: typeof score === 'number' ? score : undefined,
  };
}

/** Parts of a JSON list of which every one can be read, or of an empty one; null for any other text. */
function listOf<T>(
  text: string,
  read: (one: unknown, at: number) => { success: true; data: T } | { success: false },
): T[] | null {
  if (!text.startsWith('[')) return null;
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  const parts = list.map(read);
  return parts.every((part) => part.success) ? parts.map((part) => part.data) : null;
}
