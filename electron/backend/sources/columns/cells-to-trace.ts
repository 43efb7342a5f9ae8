/**
 * Makes a trace of mapped cells. A prompt is one user message, or a JSON list of messages with roles; a context is one
 * passage, or a JSON list of passages. Where a text only looks like JSON it is taken as it is.
 *
 * Invariant: cells that passed their checks always make a valid trace.
 */
import { findUnstorable } from '../../../../shared/domain/text.ts';
import { message } from '../../../../shared/domain/trace.ts';
import type { Mapped } from '../record-preset.ts';
import { NO_TIME, checkTrace } from '../record-preset.ts';
import { checkCell, isYes } from './cell-checks.ts';
import type { Field } from './fields.ts';
import { judgeOfField } from './fields.ts';
import { timeOfCell } from './time-of-cell.ts';

/** The trace of a row, or the reason of its first wrong cell. Cells are in the order of the fields. */
export function cellsToTrace(fields: readonly Field[], cells: readonly (string | undefined)[]): Mapped {
  const candidate: Record<string, unknown> = { occurredAt: NO_TIME, context: [] };
  const attributes: [string, string][] = [];
  const judge: { name: string; verdict: string }[] = [];
  for (const [at, field] of fields.entries()) {
    const cell = cells[at];
    const fault = checkCell(field, cell);
    if (fault !== null) return { fault };
    if (cell === undefined || cell === '') continue;
    const { name } = field;
    const judgeName = judgeOfField(name);
    if (name.startsWith('attributes.')) attributes.push([name.slice('attributes.'.length), cell]);
    else if (judgeName !== null) judge.push({ name: judgeName, verdict: cell });
    else candidate[name] = valueOf(field, cell);
  }
  if (attributes.length > 0) candidate['attributes'] = Object.fromEntries(attributes);
  if (judge.length > 0) candidate['judge'] = judge;
  return checkTrace(candidate);
}

function valueOf({ name, kind }: Field, cell: string): unknown {
  if (name === 'prompt') return messagesOf(cell);
  if (name === 'context') return passagesOf(cell);
  switch (kind.is) {
    case 'text':
    case 'label':
      return cell;
    case 'option':
      return cell.toLowerCase();
    case 'flag':
      return isYes(cell);
    case 'share':
    case 'amount':
    case 'count':
      return Number(cell);
    case 'time':
      return new Date(timeOfCell(cell) ?? 0).toISOString();
  }
}

function messagesOf(cell: string): { role: string; text: string }[] {
  const whole = [{ role: 'user', text: cell }];
  const messages = listOf(cell)?.map((one) => {
    if (typeof one !== 'object' || one === null) return null;
    const role = 'role' in one ? one.role : 'speaker' in one ? one.speaker : undefined;
    const text = 'content' in one ? one.content : 'text' in one ? one.text : undefined;
    const parsed = message.safeParse({ role, text });
    return parsed.success ? { role: parsed.data.role, text: parsed.data.text } : null;
  });
  return messages === undefined || messages.length === 0 || messages.includes(null)
    ? whole
    : messages.filter((one) => one !== null);
}

interface MappedPassage {
  text: string;
  rank: number;
  title?: string;
  url?: string;
}

function passagesOf(cell: string): MappedPassage[] {
  const passages = listOf(cell)?.map((one, at): MappedPassage | null => {
    const rank = at + 1;
    if (typeof one === 'string') return isText(one) ? { text: one, rank } : null;
    if (typeof one !== 'object' || one === null) return null;
    const text = 'text' in one ? one.text : 'content' in one ? one.content : undefined;
    if (!isText(text)) return null;
    return {
      text,
      rank,
      ...('title' in one && isText(one.title) ? { title: one.title } : {}),
      ...('url' in one && isText(one.url) ? { url: one.url } : {}),
    };
  });
  if (passages === undefined || passages.includes(null)) return [{ text: cell, rank: 1 }];
  return passages.filter((one) => one !== null);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && findUnstorable(value) === null;
}

function listOf(cell: string): unknown[] | undefined {
  if (!cell.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(cell);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
