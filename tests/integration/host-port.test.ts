import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackendOptions, MessageToBackend, MessageToMain } from '../../shared/contract/process.ts';
import { encodeBackendOptions, messageToMain } from '../../shared/contract/process.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import { MessageChannelMain } from '../support/electron-host/ports.ts';
import { utilityProcess } from '../support/electron-host/utility-process.ts';
import { makeFolder } from '../support/test-device.ts';

const entry = fileURLToPath(new URL('../../electron/backend/host-port.ts', import.meta.url));

let folder: ReturnType<typeof makeFolder>;
let cleanups: (() => void)[] = [];
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  for (const cleanup of cleanups) cleanup();
  cleanups = [];
  folder.remove();
});

/** Main's side of one backend process. */
function fork(change: Partial<BackendOptions> = {}) {
  const options = {
    dataDir: folder.path,
    version: '9.9.9',
    hasKeyStore: true,
    canStartHub: false,
    ...change,
  };
  const child = utilityProcess.fork(entry, encodeBackendOptions(options));
  const told: MessageToMain[] = [];
  child.on('message', (data: unknown) => told.push(messageToMain.parse(data)));
  const exit = new Promise<number>((resolve) => child.once('exit', resolve));
  cleanups.push(() => child.kill());
  const types = (): string[] => told.map((message) => message.type);
  const waitFor = (type: MessageToMain['type']): Promise<void> =>
    expect.poll(types, { timeout: 60_000, interval: 20 }).toContain(type);
  const openWindow = (): ContractRouterClient<Workbench> => openPort().client;
  const openPort = (): { client: ContractRouterClient<Workbench>; close(): void } => {
    const { port1, port2 } = new MessageChannelMain();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    child.postMessage({ type: 'port' } satisfies MessageToBackend, [port1]);
    const client: ContractRouterClient<Workbench> = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    return { client, close: () => port2.close() };
  };
  const shutDown = async (): Promise<number> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    child.postMessage({ type: 'shutdown' } satisfies MessageToBackend);
    return exit;
  };
  return { told, types, waitFor, openPort, openWindow, shutDown };
}

describe('the backend process of the desktop', () => {
  test('says that it is ready, serves every window, and ends in peace when asked', async () => {
    const backend = fork();
    const early = backend.openWindow();
    await backend.waitFor('ready');
    const second = backend.openWindow();
    for (const client of [early, second]) {
      expect(await client.app.status({})).toMatchObject({ host: 'desktop', version: '9.9.9', isFresh: true });
    }
    const renamed = await second.app.rename({ name: 'Ada' });
    expect((await early.app.status({})).person).toEqual(renamed);
    expect(await backend.shutDown()).toBe(0);
    expect(backend.types()).toEqual(['ready', 'stopped']);
  });

  test('survives a window that closes in the middle of calls and events', async () => {
    const backend = fork();
    for (let n = 0; n < 5; n += 1) {
      const { client, close } = backend.openPort();
      const events = await client.app.watch({});
      await events.next();
      const cut = [events.next(), ...Array.from({ length: 20 }, () => client.audits.list({}))];
      close();
      await Promise.allSettled(cut);
    }
    const other = backend.openWindow();
    expect((await other.app.rename({ name: 'Ada' })).name).toBe('Ada');
    expect(await backend.shutDown()).toBe(0);
    expect(backend.types()).toEqual(['ready', 'stopped']);
  });

  test('goes on in another process where the first one ended', async () => {
    const first = fork();
    await first.openWindow().app.rename({ name: 'Ada' });
    await first.shutDown();
    const next = fork();
    expect((await next.openWindow().app.status({})).person.name).toBe('Ada');
    await next.shutDown();
  });

  test('tells main what to do when the store cannot be opened', async () => {
    writeFileSync(join(folder.path, 'workbench.db'), 'this is no database, '.repeat(1000));
    const backend = fork();
    await backend.waitFor('start-failed');
    expect(backend.told).toMatchObject([{ problem: { remedy: expect.stringMatching(/recover/) } }]);
  });

  test('refuses a store that another instance has open, and says so', async () => {
    const first = fork();
    await first.waitFor('ready');
    const second = fork();
    await second.waitFor('start-failed');
    expect(second.told).toMatchObject([
      { problem: { remedy: expect.stringMatching(/other window|--data/) } },
    ]);
    await first.shutDown();
  });
});
