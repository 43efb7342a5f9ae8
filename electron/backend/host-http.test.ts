import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEchoRouter } from '../../tests/support/echo-router.ts';
import { contentSecurityPolicy } from '../../shared/contract/page-policy.ts';
import type { LoopbackHost } from './host-http.ts';
import { createHostToken, HostError, serveLoopback } from './host-http.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const token = createHostToken();
let dir = '';
let host: LoopbackHost;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'assay-page-'));
  mkdirSync(join(dir, 'page', 'assets'), { recursive: true });
  writeFileSync(join(dir, 'page', 'index.html'), '<!doctype html><title>Assay</title>');
  writeFileSync(join(dir, 'page', 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(dir, 'secret.txt'), 'not for the page');
  host = await serveLoopback({ ...createEchoRouter(), rendererDir: join(dir, 'page'), port: 0, token });
});
afterAll(async () => {
  await host.close();
  rmSync(dir, { recursive: true });
});

/** A request as bytes would make it: no fetch that repairs paths or forbids headers. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const call = (headers: Record<string, string> = {}): Promise<Answer> =>
  send('/rpc/say', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ json: { text: 'hello' } }),
  });
const bearer = { authorization: `Bearer ${token}` };

describe('a call on the loopback host', () => {
  test('with the token is answered', async () => {
    const answer = await call(bearer);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ json: { text: 'hello' } });
  });

  test.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${createHostToken()}` }],
    ['a token with more behind it', { authorization: `Bearer ${token}x` }],
    ['part of the token', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['the token in another scheme', { authorization: `Basic ${token}` }],
    ['the token in a cookie only', { cookie: `token=${token}` }],
  ])('with %s is refused', async (_name, headers) => {
    const answer = await call(headers);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ json: { code: 'UNAUTHORIZED', defined: true } });
  });

  test.each([
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a page on another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a name that was bound to this address', { host: 'evil.example' }],
    ['a name on the right port', { host: 'evil.example:PORT' }],
  ])('from %s is refused, token or not', async (_name, headers: Record<string, string>) => {
    const placed = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value.replace('PORT', String(host.port))]),
    );
    const answer = await call({ ...bearer, ...placed });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('hello');
  });

  test('from its own page is answered, by either name of this computer', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const own = `${name}:${host.port}`;
      expect((await call({ ...bearer, host: own, origin: `http://${own}` })).status).toBe(200);
    }
  });

  test('may not be asked for by other pages, and no cookie is ever set', async () => {
    const preflight = await send('/rpc/say', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    for (const answer of [preflight, await call(bearer), await call()]) {
      const names = Object.keys(answer.headers);
      expect(names.filter((name) => name.startsWith('access-control-') || name === 'set-cookie')).toEqual([]);
    }
    expect(preflight.status).toBe(403);
  });

  test('that does not exist, is no JSON or changes things by GET is refused with a way out', async () => {
    const json = { ...bearer, 'content-type': 'application/json' };
    const unknown = await send('/rpc/no/such', { method: 'POST', headers: json, body: '{}' });
    expect([unknown.status, JSON.parse(unknown.body).json.code]).toEqual([404, 'NOT_FOUND']);
    const noJson = await send('/rpc/say', { method: 'POST', headers: json, body: '{' });
    expect([noJson.status, JSON.parse(noJson.body).json.code]).toEqual([400, 'INVALID_INPUT']);
    const byGet = await send('/rpc/say?data=%7B%7D', { headers: bearer });
    expect(byGet.status).toBe(405);
  });

  test('of more than 64 MB is refused politely', async () => {
    const answer = await send('/rpc/say', {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json', 'content-length': String(65 * 1024 * 1024) },
    }).catch((error: unknown) => error as Error);
    if (answer instanceof Error) throw answer;
    expect([answer.status, JSON.parse(answer.body).json.code]).toEqual([413, 'TOO_LARGE']);
  });
});

describe('the page of the loopback host', () => {
  test('is served with the policy that lets it reach nothing else', async () => {
    const answer = await send('/');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<title>Assay</title>');
    expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(contentSecurityPolicy).toContain("connect-src 'self'");
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  test('is kept by the browser only where its name says what is in it', async () => {
    const answer = await send('/assets/app-1a2b.js');
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.headers['content-type']).toMatch(/javascript/);
  });

  test('answers at every address of a screen, and says so where there is no file', async () => {
    expect((await send('/audits/0198c0de/review?x=1')).body).toContain('<title>Assay</title>');
    expect((await send('/assets/gone-9f.js')).status).toBe(404);
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/..%2fsecret.txt'])(
    'gives nothing from outside its folder: %s',
    async (path) => {
      expect((await send(path)).body).not.toContain('not for the page');
    },
  );

  test('is refused to a name that was bound to this address', async () => {
    expect((await send('/', { headers: { host: `evil.example:${host.port}` } })).status).toBe(403);
  });
});

const failureToStart = async (change: object): Promise<HostError> => {
  const started = serveLoopback({ ...createEchoRouter(), rendererDir: null, port: 0, token, ...change });
  const error = await started.then(
    async (other) => {
      await other.close();
      return new Error('it started');
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HostError);
  return error as HostError;
};

describe('a loopback host that cannot start', () => {
  test('because its port is in use says so, and how to choose another', async () => {
    const error = await failureToStart({ port: host.port });
    expect(error.code).toBe('PORT_IN_USE');
    expect(error.problem.what).toContain(String(host.port));
    expect(error.problem.remedy).toContain('--port');
  });

  test('because its page was never built says how to build it', async () => {
    const error = await failureToStart({ rendererDir: join(dir, 'nowhere') });
    expect(error.code).toBe('RENDERER_MISSING');
    expect(error.problem.remedy).toContain('npm run build');
  });
});
