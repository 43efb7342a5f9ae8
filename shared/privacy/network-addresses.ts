/** Finds e-mail, IP and hardware addresses. */
import { editsOf, mergeEdits } from './edits.ts';
import type { Edit } from './mask.ts';

const asciiLocal = /[A-Za-z0-9._%+'-]/;
const otherLocal = /[\p{L}\p{N}]/u;
const isLocal = (character: string): boolean =>
  character < '\u0080' ? asciiLocal.test(character) : otherLocal.test(character);
const domain = /(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:\p{L}{2,24}|xn--[\p{L}\p{N}-]{2,59})(?![\p{L}\p{N}_])/uy;
/** RFC 5321 allows 64; what is longer is no address, and need not be read to its beginning. */
const longestLocal = 128;

export function findEmails(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const sign of ['@', '%40']) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      const edit = emailAround(text, at, at + sign.length);
      if (edit !== null) edits.push(edit);
    }
  }
  // Both signs may stand in one address.
  return mergeEdits(edits);
}

function emailAround(text: string, before: number, after: number): Edit | null {
  let start = before;
  while (start > 0 && before - start < longestLocal && isLocal(text[start - 1] ?? ' ')) start -= 1;
  while (start < before && ".'%-".includes(text[start] ?? '')) start += 1;
  if (start === before) return null;
  domain.lastIndex = after;
  const found = domain.exec(text)?.[0];
  // Pictures for dense screens are called logo@2x.png.
  if (found === undefined || /^\d+x\./.test(found)) return null;
  return { start, end: after + found.length, replacement: '[email]' };
}

const ipv4 = /(?<![\w.-])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w-]|\.\d)/g;
const calledVersion =
  /(?:\b(?:version|ver|release|build|firmware|driver|section|chapter|clause|article|figure|kapitel|abschnitt|v)|§)[\s:.=#]{0,3}$/i;

const ownNetwork = /^(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;

export function findIpv4(text: string): Edit[] {
  return editsOf(text, ipv4, (match) => {
    const first = Number.parseInt(match[0], 10);
    // Loopback, "any", masks, and networks of one's own (RFC 1918) name nobody.
    if ([0, 10, 127, 255].includes(first) || ownNetwork.test(match[0])) return null;
    return calledVersion.test(text.slice(Math.max(0, match.index - 16), match.index)) ? null : '[ip]';
  });
}

const twoColons = /:[0-9A-Fa-f]{0,4}:/;
const ipv6 = /(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])/g;

export function findIpv6(text: string): Edit[] {
  return twoColons.test(text) ? editsOf(text, ipv6, ([found]) => (isIpv6(found) ? '[ip]' : null)) : [];
}

/** Eight groups, or fewer around one `::`; times of day, scopes and slices of programs are not. */
function isIpv6(found: string): boolean {
  const halves = found.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || groups.includes('')) return false;
  if (halves.length === 1) return groups.length === 8;
  if (groups.length > 7 || !/\d/.test(found)) return false;
  return groups.length >= 4 || (groups[0]?.length === 4 && !found.startsWith(':'));
}

const mac = /(?<![\w:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:-])/g;

export function findMacs(text: string): Edit[] {
  return editsOf(text, mac, () => '[mac address]');
}
