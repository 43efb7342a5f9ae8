/**
 * What a mapping says for a field: the name of a column, or a template such as `{file}:{id}` that joins columns with
 * plain text. `{file}` is the name of the file without its endings, so that ids which repeat from file to file become
 * unique, visibly and on every machine alike.
 *
 * Invariant: the name of an existing column always means that column; a template with an empty part is empty.
 */
import { sqlText } from '../duck.ts';

export type TemplatePart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'file' }
  | { readonly is: 'column'; readonly column: string };
export type Template = readonly TemplatePart[];

export const FILE_COLUMN = '{file}';

/** The template of a mapping's value, or null when it names a column that is not there. */
export function parseTemplate(value: string, columns: ReadonlySet<string>): Template | null {
  if (columns.has(value)) return [{ is: 'column', column: value }];
  if (!value.includes('{')) return null;
  const parts: TemplatePart[] = [];
  for (const piece of value.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    const name = /^\{(.*)\}$/s.exec(piece)?.[1];
    if (name === undefined) parts.push({ is: 'text', text: piece });
    else if (name === 'file') parts.push({ is: 'file' });
    else if (columns.has(name)) parts.push({ is: 'column', column: name });
    else return null;
  }
  return parts.every((part) => part.is === 'text') ? null : parts;
}

/** The cell that a template gives; undefined when any part is empty. */
export function fillTemplate(
  template: Template,
  cellOf: (column: string) => string | undefined,
  fileStem: string,
): string | undefined {
  let filled = '';
  for (const part of template) {
    const piece = part.is === 'text' ? part.text : part.is === 'file' ? fileStem : cellOf(part.column);
    if (piece === undefined || piece === '') return undefined;
    filled += piece;
  }
  return filled;
}

/** The same as SQL. `columnSql` gives a column as text, or NULL where it is empty or not in this file. */
export function templateSql(
  template: Template,
  columnSql: (column: string) => string,
  fileStem: string,
): string {
  return template
    .map((part) =>
      part.is === 'text'
        ? sqlText(part.text)
        : part.is === 'file'
          ? sqlText(fileStem)
          : columnSql(part.column),
    )
    .join(' || ');
}
