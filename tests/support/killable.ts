/** Processes that a test starts and kills; none outlives its test. */
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface Killable<T> {
  /** What it said when it was ready. */
  said: T;
  hasEnded(): boolean;
  /** Ends it as a person would (SIGTERM) and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>;
}

export class Processes {
  readonly #running = new Set<ChildProcess>();
  readonly #env: NodeJS.ProcessEnv;

  /** Program → the one file that it was put into. */
  readonly #bundled = new Map<string, Promise<string>>();

  /** Programs are put into one file each, and compiled code is kept in `cacheDir`: start-up is most of such tests. */
  constructor(cacheDir: string) {
    this.#env = { ...process.env, NODE_COMPILE_CACHE: cacheDir };
  }

  #bundle(program: string): Promise<string> {
    const known = this.#bundled.get(program);
    if (known !== undefined) return known;
    const making = bundle(fileURLToPath(new URL(program, import.meta.url)));
    this.#bundled.set(program, making);
    return making;
  }

  /** Runs a program, told from tests/support, and leaves it to the caller to hear and to end it. Its input stays open. */
  async spawn(
    program: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<ChildProcessByStdio<Writable, Readable, null>> {
    const path = await this.#bundle(program);
    // The embedded database is WebAssembly: what lives for seconds is killed before optimizing it has paid.
    const child = spawn(process.execPath, ['--liftoff-only', path, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...this.#env, ...env },
    });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /** Runs a program of tests/support and waits for its first line, which is JSON. */
  async start<T>(program: string, args: readonly string[]): Promise<Killable<T>> {
    const child = await this.spawn(program, args);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const lines = createInterface({ input: child.stdout });
    const line = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`${program} ended with ${code ?? signal}`)));
    });
    const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
      child.kill(signal);
      await ended;
    };
    return {
      said: JSON.parse(line) as T,
      hasEnded: () => child.killed || child.exitCode !== null,
      stop: end('SIGTERM'),
      kill: end('SIGKILL'),
    };
  }

  /** Ends everything that is still running. */
  killAll(): void {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}

/** As in vite.config.ts: native packages, and those that read files of their own, are loaded from where they are. */
const external =
  /^(node:.*|better-sqlite3|@duckdb\/.*|@electric-sql\/.*|pg|pg-cursor|pino|prom-client|protobufjs|croner|fastify.*|@fastify\/.*)$/;

/** Programs whose calls need a thread, and the thread's own file, which they look for beside them. */
const threadOf: Partial<Record<string, string>> = {
  'dying-backend-process': '../../electron/backend/report/report-thread.ts',
};

async function bundle(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  const thread = threadOf[name];
  const input = {
    [name]: entry,
    ...(thread === undefined ? {} : { 'report-thread': fileURLToPath(new URL(thread, import.meta.url)) }),
  };
  // Inside node_modules, so that what stays outside is found from there.
  const outDir = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'killable', name);
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node24',
      rollupOptions: {
        input,
        external,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, `${name}.js`);
}
