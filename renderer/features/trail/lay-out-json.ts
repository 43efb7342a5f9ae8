/**
 * Lays a stored body out for reading. Must not verify or change anything. Invariant: only white space is added, so
 * what is shown is what was hashed.
 */

/**
 * Canonical JSON laid out for reading. Numbers and strings keep their stored spelling: the text is re-indented, not
 * parsed and written again.
 */
export function layOutJson(text: string): string {
  let depth = 0;
  let isInString = false;
  let laidOut = '';
  const breakLine = (): string => `\n${'  '.repeat(depth)}`;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isInString) {
      laidOut += char;
      if (char === '\\') laidOut += text.charAt((at += 1));
      else if (char === '"') isInString = false;
    } else if (char === '"') {
      isInString = true;
      laidOut += char;
    } else if (char === '{' || char === '[') {
      const close = char === '{' ? '}' : ']';
      if (text.charAt(at + 1) === close) {
        laidOut += char + close;
        at += 1;
      } else {
        depth += 1;
        laidOut += char + breakLine();
      }
    } else if (char === '}' || char === ']') {
      depth -= 1;
      laidOut += breakLine() + char;
    } else if (char === ',') laidOut += char + breakLine();
    else if (char === ':') laidOut += ': ';
    else laidOut += char;
  }
  return laidOut;
}
