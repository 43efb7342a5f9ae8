import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSpillFolder } from './spill-folder.ts';

it('a folder for what does not fit into memory is private, and those of killed processes are removed', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'assay-spill-test-'));
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  const left = join(parent, `assay-sources-${gone}-abc123`);
  const alive = join(parent, `assay-sources-${process.ppid}-abc123`);
  const foreign = join(parent, 'assay-sources-notes');
  for (const folder of [left, alive, foreign]) mkdirSync(folder);
  writeFileSync(join(left, 'spilled'), 'content');
  const made = await makeSpillFolder(parent);
  expect(statSync(made).mode & 0o077).toBe(0);
  expect([left, alive, foreign, made].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
  rmSync(parent, { recursive: true });
});
