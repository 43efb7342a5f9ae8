import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../support/test-device.ts';
import { openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

function assay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const entry = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'assay.ts');
  return spawnSync(process.execPath, [entry, ...args, '--data', folder.path], { encoding: 'utf8' });
}

test('a damaged store names the command that recovers it, and the command does', async () => {
  const backend = await openTestBackend(folder.path);
  storeMadeAudit(backend, 5);
  await backend.close();
  const file = openSync(join(folder.path, 'workbench.db'), 'r+');
  writeSync(file, Buffer.alloc(100), 0, 100, 0);
  closeSync(file);
  const refused = assay('ledger', 'verify');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/damaged[\s\S]*assay recover/);
  const recovered = assay('recover');
  expect(recovered.status).toBe(0);
  expect(recovered.stdout).toMatch(/damaged file is kept as/);
  expect(assay('ledger', 'verify').status).toBe(0);
});

test('recovering a store that is open elsewhere is refused', async () => {
  const backend = await openTestBackend(folder.path);
  const refused = assay('recover');
  await backend.close();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/has this store open/);
});

test('recovering a folder without a store says so and leaves it empty', () => {
  const refused = assay('recover');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/no store in this folder/);
  expect(readdirSync(folder.path)).toEqual([]);
});
