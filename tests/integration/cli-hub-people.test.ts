/** `assay hub person` and `assay hub token` on a stopped hub and on one that runs. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../hub/database/open.ts';
import { startHub } from '../../hub/server.ts';
import { listTokens } from '../../hub/store/tokens.ts';

const cli = join(import.meta.dirname, '../../electron/cli/assay.ts');
const folder = mkdtempSync(join(tmpdir(), 'assay-cli-people-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  code: number | null;
  said: string;
  complaints: string;
}

/** Runs `assay hub …`; the hub of a test may be in this process, so nothing here may block it. */
function assayHub(args: string[], token = ''): Promise<Run> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [cli, 'hub', ...args], { env: { ...env, ASSAY_TOKEN: token } });
  let [said, complaints] = ['', ''];
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said, complaints })));
}

it('look after people straight in a stopped hub and over the API of a running one, by the same rules', async () => {
  const added = await assayHub(['person', 'add', 'Ann', '--role', 'lead', '--data', folder, '--json']);
  expect(added.code, added.complaints).toBe(0);
  const { person, token } = JSON.parse(added.said) as { person: { id: string }; token: string };

  const log = pino({ level: 'silent' });
  const hub = await startHub({ dataDir: join(folder, 'hub'), port: 0, host: '127.0.0.1', log });
  const admin = hub.adminToken ?? '';
  const [issued, forbidden] = await Promise.all([
    assayHub(['token', 'issue', 'Ann', '--name', 'laptop', '--url', hub.url, '--json'], admin),
    assayHub(['person', 'role', person.id, 'admin', '--url', hub.url], token),
  ]);
  const fresh = JSON.parse(issued.said) as { token: string; tokenInfo: { id: string; name: string } };
  expect(fresh.tokenInfo.name).toBe('laptop');
  expect(forbidden.code).toBe(1);
  expect(forbidden.complaints).toContain('The role lead may not do this.');
  expect(forbidden.complaints).toContain('what to do: ');
  await hub.close();

  const ended = await assayHub(['token', 'revoke', fresh.tokenInfo.id, '--data', folder]);
  expect(ended.said, ended.complaints).toBe('revoked\n');
  const database = await openDatabase({ dataDir: join(folder, 'hub') });
  const tokens = await listTokens(database.db, person.id);
  await database.close();
  expect(tokens.find((row) => row.id === fresh.tokenInfo.id)?.revokedAt).not.toBeNull();
  expect(tokens.filter((row) => row.revokedAt === null)).toHaveLength(1);
});
