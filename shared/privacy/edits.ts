/** What finders share: edits from a pattern that is safe in time, and what stands before a place. */
import type { Edit } from './mask.ts';

/**
 * An edit for every match that `toEdit` accepts. `pattern` must be global and never match the empty text; for one that marks places by a group, use the
 * flag `d`.
 */
export function editsOf(
  text: string,
  pattern: RegExp,
  toEdit: (match: RegExpExecArray) => Edit | string | null,
): Edit[] {
  const edits: Edit[] = [];
  // Not `matchAll`, which copies the pattern each time: most texts hold nothing, and the copy is then all the work.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const edit = toEdit(match);
    if (edit === null) continue;
    if (typeof edit !== 'string') edits.push(edit);
    else edits.push({ start: match.index, end: match.index + match[0].length, replacement: edit });
  }
  return edits;
}

/** An edit of one group of a match of a pattern with the flag `d`. */
export function groupEdit(match: RegExpExecArray, group: number, replacement: string): Edit | null {
  const place = match.indices?.[group];
  return place === undefined ? null : { start: place[0], end: place[1], replacement };
}

/** Edits of several finders as one list: in order, and of two that overlap the first. */
export function mergeEdits(...lists: readonly Edit[][]): Edit[] {
  if (lists.every((list) => list.length === 0)) return [];
  const edits: Edit[] = [];
  for (const edit of lists.flat().toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (edits.at(-1)?.end ?? 0)) edits.push(edit);
  }
  return edits;
}

const beforeLength = 32;
const reference =
  /(?:\b(?:order|invoice|ticket|case|tracking|shipment|parcel|article|item|product|part|serial|model|sku|ref|reference|customer|account|contract|transaction|booking|confirmation|bestellung|bestell|auftrags?|rechnungs?|kunden|artikel|sendungs?|vertrags?|vorgangs?|commande|facture|pedido|factura)[ -]?(?:number|no|nr|nummer|numero|id|code|n°|#)?|#)\.?\s?(?:is|ist|:|=|#|-)?\s?$/i;

/** Whether the text right before `at` calls what follows the number of an order or of some other thing. */
export function isCalledReference(text: string, at: number): boolean {
  return reference.test(text.slice(Math.max(0, at - beforeLength), at));
}
