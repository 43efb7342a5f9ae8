/** Finds e-mail, IP and hardware addresses. */
import { editsOf } from './edits.ts';
import type { Edit } from './mask.ts';

// One attempt per run of characters that an address may begin with, so that the time is that of reading the text.
const email =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+(?:@|%40)((?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:\p{L}{2,24}|xn--[\p{L}\p{N}-]{2,59}))(?![\p{L}\p{N}_])/gu;

export function findEmails(text: string): Edit[] {
  if (!text.includes('@') && !text.includes('%40')) return [];
  return editsOf(text, email, (match) => {
    // Pictures for dense screens are called logo@2x.png.
    if (/^\d+x\./.test(match[1] ?? '')) return null;
    const lead = /^[.'%-]*/.exec(match[0])?.[0].length ?? 0;
    return { start: match.index + lead, end: match.index + match[0].length, replacement: '[email]' };
  });
}

const ipv4 = /(?<![\w.-])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w-]|\.\d)/g;
const calledVersion =
  /(?:\b(?:version|ver|release|build|firmware|driver|section|chapter|clause|article|figure|kapitel|abschnitt|v)|§)[\s:.=#]{0,3}$/i;

export function findIpv4(text: string): Edit[] {
  return editsOf(text, ipv4, (match) => {
    const first = Number.parseInt(match[0], 10);
    // Loopback, "any", and masks name no place.
    if (first === 0 || first === 127 || first === 255) return null;
    return calledVersion.test(text.slice(Math.max(0, match.index - 16), match.index)) ? null : '[ip]';
  });
}

const ipv6 = /(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])/g;

export function findIpv6(text: string): Edit[] {
  return text.includes(':') ? editsOf(text, ipv6, ([found]) => (isIpv6(found) ? '[ip]' : null)) : [];
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
