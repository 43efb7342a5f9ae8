/**
 * Addresses in a text: with or without scheme, `www.` and closing slash; and e-mail addresses.
 */
import type { FactList } from './facts.ts';

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const URL = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"'`“”«»{}|\\^)\]]+/giu;
/** A bare host needs a common ending, else every "word.Next" without a space would be one. */
const BARE =
  /(?<![\p{L}\p{N}@._-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}(?:com|org|net|edu|gov|info|io|eu|de|es|fr|uk|at|ch|it|nl|pl|se|no|dk|fi|pt|br|mx|ar|in|jp|cn|au|ca|app|dev|ai|shop|example)(?![\p{L}\p{N}-])(?:\/[^\s<>"'`“”«»{}|\\^)\]]*)?/giu;
/** A cheap look before the costly one. */
const ANY_ENDING = /[a-z0-9]\.[a-z]{2,7}(?![\p{L}\p{N}])/iu;
const TRAILING = /[.,;:!?*_~…]+$/;

/** Host and path in lower case without what makes no difference. */
export function linkKey(link: string): string {
  return link
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:)/, '')
    .replace(/^www\./, '')
    .replace(/#.*$/, '')
    .replace(/\/+$/, '');
}

export function readLinks(text: string, into: FactList): void {
  if (text.includes('@')) for (const { index, 0: raw } of text.matchAll(EMAIL)) add(raw, index, into);
  if (/:\/\/|www\./i.test(text)) for (const { index, 0: raw } of text.matchAll(URL)) add(raw, index, into);
  if (ANY_ENDING.test(text)) for (const { index, 0: raw } of text.matchAll(BARE)) add(raw, index, into);
}

function add(raw: string, start: number, into: FactList): void {
  const link = raw.replace(TRAILING, '');
  const key = linkKey(link);
  if (!/[\p{L}\p{N}]/u.test(key)) return;
  into.add({ kind: 'link', start, end: start + link.length, keys: [`l:${key}`], isIdle: false });
}
