/**
 * Attributes of spans by name, as plain values, and the flattened lists in them (`llm.input_messages.0.message.role`).
 * Must not know vocabularies.
 */

export type Value = string | number | boolean | Value[] | { [key: string]: Value };
export type Attributes = ReadonlyMap<string, Value>;

export const noAttributes: Attributes = new Map();

/** Non-empty text under the first of these names that has one; numbers and booleans as text. */
export function textOf(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return undefined;
}

/** Finite number that is not negative, also where it came as text. */
export function numberOf(attributes: Attributes, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const number = toNumber(attributes.get(name));
    if (number !== undefined && number >= 0) return number;
  }
  return undefined;
}

export function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A structured value, or what its text says as JSON; undefined where there is neither. */
export function structureOf(attributes: Attributes, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = attributes.get(name);
    if (value === undefined) continue;
    const parsed = typeof value === 'string' ? parseJson(value) : value;
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The members of a flattened list in the order of their numbers, each with the names that follow its number. */
export function listUnder(attributes: Attributes, prefix: string): Attributes[] {
  const start = `${prefix}.`;
  const members = new Map<number, Map<string, Value>>();
  for (const [name, value] of attributes) {
    if (!name.startsWith(start)) continue;
    const match = /^(\d{1,9})\.(.+)$/s.exec(name.slice(start.length));
    if (match === null) continue;
    const at = Number(match[1]);
    const member = members.get(at) ?? new Map<string, Value>();
    member.set(match[2] as string, value);
    members.set(at, member);
  }
  return [...members].toSorted(([a], [b]) => a - b).map(([, member]) => member);
}

/** At most `max` UTF-16 units, never half of a pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
