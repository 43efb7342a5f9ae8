import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createBuilder } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeBackendOptions } from '../../shared/contract/process.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import { MessageChannelMain } from '../support/electron-host/ports.ts';
import { utilityProcess } from '../support/electron-host/utility-process.ts';
import { makeFolder } from '../support/test-device.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
// Beside what `npm run build` makes, so that packages outside the bundle are found as they are there.
const bundle = at(`dist/test-backend-${process.pid}`);
let folder: ReturnType<typeof makeFolder>;

beforeAll(async () => {
  folder = makeFolder();
  const builder = await createBuilder({
    configFile: at('vite.config.ts'),
    logLevel: 'silent',
    environments: { backend: { build: { outDir: bundle, sourcemap: false } } },
  });
  await builder.build(builder.environments['backend']!);
});

afterAll(() => {
  rmSync(bundle, { recursive: true, force: true });
  folder.remove();
});

test.each([
  ['sources', () => at('electron/backend/host-port.ts')],
  ['bundle', () => join(bundle, 'backend.js')],
])(
  'the backend process of the desktop, from its %s, computes reports in a thread of its own',
  async (name, entry) => {
    const dataDir = join(folder.path, name);
    const options = { dataDir, version: '9.9.9', hasKeyStore: true, canStartHub: false };
    const child = utilityProcess.fork(entry(), encodeBackendOptions(options));
    const exit = new Promise<number>((resolve) => child.once('exit', resolve));
    try {
      const { port1, port2 } = new MessageChannelMain();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      child.postMessage({ type: 'port' }, [port1]);
      const client: ContractRouterClient<Workbench> = createORPCClient(new RPCLink({ port: port2 }));
      port2.start();
      const { auditId } = await client.app.openDemo({});
      const report = await client.reports.get({ auditId });
      expect(report.coverage).toMatchObject({ drawn: 20, reviewed: 0 });
      const file = await client.reports.export({ auditId, format: 'html', hidesNames: false });
      expect(file.text).toContain(report.manifestDigest);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      child.postMessage({ type: 'shutdown' });
      expect(await exit).toBe(0);
    } finally {
      child.kill();
    }
  },
);
