/** Processes that a test starts and kills; none outlives its test. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

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

  /** Compiled code is kept in `cacheDir` between starts: start-up is most of what such tests do. */
  constructor(cacheDir: string) {
    this.#env = { ...process.env, NODE_COMPILE_CACHE: cacheDir };
  }

  /** Runs a program of tests/support and waits for its first line, which is JSON. */
  async start<T>(program: string, args: readonly string[]): Promise<Killable<T>> {
    const path = fileURLToPath(new URL(program, import.meta.url));
    const child = spawn(process.execPath, [path, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: this.#env,
    });
    this.#running.add(child);
    const ended = new Promise<void>((resolve) =>
      child.once('exit', () => {
        this.#running.delete(child);
        resolve();
      }),
    );
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
