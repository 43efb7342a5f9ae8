/** Owns the reading of the connect form: an address and a token, or a sentence that says what is wrong. */

export type ReadText = { ok: true; value: string } | { ok: false; problem: string };

/** An http(s) address without path noise; `host:port` alone is taken as http on this computer, else as https. */
export function readHubAddress(typed: string): ReadText {
  const bare = typed.trim();
  if (bare === '') return { ok: false, problem: 'Enter the address of the hub.' };
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(bare);
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `${isLocal ? 'http' : 'https'}://${bare}`;
  if (!URL.canParse(full)) return { ok: false, problem: 'This is not an address.' };
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { ok: false, problem: 'The address must begin with https:// or http://.' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, problem: 'Leave name and password out of the address; the token says who you are.' };
  }
  return { ok: true, value: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/** A token as it was given, without the white space that copying adds. */
export function readToken(typed: string): ReadText {
  const bare = typed.replaceAll(/\s/g, '');
  if (bare === '') return { ok: false, problem: 'Enter your token.' };
  return bare.length < 20 || bare.length > 500
    ? { ok: false, problem: 'This is too short or too long to be a token. Copy it whole.' }
    : { ok: true, value: bare };
}
