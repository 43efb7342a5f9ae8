/** Finds what opens doors: keys, tokens, passwords. Only the secret goes; what it was for stays readable. */
import { editsOf, groupEdit, mergeEdits } from './edits.ts';
import type { Edit } from './mask.ts';
import { factsOf } from './text-facts.ts';

const keyStart = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const keyEnd = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
/** What a key that is cut off consists of; `\n` may be written out, as in JSON. */
const keyText = /[A-Za-z0-9+/=\s\\:,-]*/y;

export function findPrivateKeys(text: string): Edit[] {
  if (!text.includes('PRIVATE KEY')) return [];
  const ends = [...text.matchAll(keyEnd)].map((match) => match.index + match[0].length);
  const edits: Edit[] = [];
  let done = 0;
  let next = 0;
  for (const { 0: line, index: start } of text.matchAll(keyStart)) {
    if (start < done) continue;
    while (next < ends.length && (ends[next] ?? 0) <= start) next += 1;
    done = ends[next] ?? endOfKeyText(text, start + line.length);
    edits.push({ start, end: done, replacement: '[private key]' });
  }
  return edits;
}

function endOfKeyText(text: string, from: number): number {
  keyText.lastIndex = from;
  return from + (keyText.exec(text)?.[0].trimEnd().length ?? 0);
}

const userInfo = /[^\s/?#@[\]"'<>]+(?=@)/y;

/** User and password of an address such as `https://user:password@host`. */
function findUserInfo(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 1)) {
    userInfo.lastIndex = at + 3;
    const found = userInfo.exec(text)?.[0];
    if (found === undefined || !/[a-z]/i.test(text[at - 1] ?? '')) continue;
    edits.push({ start: at + 3, end: at + 3 + found.length, replacement: '[credentials]' });
  }
  return edits;
}

const secretParameter =
  /[?&#;](?:access_?token|refresh_?token|id_?token|token|api_?key|auth|authorization|secret|client_?secret|password|passwd|pwd|sig|signature|x-amz-signature|x-amz-credential|x-amz-security-token|x-goog-signature)=([^\s&#"'<>[\]]+)/dgi;
/** Names that are also those of harmless things: only a long value is a secret. */
const perhapsSecretParameter =
  /[?&#;](?:key|code|session(?:_?id)?|sid|ticket|state)=([^\s&#"'<>[\]]{16,})/dgi;

export function findUrlSecrets(text: string): Edit[] {
  return mergeEdits(
    findUserInfo(text),
    ...(text.includes('=') ? [secretParameter, perhapsSecretParameter] : []).map((pattern) =>
      editsOf(text, pattern, (match) => groupEdit(match, 1, '[secret]')),
    ),
  );
}

const authorization = /\b(?:bearer|basic)\s{1,3}([A-Za-z0-9._~+/-]{16,}={0,2})/dgi;
/** Prose goes on in letters after "bearer"; a token has a digit or padding. */
const looksRandom = /[0-9=_]/;

const knownKeys = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${[
    'eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*){1,3}',
    'sk-[A-Za-z0-9_-]{20,}',
    '[spr]k_(?:live|test)_[A-Za-z0-9]{16,}',
    'gh[opsur]_[A-Za-z0-9]{30,}',
    'github_pat_[A-Za-z0-9_]{30,}',
    'glpat-[A-Za-z0-9_-]{16,}',
    'xox[abeoprs]-[A-Za-z0-9-]{10,}',
    '(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Za-z0-9])',
    'AIza[A-Za-z0-9_-]{35}',
    'ya29\\.[A-Za-z0-9_-]{20,}',
    'hf_[A-Za-z0-9]{30,}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[A-Za-z0-9_-]{40,}',
    'dapi[a-f0-9]{32}',
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'assay_[A-Za-z0-9_-]{30,}',
  ].join('|')})`,
  'g',
);

export function findCredentials(text: string): Edit[] {
  if (factsOf(text).token < 16) return [];
  return mergeEdits(
    editsOf(text, authorization, (match) =>
      looksRandom.test(match[1] ?? '') ? groupEdit(match, 1, '[credential]') : null,
    ),
    editsOf(text, knownKeys, () => '[credential]'),
  );
}

/** What stands before the sign that gives a value. */
const secretName =
  /(?:password|passwd|passphrase|passcode|pwd|passwort|kennwort|mot de passe|contraseña|secret|api[_ -]?key|(?:access|auth|refresh|session)[_ -]?token|client[_ -]?secret|account[_ -]?key)\\?["']?\s{0,3}$/i;
const secretValue = /\s{0,3}\\?["']?([^\s"'<>[\],;\\]{6,})/dy;
const longestName = 24;
/** A word of prose after "password:" stays; what has a digit or a sign among letters goes. */
const looksChosen = /[^\p{L}.!?-]/u;

export function findAssignedSecrets(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const sign of [':', '=']) {
    let from = 0;
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, Math.max(at + 1, from))) {
      if (!secretName.test(text.slice(Math.max(0, at - longestName), at))) continue;
      secretValue.lastIndex = at + 1;
      const value = secretValue.exec(text);
      const edit = value === null ? null : groupEdit(value, 1, '[secret]');
      if (edit === null || !looksChosen.test(value?.[1] ?? '')) continue;
      edits.push(edit);
      from = edit.end;
    }
  }
  return mergeEdits(edits);
}
