/**
 * Markup that cannot be broken by the texts in it: `html` escapes every value that is not markup itself. Must not know
 * what a page says. Invariant: a text never becomes a tag, an attribute or a style.
 */
import { escapeXml } from '../figures/svg.ts';

export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | null;

function written(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeXml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map((one) => one.markup).join('');
}

/** A template of markup; attributes in it must stand in double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let markup = parts[0] ?? '';
  for (const [at, value] of values.entries()) markup += written(value) + (parts[at + 1] ?? '');
  return { markup };
}

/** Markup that is known to be whole and escaped, such as a drawn figure. */
export const trusted = (markup: string): Markup => ({ markup });

/** A text as a CSS string: every character that is not plain is written by its number. */
export function cssString(text: string): string {
  const safe = Array.from(text.toWellFormed(), (character) =>
    /[A-Za-z0-9 .,]/.test(character) ? character : `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `,
  );
  return `"${safe.join('')}"`;
}
