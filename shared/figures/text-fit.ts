/**
 * How much room a text takes, near enough to place it without a DOM: character classes of a humanist sans at one size.
 * Invariant: what is returned never claims to be wider than the room given; a cut text ends in an ellipsis.
 */

/** Width of one character in ems; wide scripts count as one em, so that they are cut rather than overlap. */
function emOf(character: string): number {
  if (/[iljtfrI.,:;|!'()[\]\s·]/.test(character)) return 0.33;
  if (/[mwMW@%]/.test(character)) return 0.9;
  if (/[A-Z0-9]/.test(character)) return 0.64;
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.56;
}

/** Estimated width in pixels. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += emOf(character);
  return ems * size;
}

/** The text, or as much of it as fits with an ellipsis. */
export function cutToFit(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = '';
  let used = textWidth('…', size);
  for (const character of text) {
    used += emOf(character) * size;
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in at most `most` lines, broken at blanks; the last is cut. */
export function wrapToFit(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines.map((one) => cutToFit(one, size, width));
  const kept = lines.slice(0, most - 1).map((one) => cutToFit(one, size, width));
  return [...kept, cutToFit(lines.slice(most - 1).join(' '), size, width)];
}
