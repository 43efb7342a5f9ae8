/** The demo hub as a utility process of its own, started when somebody opens the demo. Must not know what it holds. */
import { utilityProcess } from 'electron';
import type { UtilityProcess } from 'electron';
import { z } from 'zod';

const started = z.object({ url: z.url(), token: z.string().min(20) });

export interface DemoHub {
  start(): Promise<{ url: string; token: string }>;
  stop(): void;
}

/** @param entry the built hub; @param dataDir folder that holds the demo hub's state */
export function createDemoHub(entry: string, dataDir: string): DemoHub {
  let child: UtilityProcess | null = null;
  let running: Promise<{ url: string; token: string }> | null = null;

  function launch(): Promise<{ url: string; token: string }> {
    const forked = utilityProcess.fork(entry, [], {
      serviceName: 'Assay demo hub',
      env: { ...process.env, ASSAY_HUB_DATA: dataDir },
      stdio: 'ignore',
    });
    child = forked;
    return new Promise((resolve, reject) => {
      forked.once('message', (message: unknown) => {
        const parsed = started.safeParse(message);
        if (parsed.success) resolve(parsed.data);
        else reject(new Error('the demo hub did not say where it listens'));
      });
      forked.once('exit', (code) => {
        child = null;
        running = null;
        reject(new Error(`the demo hub ended with code ${code}`));
      });
    });
  }

  return {
    start() {
      running ??= launch();
      return running;
    },
    stop() {
      child?.kill();
    },
  };
}
