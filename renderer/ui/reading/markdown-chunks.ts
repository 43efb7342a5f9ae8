/**
 * Cuts a long text into pieces that can be shown one after the other: Markdown between blocks, so that every piece
 * means by itself what it means in the whole, plain text between lines. Pure; UTF-16 offsets.
 *
 * Invariant: the pieces follow one another without gap or overlap and are the whole text.
 */
export interface Piece {
  from: number;
  to: number;
}

/** Pieces are this long or, up to the next good place, longer. */
export const PIECE = 9_000;
/** From this many pieces' length on a less good place will do: after any blank line, after any line, between words. */
const AFTER_BLANK = 2;
const AFTER_LINE = 4;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ANY_FENCE = /^ {0,3}(?:`{3,}|~{3,})/m;
/** Starts of lines that may go on with the block before the blank line: lists, quotes, tables, indented text. */
const GOES_ON = /^(?:\s|>|\||[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$))/;

/** Whether a line inside the fence `open` closes it, or opens one when there is none. */
function fenceAfter(line: string, open: string | null): string | null {
  const mark = FENCE.exec(line)?.[1];
  if (mark === undefined) return open;
  if (open === null) return mark;
  const closes = mark.startsWith(open) && line.trim() === mark;
  return closes ? null : open;
}

/** Cuts lines of enormous length between words. Code stays whole: it is shown as it is and costs little. */
function cutLong(piece: Piece, text: string): Piece[] {
  const most = PIECE * AFTER_LINE * 1.5;
  if (piece.to - piece.from <= most || ANY_FENCE.test(text.slice(piece.from, piece.to))) return [piece];
  const cut: Piece[] = [];
  let from = piece.from;
  while (piece.to - from > most) {
    const limit = from + PIECE * AFTER_LINE;
    const blank = text.lastIndexOf(' ', limit);
    const at = blank > from + PIECE ? blank + 1 : limit;
    const to = /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
    cut.push({ from, to });
    from = to;
  }
  return [...cut, { from, to: piece.to }];
}

/** Pieces of Markdown; a text that is not much longer than one piece stays whole. */
export function cutMarkdown(text: string): Piece[] {
  if (text.length <= PIECE * 1.5) return [{ from: 0, to: text.length }];
  const pieces: Piece[] = [];
  let from = 0;
  let fence: string | null = null;
  let isAfterBlank = false;
  for (const found of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const line = found[0];
    const at = found.index;
    if (line === '') break;
    const length = at - from;
    const isGood = isAfterBlank && !GOES_ON.test(line) && length >= PIECE;
    const isFair = isAfterBlank && length >= PIECE * AFTER_BLANK;
    if (fence === null && (isGood || isFair || length >= PIECE * AFTER_LINE)) {
      pieces.push({ from, to: at });
      from = at;
    }
    fence = fenceAfter(line, fence);
    isAfterBlank = line.trim() === '';
  }
  pieces.push({ from, to: text.length });
  return pieces.flatMap((one) => cutLong(one, text));
}

/** Pieces of plain text, each ending with a line where it can. */
export function cutLines(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (text.length - from > PIECE * 1.5) {
    const line = text.lastIndexOf('\n', from + PIECE);
    const at = line > from + PIECE / 2 ? line + 1 : from + PIECE;
    const to = /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
    pieces.push({ from, to });
    from = to;
  }
  return [...pieces, { from, to: text.length }];
}

const DEFINITION = /^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S.*$/gm;
const DEFINITIONS_MOST = 4_000;

/** Addresses that the text defines for its links, to be put after every piece: what they name may stand in another. */
export function linkDefinitions(text: string): string {
  const found = [...text.matchAll(DEFINITION)].map((one) => one[0].trim()).join('\n');
  return found === '' || found.length > DEFINITIONS_MOST ? '' : `\n\n${found}\n`;
}
