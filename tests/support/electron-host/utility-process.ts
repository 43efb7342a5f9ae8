/** Electron's utilityProcess as a worker thread. `kill` ends the thread at once, wherever it is. */
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PortMain } from './ports.ts';
import { pack, unpack } from './ports.ts';

const start = new URL('./worker-start.ts', import.meta.url).href;

interface ForkOptions {
  env?: NodeJS.ProcessEnv;
  serviceName?: string;
}

class UtilityProcess extends EventEmitter {
  readonly serviceName: string;
  #worker: Worker;

  constructor(entry: string, args: string[], { env, serviceName = '' }: ForkOptions) {
    super();
    this.serviceName = serviceName;
    this.#worker = new Worker(entry, {
      argv: args,
      execArgv: ['--import', start],
      ...(env === undefined ? {} : { env }),
    });
    this.#worker.on('message', (value: unknown) => this.emit('message', unpack(value).data));
    this.#worker.on('error', (error) => process.stderr.write(`utility process: ${String(error.stack)}\n`));
    this.#worker.on('exit', (code) => this.emit('exit', code));
  }

  postMessage(message: unknown, ports: PortMain[] = []): void {
    const { parcel, transfer } = pack(message, ports);
    this.#worker.postMessage(parcel, transfer);
  }

  kill(): boolean {
    void this.#worker.terminate();
    return true;
  }
}

/** Running ones, newest last: tests end one to see main start it again. */
export const running: UtilityProcess[] = [];

export const utilityProcess = {
  fork(entry: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
    const path = entry.startsWith('file:') ? fileURLToPath(entry) : entry;
    const child = new UtilityProcess(path, args, options);
    running.push(child);
    child.once('exit', () => running.splice(running.indexOf(child), 1));
    return child;
  },
};
