/**
 * Owns how ledger rows are read: kinds and states in words, bodies laid out, the name of the exported file's rows.
 * Must not verify anything: the backend does. Invariant: the body is shown as stored; only white space is added.
 */

const kindWords: Record<string, string> = {
  'session.opened': 'Session opened',
  'audit.planned': 'Audit planned',
  'audit.drawn': 'Sample drawn',
  'audit.assigned': 'Items assigned',
  'audit.closed': 'Audit closed',
  'review.submitted': 'Review submitted',
  'review.reopened': 'Review reopened',
  'item.skipped': 'Item skipped',
  'item.flagged': 'Item flagged',
  'agreement.measured': 'Agreement measured',
};

/** A kind in words; one that this version does not know keeps its own name. */
export function kindInWords(kind: string): string {
  return kindWords[kind] ?? kind;
}

export type RowState = 'waiting' | 'acknowledged' | 'refused' | 'local';

/** Where an event stands, with a tone that only repeats it. */
export function stateInWords(state: RowState): { word: string; tone: 'good' | 'warn' | 'bad' | 'quiet' } {
  switch (state) {
    case 'acknowledged':
      return { word: 'at the hub', tone: 'good' };
    case 'waiting':
      return { word: 'waiting', tone: 'warn' };
    case 'refused':
      return { word: 'refused', tone: 'bad' };
    case 'local':
      return { word: 'here only', tone: 'quiet' };
  }
}

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
