/**
 * A real PostgreSQL for tests, started in a temporary folder when the machine has one. PostgreSQL refuses to run as
 * root, so then it is run as the user `postgres`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PostgresServer {
  port: number;
  /** Address of a database of its own for each call. */
  createDatabase(): string;
  /** Ends it and starts it again on the same data: its own cache is empty then. Connections break. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Folder of PostgreSQL's programs, newest version first; or why there is none. */
export function findPostgres(): { bin: string } | { missing: string } {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bin = versions
    .map((version) => join(root, version, 'bin'))
    .find((path) => existsSync(join(path, 'initdb')));
  if (bin === undefined) return { missing: `no initdb under ${root}` };
  const needsOther = process.getuid?.() === 0;
  if (needsOther && spawnSync('runuser', ['-u', 'postgres', '--', 'true']).status !== 0) {
    return { missing: 'PostgreSQL does not run as root, and there is no user postgres to run it as' };
  }
  return { bin };
}

/** Starts a server that answers on 127.0.0.1 and syncs like one that must not lose anything. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  run(bin, 'initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  const port = await findFreePort();
  const settings = `listen_addresses='127.0.0.1'\nport=${port}\nunix_socket_directories='${folder}'\nmax_connections=300\n`;
  run(bin, 'sh', ['-c', `cat >> ${join(data, 'postgresql.conf')}`], settings);
  let ended = startServer(bin, data);
  await waitUntilReady(bin, port);
  const { createDatabase } = databasesOf({ bin, port });
  return {
    port,
    createDatabase,
    restart: async () => {
      run(bin, 'pg_ctl', ['-D', data, '-m', 'fast', 'stop']);
      await ended;
      ended = startServer(bin, data);
      await waitUntilReady(bin, port);
    },
    stop: async () => {
      run(bin, 'pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Databases on a server that runs; `stop` drops those that were made here. */
export function databasesOf({
  bin,
  port,
}: {
  bin: string;
  port: number;
}): Pick<PostgresServer, 'createDatabase' | 'stop'> {
  const at = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
  const made: string[] = [];
  return {
    createDatabase: () => {
      const name = `hub_${randomUUID().replaceAll('-', '')}`;
      run(bin, 'createdb', [...at, name]);
      made.push(name);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      for (const name of made) run(bin, 'dropdb', [...at, '--force', name]);
    },
  };
}

/** Resolves when it has ended. */
function startServer(bin: string, data: string): Promise<void> {
  const [command, args] = asPostgres(bin, 'postgres', ['-D', data]);
  const server = spawn(command, args, { stdio: 'ignore' });
  return new Promise((resolve) => server.once('exit', () => resolve()));
}

function asPostgres(bin: string, program: string, args: string[]): [string, string[]] {
  const path = program === 'sh' ? 'sh' : join(bin, program);
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
}

function run(bin: string, program: string, args: string[], input = ''): void {
  const [command, all] = asPostgres(bin, program, args);
  const done = spawnSync(command, all, { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}${done.stdout}`);
}

async function waitUntilReady(bin: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ready = spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]);
    if (ready.status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('PostgreSQL did not get ready');
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(),
      );
    });
  });
}
