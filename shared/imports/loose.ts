/** Reads values of foreign exports, whose writers are not ours: texts, numbers, times and names, in whatever form they come. */

/** A scalar as text; null for what is none, or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'boolean' ? String(value) : null;
}

/** An object's members, or null for what is no object. */
export function membersOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The first of these members that holds a text. */
export function firstText(of: Record<string, unknown>, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(of[name]);
    if (text !== null) return text;
  }
  return null;
}

/** A time as ISO text in UTC; null for what is none. Times without a zone are taken as UTC. */
export function timeOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const seconds = /^\d{9,11}(\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
  const millis = /^\d{12,14}$/.test(text) ? Number(text) : null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.trim());
  const parsed = seconds ?? millis ?? Date.parse(hasZone ? text : `${text.trim().replace(' ', 'T')}Z`);
  const day = Number.isNaN(parsed) ? Date.parse(text) : parsed;
  const isKnown = Number.isFinite(day) && Math.abs(day) < 8.64e15;
  if (!isKnown) return null;
  const iso = new Date(day).toISOString();
  return iso.length === 24 ? iso : null;
}

/** Several values of one answer as one: `a + b`. Null for none. */
export function joined(values: readonly unknown[]): string | null {
  const texts = values.map(textOf).filter((one) => one !== null);
  return texts.length === 0 ? null : texts.join(' + ');
}

/** Text members by the names that data sets give them. */
export const promptNames = ['prompt', 'question', 'input', 'query', 'instruction', 'user', 'request'];
export const outputNames = [
  'output',
  'answer',
  'response',
  'completion',
  'generation',
  'reply',
  'summary',
  'text',
];
export const contextNames = ['context', 'passages', 'documents', 'contexts', 'source_text', 'document'];
