import { MessageChannel } from 'node:worker_threads';
import type { ContractRouterClient } from '@orpc/contract';
import { createORPCClient, isDefinedError, ORPCError } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHostToken, serveLoopback } from '../../electron/backend/host-http.ts';
import { createPortServer } from '../../electron/backend/port-server.ts';
import { errors } from '../../shared/contract/errors.ts';
import type { echo } from '../support/echo-contract.ts';
import { createEchoRouter } from '../support/echo-router.ts';

type Client = ContractRouterClient<typeof echo>;
interface Connection {
  client: Client;
  close(): Promise<void>;
}
type Echo = ReturnType<typeof createEchoRouter>;

const transports: Record<string, (served: Echo) => Promise<Connection>> = {
  'a direct call': async (served) => ({
    client: createRouterClient(served.router, { context: served.context }),
    close: async () => {},
  }),
  'a MessagePort': async (served) => {
    const { port1, port2 } = new MessageChannel();
    createPortServer(served.router, served.context)(port1);
    const client: Client = createORPCClient(new PortLink({ port: port2 }));
    port2.start();
    return { client, close: async () => port2.close() };
  },
  'HTTP on the loopback host': async (served) => {
    const token = createHostToken();
    const host = await serveLoopback({ ...served, rendererDir: null, port: 0, token });
    const headers = { authorization: `Bearer ${token}` };
    const client: Client = createORPCClient(new FetchLink({ url: `${host.url}/rpc`, headers }));
    return { client, close: () => host.close() };
  },
};

const failureOf = async (call: Promise<unknown>): Promise<ORPCError<string, unknown>> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ORPCError);
  return error as ORPCError<string, unknown>;
};

describe.each(Object.entries(transports))('over %s', (_name, connect) => {
  let served: Echo;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    served = createEchoRouter();
    connection = await connect(served);
    client = connection.client;
  });
  afterAll(() => connection.close());

  test('a plain call is answered, also deep in the contract', async () => {
    expect(await client.say({ text: 'hello', numbers: [0, -1.5, 1e21] })).toEqual({
      text: 'hello',
      numbers: [0, -1.5, 1e21],
    });
    expect(await client.nested.deep.say({})).toBe('deep');
  });

  test('text of every script arrives as it was sent', async () => {
    const text = 'Zürich 東京 العربية 👩‍👩‍👧‍👦 e\u0301 \u2028 \\ " \u0001 \ufeff';
    expect((await client.say({ text })).text).toBe(text);
  });

  test.each(Object.keys(errors) as (keyof typeof errors)[])(
    'the declared error %s arrives with its code, status and way out',
    async (code) => {
      const error = await failureOf(client.refuse({ code }));
      expect(isDefinedError(error)).toBe(true);
      expect({ code: error.code, status: error.status, data: error.data }).toEqual({
        code,
        status: errors[code].status,
        data: { what: `It is ${code}.`, where: 'here', remedy: 'Do nothing.' },
      });
    },
  );

  test('input that does not fit is refused with the place and a way out, and the call is not made', async () => {
    const before = served.context.calls;
    const error = await failureOf(client.say({ text: 'a\u0000b' }));
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.data).toMatchObject({ where: 'text', remedy: expect.stringMatching(/\S/) });
    const unknown = await failureOf(client.say({ text: 'a', more: 1 } as never));
    expect(unknown.code).toBe('INVALID_INPUT');
    expect(served.context.calls).toBe(before);
  });

  test('an unexpected failure becomes INTERNAL with an id that is in the log, and tells nothing more', async () => {
    const error = await failureOf(client.crash({ secret: 'the customer said so' }));
    expect(error.code).toBe('INTERNAL');
    const told = JSON.stringify([error.message, error.data, error.toJSON()]);
    expect(told).not.toMatch(/customer said so|\.ts:|node:|\bat \S+ \(/);
    const id = /[0-9a-f-]{8,}/.exec(JSON.stringify(error.data))?.[0] ?? 'no id';
    expect(served.logged()).toContain(id);
    expect(served.logged()).not.toContain('customer said so');
  });

  test('an answer that breaks the contract is not passed on', async () => {
    const error = await failureOf(client.lie({}));
    expect(error.code).toBe('INTERNAL');
  });

  test('events come in order until the caller stops, and the source is told', async () => {
    const seen: number[] = [];
    for await (const event of await client.count({ crashAfter: null })) {
      seen.push(event.n);
      if (seen.length === 25) break;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i));
    await expect.poll(() => served.context.openCounters).toBe(0);
  });

  test('aborting a call ends its events', async () => {
    const abort = new AbortController();
    const events = await client.count({ crashAfter: null }, { signal: abort.signal });
    await events.next();
    abort.abort();
    const drained = (async () => {
      for await (const _ of events);
    })();
    // Some transports end the events, some fail them: either way they are over, here and at their source.
    await drained.catch(() => {});
    await expect.poll(() => served.context.openCounters).toBe(0);
  });

  test('a failure among events reaches the caller without its inside', async () => {
    const seen: number[] = [];
    const error = await failureOf(
      (async () => {
        for await (const event of await client.count({ crashAfter: 3 })) seen.push(event.n);
      })(),
    );
    expect(seen).toEqual([0, 1, 2]);
    expect(error.code).toBe('INTERNAL');
    expect(JSON.stringify(error.toJSON())).not.toContain('counter broke');
  });

  test('five megabytes go there and come back', async () => {
    const text = 'Grüße, 世界! '.repeat(400_000);
    const back = await client.say({ text });
    expect(back.text.length).toBe(text.length);
    expect(back.text === text).toBe(true);
  });

  test('a thousand calls at once each get their own answer', async () => {
    const asked = Array.from({ length: 1000 }, (_, i) => `call ${i}`);
    const answers = await Promise.all(asked.map((text) => client.say({ text })));
    expect(answers.map((one) => one.text)).toEqual(asked);
  });
});
