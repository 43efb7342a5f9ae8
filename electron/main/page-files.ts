/**
 * Serves the built page under assay://app/ and nothing else. Must not know windows.
 *
 * Invariant: GET only, exact host, the resolved path stays inside the root; every answer carries the page's policy.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { pageHeaders } from '../../shared/contract/page-policy.ts';
import { APP_HOST, APP_SCHEME } from '../../shared/contract/window-channel.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

const refuse = (status: number): Response => new Response(null, { status, headers: pageHeaders });

/** The file inside `root` that a request may read, or null. */
function resolvePageFile(root: string, url: string): string | null {
  let parsed: URL;
  let path: string;
  try {
    parsed = new URL(url);
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (parsed.protocol !== `${APP_SCHEME}:` || parsed.host !== APP_HOST || path.includes('\0')) return null;
  const file = normalize(join(root, path === '/' || path === '' ? 'index.html' : path));
  return file.startsWith(normalize(root) + sep) ? file : null;
}

/** A handler for `protocol.handle`. */
export function createPageHandler(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const file = resolvePageFile(root, request.url);
    if (file === null) return refuse(403);
    const type = types[extname(file)];
    if (type === undefined) return refuse(404);
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: { ...pageHeaders, 'content-type': type },
      });
    } catch {
      return refuse(404);
    }
  };
}
