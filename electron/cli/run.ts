/**
 * How every command runs: opens the backend on a data folder without a window, turns declared failures into a message
 * with a way out, and sets the exit code: 0 done, 1 the answer is no or it failed as declared, 2 wrong usage, 70 a
 * failure that Assay did not expect.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { InvalidArgumentError } from 'commander';
import type { RouterClient } from '@orpc/server';
import { pino } from 'pino';
import type { Backend } from '../backend/backend.ts';
import { createBackend } from '../backend/backend.ts';
import { findProblem } from '../backend/errors.ts';
import { createFileSecrets } from '../backend/secrets.ts';
import type { DataOptions } from './profile.ts';
import { enterProfile } from './profile.ts';
import { version } from './version.ts';

export type Client = RouterClient<Backend['router']>;

/** Where everything is kept unless `--data` says otherwise; follows each system's habit. */
export function defaultDataDir(): string {
  const chosen = process.env['ASSAY_DATA'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'assay');
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'assay');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'assay');
}

export const write = (text: string): void => void process.stdout.write(`${text}\n`);
export const writeJson = (value: unknown): void => write(JSON.stringify(value, null, 2));
export const warn = (text: string): void => void process.stderr.write(`${text}\n`);

/** Structured logs to standard error, quiet unless `ASSAY_LOG` names a level. */
export function createLog() {
  return pino({ level: process.env['ASSAY_LOG'] ?? 'error' }, pino.destination({ dest: 2, sync: true }));
}

/** Prints a failure as what, where and what to do; answers the exit code. */
export function explain(error: unknown): number {
  if (error instanceof InvalidArgumentError) {
    warn(`Wrong usage: ${error.message}\n(run with --help for usage)`);
    return 2;
  }
  const problem = findProblem(error);
  if (problem === null) {
    warn(
      `Assay failed in a way it did not expect: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 70;
  }
  warn(
    `${problem.what}${problem.where === undefined ? '' : `\n  where: ${problem.where}`}\n  what to do: ${problem.remedy}`,
  );
  return 1;
}

async function openBackend(options: DataOptions): Promise<Backend> {
  const { folder, ...person } = await enterProfile(options);
  return createBackend({
    ...person,
    dataDir: folder,
    host: 'loopback',
    version,
    hubLauncher: null,
    secrets: createFileSecrets(folder),
    log: createLog(),
  });
}

/**
 * Runs `act` on a backend of its own and closes it whatever happens; sets the exit code. In a group the backend is that
 * of the chosen person, after their PIN.
 */
export async function withBackend(
  options: DataOptions,
  act: (client: Client, backend: Backend) => Promise<number | void>,
): Promise<void> {
  let backend: Backend | null = null;
  try {
    backend = await openBackend(options);
    const client = createRouterClient(backend.router, { context: backend.context });
    process.exitCode = (await act(client, backend)) ?? 0;
  } catch (error) {
    process.exitCode = explain(error);
  } finally {
    await backend?.close();
  }
}
