/**
 * Addresses in a text: with or without scheme, `www.` and closing slash; and e-mail addresses.
 */
import type { FactList } from './fact-list.ts';

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const URL = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"'`“”«»{}|\\^)\]]+/giu;
/** A bare host needs a common ending, else every "word.Next" without a space would be one. */
const ENDING =
  '\\.(?:com|org|net|edu|gov|info|io|eu|de|es|fr|uk|at|ch|it|nl|pl|se|no|dk|fi|pt|br|mx|ar|in|jp|cn|au|ca|app|dev|ai|shop|example)(?![\\p{L}\\p{N}-])';
/** A cheap look before the costly one. */
const ANY_ENDING = new RegExp(ENDING, 'iu');
const BARE = new RegExp(
  `(?<![\\p{L}\\p{N}@._-])[a-z0-9][a-z0-9-]{0,62}(?:\\.[a-z0-9][a-z0-9-]{0,62}){0,3}${ENDING}(?:\\/[^\\s<>"'\`“”«»{}|\\\\^)\\]]*)?`,
  'giu',
);
const TRAILING = new Set('.,;:!?*_~…');

const SLASH = new Set('/');

/** Host and path in lower case without what makes no difference. */
function linkKey(link: string): string {
  const plain = link
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:)/, '')
    .replace(/^www\./, '')
    .replace(/#.*$/s, '');
  return trimEnd(plain, SLASH);
}

/** Without the marks at its end. A loop, because a pattern would take the square of the time on a row of marks. */
function trimEnd(text: string, marks: ReadonlySet<string>): string {
  let end = text.length;
  while (end > 0 && marks.has(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function readLinks(text: string, into: FactList): void {
  if (text.includes('@')) for (const { index, 0: raw } of text.matchAll(EMAIL)) add(raw, index, into);
  if (/:\/\/|www\./i.test(text)) for (const { index, 0: raw } of text.matchAll(URL)) add(raw, index, into);
  if (ANY_ENDING.test(text)) for (const { index, 0: raw } of text.matchAll(BARE)) add(raw, index, into);
}

function add(raw: string, start: number, into: FactList): void {
  const link = trimEnd(raw, TRAILING);
  const key = linkKey(link);
  if (!/[\p{L}\p{N}]/u.test(key)) return;
  into.add({ kind: 'link', start, end: start + link.length, keys: [`l:${key}`], isIdle: false });
}
