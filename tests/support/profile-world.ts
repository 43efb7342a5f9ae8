/** A host with profiles over either transport, with clocks that a test sets and windows that show whom a test says. */
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { BackendContext } from '../../electron/backend/context.ts';
import { createHostToken, serveLoopback } from '../../electron/backend/host-http.ts';
import { silentLog } from '../../electron/backend/log.ts';
import { createPortServer } from '../../electron/backend/port-server.ts';
import type { DeskOptions } from '../../electron/backend/profiles/desk-options.ts';
import type { ProfileHost } from '../../electron/backend/profiles/profile-host.ts';
import { createProfileHost } from '../../electron/backend/profiles/profile-host.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';
import { PROFILE_HEADER } from '../../shared/contract/profile-header.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';

export type Window = ContractRouterClient<Workbench>;

/** Wall clock and time since the computer's start. */
export interface Clocks {
  wallMs: number;
  uptimeMs: number;
}

export interface ProfileWorld {
  host: ProfileHost;
  clocks: Clocks;
  /** A window that says it shows this profile; null for one that does not say. */
  window(shownId: string | null): Window;
  /** What the open profile works with. */
  context(): BackendContext;
  close(): Promise<void>;
}

export type Transport = 'a MessagePort' | 'HTTP on the loopback host';
export const transports: readonly Transport[] = ['a MessagePort', 'HTTP on the loopback host'];

export async function startProfiles(
  dataDir: string,
  transport: Transport = 'a MessagePort',
  change: Partial<DeskOptions> & { clocks?: Clocks } = {},
): Promise<ProfileWorld> {
  const { clocks = { wallMs: Date.parse('2026-01-07T08:00:00.000Z'), uptimeMs: 3_600_000 }, ...options } =
    change;
  const log = silentLog();
  const host = await createProfileHost({
    dataDir,
    host: 'loopback',
    version: '0.0.0-test',
    hubLauncher: null,
    secretsOf: (_id, folder) => createFileSecrets(folder),
    log,
    clock: { now: () => new Date(clocks.wallMs) },
    uptimeMs: () => clocks.uptimeMs,
    pinCost: { N: 2 ** 10, r: 8, p: 1 },
    patience: { callsMs: 60, syncMs: 60 },
    ...options,
  });
  const { desk } = host.context;
  const ends: (() => Promise<void> | void)[] = [];
  const served = transport === 'a MessagePort' ? servePorts(host, ends) : await serveHttp(host, ends);
  return {
    host,
    clocks,
    window: served,
    context: () => desk.enter(desk.openId).backend.context,
    close: async () => {
      for (const end of ends) await end();
      await host.close();
    },
  };
}

const headersOf = (shownId: string | null): Record<string, string> =>
  shownId === null ? {} : { [PROFILE_HEADER]: shownId };

function servePorts(
  { router, context }: ProfileHost,
  ends: (() => Promise<void> | void)[],
): (id: string | null) => Window {
  const serve = createPortServer(router, context);
  return (shownId) => {
    const { port1, port2 } = new MessageChannel();
    serve(port1);
    port2.start();
    ends.push(() => port2.close());
    return createORPCClient(new PortLink({ port: port2, headers: headersOf(shownId) }));
  };
}

async function serveHttp(
  { router, context }: ProfileHost,
  ends: (() => Promise<void> | void)[],
): Promise<(id: string | null) => Window> {
  const token = createHostToken();
  const log = silentLog();
  const served = await serveLoopback({ router, context, rendererDir: null, port: 0, token, log });
  ends.push(() => served.close());
  return (shownId) => {
    const headers = { authorization: `Bearer ${token}`, ...headersOf(shownId) };
    return createORPCClient(new FetchLink({ url: `${served.url}/rpc`, headers }));
  };
}
