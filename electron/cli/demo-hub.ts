/**
 * Runs the demo hub as a child process, so that a newcomer sees a sync go through without setting anything up. It ends
 * with this process: the child watches its standard input.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { HubLauncher } from '../backend/demo-hub.ts';

const entry = fileURLToPath(new URL('../../hub/demo-process.ts', import.meta.url));
const readyLine = z.object({ url: z.string(), token: z.string() });

export interface DemoHubLauncher extends HubLauncher {
  stop(): Promise<void>;
}

/** The first line that the child prints, or a reason why there was none. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the demo hub has no output');
  const lines = createInterface({ input: child.stdout });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the demo hub ended with code ${code ?? 'none'}`)));
    });
  } finally {
    lines.close();
  }
}

export function createDemoHubLauncher(dataDir: string): DemoHubLauncher {
  let child: ChildProcess | null = null;
  let started: Promise<{ url: string; token: string }> | null = null;

  async function launch(): Promise<{ url: string; token: string }> {
    child = spawn(process.execPath, [entry], {
      env: { ...process.env, ASSAY_HUB_DATA: dataDir },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.once('exit', () => {
      child = null;
      started = null;
    });
    return readyLine.parse(JSON.parse(await firstLine(child)));
  }

  return {
    start() {
      started ??= launch().catch((error: unknown) => {
        started = null;
        throw error;
      });
      return started;
    },
    async stop() {
      const running = child;
      if (running === null) return;
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.stdin?.end();
      await ended;
    },
  };
}
