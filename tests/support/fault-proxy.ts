/**
 * Stands between a device and its hub and does what networks do: loses requests and answers, repeats them late, cuts
 * them short, puts a login page in their place. Which fault meets a request is the test's choice.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const faults = [
  /** Passed on and answered. */
  'none',
  /** Never arrives. */
  'lose_request',
  /** Arrives and is carried out; its answer never comes back. */
  'lose_answer',
  /** Arrives twice; the second answer comes back. */
  'repeat',
  /** Arrives, and once more after the next request that is passed on. */
  'repeat_late',
  /** Half of the answer comes, then the connection breaks. */
  'cut_answer',
  /** Half of the answer comes and claims to be all of it. */
  'shorten_answer',
  /** A captive portal answers. */
  'portal',
  /** A proxy that is in trouble answers. */
  'bad_gateway',
  /** The token is said to be void. */
  'unauthorized',
  /** Everything takes a while. */
  'slow',
] as const;
export type Fault = (typeof faults)[number];

export interface Seen {
  method: string;
  path: string;
}

export interface FaultProxy {
  url: string;
  /** How often each fault was met. */
  counts: Map<Fault, number>;
  /** Where requests go from now on, e.g. after the hub came back on another port. */
  retarget(url: string): void;
  close(): Promise<void>;
}

interface Arrived extends Seen {
  headers: IncomingMessage['headers'];
  body: Buffer;
}

interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Starts a proxy before `target`; `choose` is asked once per request. */
export async function startFaultProxy(target: string, choose: (seen: Seen) => Fault): Promise<FaultProxy> {
  const state = { target, late: [] as Arrived[] };
  const counts = new Map<Fault, number>();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const arrived = await collect(incoming);
      const fault = choose(arrived);
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
      await meet(fault, arrived, outgoing, state);
    })().catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    retarget: (url) => void (state.target = url),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function meet(
  fault: Fault,
  arrived: Arrived,
  outgoing: ServerResponse,
  state: { target: string; late: Arrived[] },
): Promise<void> {
  const pass = async (): Promise<Answered> => {
    const answered = await forward(state.target, arrived);
    for (const late of state.late.splice(0)) await forward(state.target, late);
    return answered;
  };
  switch (fault) {
    case 'lose_request':
      return void outgoing.destroy();
    case 'lose_answer':
      await pass();
      return void outgoing.destroy();
    case 'repeat':
      await pass();
      return answer(outgoing, await pass());
    case 'repeat_late': {
      const answered = await pass();
      state.late.push(arrived);
      return answer(outgoing, answered);
    }
    case 'cut_answer': {
      const { status, headers, body } = await pass();
      outgoing.writeHead(status, headers);
      outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
      return;
    }
    case 'shorten_answer': {
      const { status, headers, body } = await pass();
      const half = body.subarray(0, body.length >> 1);
      return answer(outgoing, {
        status,
        headers: { ...headers, 'content-length': String(half.length) },
        body: half,
      });
    }
    case 'portal':
      return answer(
        outgoing,
        page(200, '<!doctype html><title>Train</title><p>Accept our terms to go online.'),
      );
    case 'bad_gateway':
      return answer(outgoing, page(502, '<html><h1>502 Bad Gateway</h1></html>'));
    case 'unauthorized':
      return answer(outgoing, unauthorized);
    case 'slow':
      await sleep(15);
      return answer(outgoing, await pass());
    case 'none':
      return answer(outgoing, await pass());
  }
}

function page(status: number, html: string): Answered {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(html) };
}

const unauthorized: Answered = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(
    JSON.stringify({
      defined: true,
      code: 'UNAUTHORIZED',
      status: 401,
      message: 'Sign in again.',
      data: { what: 'The token is not valid.', remedy: 'Ask for a new one.' },
    }),
  ),
};

function answer(outgoing: ServerResponse, { status, headers, body }: Answered): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}

async function collect(incoming: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks) };
}

function forward(target: string, { method, path, headers, body }: Arrived): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const outgoing = sendRequest(`${target}${path}`, { method, headers: kept, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 502,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
