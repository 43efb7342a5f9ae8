/**
 * What one look at a text tells the finders, most of which then need no look of their own: masking is most of the work of
 * taking traces in, and most texts hold nothing private.
 */

export interface TextFacts {
  /** Digits of the longest run in which digits are at most three separators apart. */
  digits: number;
  /** Length of the longest run of characters that tokens consist of. */
  token: number;
}

const digit = 1;
const separator = 2;
const tokenCharacter = 4;

const kindOf = new Uint8Array(128);
for (const one of ' .-/()\u00a0') if (one.charCodeAt(0) < 128) kindOf[one.charCodeAt(0)] = separator;
for (const one of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_+=~')
  kindOf[one.charCodeAt(0)] = tokenCharacter;
for (const one of '0123456789') kindOf[one.charCodeAt(0)] = digit | tokenCharacter;
for (const one of '.-/') kindOf[one.charCodeAt(0)] = separator | tokenCharacter;

const noBreakSpace = 0xa0;
const mostSeparators = 3;

let lastText = '';
let lastFacts: TextFacts = { digits: 0, token: 0 };

/** The facts of a text; those of the last one are kept, since one finder after the other asks for them. */
export function factsOf(text: string): TextFacts {
  if (text !== lastText) {
    lastFacts = look(text);
    lastText = text;
  }
  return lastFacts;
}

function look(text: string): TextFacts {
  let [digits, run, gap] = [0, 0, 0];
  let [token, length] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (kindOf[code] ?? 0) : code === noBreakSpace ? separator : 0;
    if ((kind & digit) !== 0) {
      run = gap > mostSeparators ? 1 : run + 1;
      gap = 0;
      if (run > digits) digits = run;
    } else {
      gap = (kind & separator) === 0 ? mostSeparators + 1 : gap + 1;
    }
    length = (kind & tokenCharacter) === 0 ? 0 : length + 1;
    if (length > token) token = length;
  }
  return { digits, token };
}
