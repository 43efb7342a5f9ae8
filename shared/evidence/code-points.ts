/**
 * UTF-16 offsets to code point offsets, for one text. Everything in this folder reads in UTF-16, as JavaScript does, and
 * hands out code points, as spans are stored; this is the only place where the two meet.
 */

/** Carries a UTF-16 offset of `text` (0 … its length) to the code point that begins there, or that it lies in. */
export function codePointsOf(text: string): (offset: number) => number {
  let low = 0;
  while (low < text.length && !isHighSurrogate(text, low)) low += 1;
  if (low === text.length) return (offset) => offset;
  const before = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    before[at] = count;
    if (isHighSurrogate(text, at) && isLowSurrogate(text, at + 1)) {
      at += 1;
      before[at] = count;
    }
    count += 1;
  }
  before[text.length] = count;
  return (offset) => before[offset] ?? count;
}

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
