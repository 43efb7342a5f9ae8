import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { FailureKind } from './failure.ts';
import { HubFailure } from './failure.ts';
import type { HubClient } from './hub-client.ts';
import { createHubClient } from './hub-client.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const me = {
  hubId: '0198c0de-0000-7000-8000-00000000000a',
  person: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Ada', role: 'reviewer' },
  apiVersion: 1,
};

async function serve(answer: Answer, signal = new AbortController().signal): Promise<HubClient> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return createHubClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'token-of-ada-0123456789',
    fetch: globalThis.fetch,
    signal,
    limits: { answerMs: 2000, idleMs: 300, maxBytes: 100_000 },
  });
}

const send =
  (status: number, type: string, body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body);

async function failure(call: Promise<unknown>): Promise<HubFailure> {
  const error = await call.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HubFailure);
  return error as HubFailure;
}

const told = (code: string, status: number): string =>
  JSON.stringify({
    defined: true,
    code,
    status,
    message: 'm',
    data: { what: `It was ${code}.`, where: 'event 3', remedy: 'Do that.' },
  });

describe('a call to the hub', () => {
  test('carries the token and gives the validated answer', async () => {
    const seen: (string | undefined)[] = [];
    const client = await serve((request, response) => {
      seen.push(request.url, request.headers.authorization);
      send(200, 'application/json; charset=utf-8', JSON.stringify(me))(request, response);
    });
    expect(await client.calls.me()).toEqual(me);
    expect(seen).toEqual(['/v1/me', 'Bearer token-of-ada-0123456789']);
  });

  test.each<[string, number, FailureKind]>([
    ['UNAUTHORIZED', 401, 'signed_out'],
    ['LEDGER_FORK', 409, 'ledger_differs'],
    ['LEDGER_GAP', 409, 'ledger_differs'],
    ['LEDGER_BROKEN', 422, 'ledger_broken'],
    ['TOO_LARGE', 413, 'too_large'],
    ['FORBIDDEN', 403, 'refused'],
    ['INTERNAL', 500, 'unreachable'],
  ])('answered with %s fails as what that means here', async (code, status, kind) => {
    const client = await serve(send(status, 'application/json', told(code, status)));
    const found = await failure(client.calls.me());
    expect(found.kind).toBe(kind);
    expect(found.problem).toMatchObject({ what: `It was ${code}.`, where: 'event 3' });
  });

  test.each<[string, string, FailureKind, string]>([
    [
      'our members and those of RFC 9457',
      JSON.stringify({
        ...JSON.parse(told('FORBIDDEN', 403)),
        type: 'https://hub/problems/FORBIDDEN',
        title: 'No',
        detail: 'x',
        instance: '/v1/me',
      }),
      'refused',
      'It was FORBIDDEN.',
    ],
    [
      'only those of RFC 9457',
      JSON.stringify({ title: 'No', status: 403, detail: 'Not yours.', trace: 7 }),
      'refused',
      'Not yours.',
    ],
    ['a title only', JSON.stringify({ title: 'Not yours.' }), 'refused', 'Not yours.'],
    [
      'a type that names the code',
      JSON.stringify({ type: 'urn:hub:ledger-fork', title: 'It forked.' }),
      'ledger_differs',
      'It forked.',
    ],
  ])('refused by a problem with %s says what it says', async (_name, body, kind, what) => {
    const client = await serve(send(403, 'application/problem+json; charset=utf-8', body));
    const found = await failure(client.calls.me());
    expect(found.kind).toBe(kind);
    expect(found.problem.what).toBe(what);
    expect(found.problem.remedy).not.toBe('');
  });

  test('refused with status 409 and no code of ours has its ledger compared', async () => {
    const problem = JSON.stringify({ type: 'about:blank', title: 'Conflict', status: 409 });
    const client = await serve(send(409, 'application/problem+json', problem));
    const ledger = '0198c0de-0000-7000-8000-000000000002';
    expect((await failure(client.calls.ledgers.hashes({ ledger, after: 0 }))).kind).toBe('ledger_differs');
    expect((await failure(client.calls.me())).kind).toBe('refused');
  });

  test.each<[string, Answer]>([
    ['JSON of a portal that says 401', send(401, 'application/json', '{"error":"sign in to the network"}')],
    ['a problem that is no problem', send(400, 'application/problem+json', '[1]')],
    ['a login page', send(200, 'text/html', '<html>Welcome to the train</html>')],
    ['a login page that says 401', send(401, 'text/html', '<html>Sign in to the network</html>')],
    ['a redirect to a login page', send(302, 'text/html', '', { location: 'http://127.0.0.1:1/login' })],
    ['a proxy in trouble', send(502, 'text/plain', 'bad gateway')],
    ['JSON cut off', send(200, 'application/json', JSON.stringify(me).slice(0, 40))],
    ['JSON of another form', send(200, 'application/json', JSON.stringify({ ...me, apiVersion: 2 }))],
    ['bytes that are no text', send(200, 'application/json', Uint8Array.of(34, 0xff, 0xfe, 34))],
    ['a broken connection', (request) => void request.socket.destroy()],
    [
      'silence in the middle',
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('that meets %s fails as unreachable', async (_name, answer) => {
    const client = await serve(answer);
    expect((await failure(client.calls.me())).kind).toBe('unreachable');
  });

  test('to an address where nothing listens says so', async () => {
    const client = createHubClient({
      url: 'http://127.0.0.1:9',
      token: 'x'.repeat(20),
      fetch: globalThis.fetch,
      signal: new AbortController().signal,
    });
    const found = await failure(client.calls.me());
    expect(found.kind).toBe('unreachable');
    expect(found.problem.remedy).toMatch(/stored here/);
  });

  test('keeps the pause that the hub asks for', async () => {
    const client = await serve(send(429, 'application/json', '{}', { 'retry-after': '7' }));
    expect((await failure(client.calls.me())).retryAfterMs).toBe(7000);
    expect((await failure(client.pull(null, 10))).retryAfterMs).toBe(7000);
  });

  test('stops reading an answer that is too large', async () => {
    const client = await serve(send(200, 'application/json', `"${'x'.repeat(200_000)}"`));
    expect((await failure(client.calls.me())).kind).toBe('too_large');
  });

  test('ends when the program closes', async () => {
    const close = new AbortController();
    const client = await serve(() => setTimeout(() => close.abort(), 10), close.signal);
    expect((await failure(client.calls.me())).kind).toBe('unreachable');
  });
});

describe('a pull of the feed', () => {
  const end = '{"end":true,"count":0,"cursor":"e:5","hasMore":true}\n';

  test('asks after the cursor and gives the page', async () => {
    const urls: (string | undefined)[] = [];
    const client = await serve((request, response) => {
      urls.push(request.url);
      send(200, 'application/x-ndjson', end)(request, response);
    });
    expect((await client.pull('e:4 &', 7)).end).toEqual({
      end: true,
      count: 0,
      cursor: 'e:5',
      hasMore: true,
    });
    await client.pull(null, 7);
    expect(urls).toEqual(['/v1/feed?after=e%3A4+%26&limit=7', '/v1/feed?limit=7']);
  });

  test.each<[string, Answer, FailureKind]>([
    ['another epoch', send(409, 'application/json', told('CONFLICT', 409)), 'feed_restarted'],
    [
      'another epoch, told by RFC 9457 alone',
      send(409, 'application/problem+json', '{"title":"Conflict","status":409}'),
      'feed_restarted',
    ],
    [
      'a token that is not valid any more',
      send(401, 'application/json', told('UNAUTHORIZED', 401)),
      'signed_out',
    ],
    ['a page without its end', send(200, 'application/x-ndjson', '{"position":1}\n'), 'unreachable'],
    ['a page of HTML that claims to be lines', send(200, 'application/x-ndjson', '<html>\n'), 'unreachable'],
    ['JSON instead of lines', send(200, 'application/json', '{}'), 'unreachable'],
    ['a login page', send(200, 'text/html', end), 'unreachable'],
  ])('that meets %s fails as what that means', async (_name, answer, kind) => {
    const client = await serve(answer);
    expect((await failure(client.pull('e:1', 10))).kind).toBe(kind);
  });
});
