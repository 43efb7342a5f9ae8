/** Starts the real loopback host and the real hub as processes of their own, as a person's `npm start` would. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Workbench } from '../../shared/contract/workbench.ts';

const cli = fileURLToPath(new URL('../../electron/cli/assay.ts', import.meta.url));
const builtOpen = fileURLToPath(new URL('../../dist/backend/open.js', import.meta.url));

export interface Running<T> {
  said: T;
  child: ChildProcess;
  /** Ends it as a person would (SIGTERM) and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Runs `assay …` and waits for its first line of JSON. */
export async function startAssay<T>(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  program = cli,
): Promise<Running<T>> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`assay ${args.join(' ')} ended with code ${code ?? 'none'}`)),
    );
  });
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { said: JSON.parse(line) as T, child, stop: end('SIGTERM'), kill: end('SIGKILL') };
}

/** The loopback host on a data folder; `url` carries the key of the session. */
export const startWorkbench = (dataDir: string): Promise<Running<{ url: string; pid: number }>> =>
  startAssay(['open', '--data', dataDir, '--port', '0', '--json']);

/** The same from the bundle that `npm start` runs; needs a build. */
export const startBuiltWorkbench = (dataDir: string): Promise<Running<{ url: string; pid: number }>> =>
  startAssay(['open', '--data', dataDir, '--port', '0', '--json'], {}, builtOpen);

export const startHubProcess = (
  dataDir: string,
  port = 0,
): Promise<Running<{ url: string; hubId: string; adminToken: string | null }>> =>
  startAssay(['hub', 'start', '--data', dataDir, '--port', String(port), '--json']);

/** A client of the workbench contract with the key that `url` carries: for what a test must know beside the screen. */
export function workbenchClient(url: string): ContractRouterClient<Workbench> {
  const { origin, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  return createORPCClient(
    new RPCLink({ url: `${origin}/rpc`, headers: { authorization: `Bearer ${token}` } }),
  );
}

/** Calls the hub's REST API. */
export async function callHub<T>(url: string, token: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
