import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HubFailure } from '../failure.ts';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const lockFile = () => join(folder, 'hub.lock');

it('keeps a second one out until it is given back, and leaves nothing behind', () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(HubFailure);
  unlock();
  expect(readdirSync(folder)).toEqual([]);
  lockFolder(folder)();
});

it('keeps others out while its process lives, and not once it was killed', async () => {
  const module = join(import.meta.dirname, 'folder-lock.ts');
  const script = `import(${JSON.stringify(module)}).then(({ lockFolder }) => {
    lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(() => lockFolder(folder)).toThrow('Another hub is running');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(lockFile())).toBe(true);
  const unlock = lockFolder(folder);
  expect(readFileSync(lockFile(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  unlock();
});

it('is not fooled by a process number that is in use again', () => {
  // Ours, left by an earlier process (as in a container), and another living one that started at another time.
  for (const stale of [`${process.pid} another-boot:1`, `${process.ppid} another-boot:1`]) {
    writeFileSync(lockFile(), stale);
    const knowsStart = process.platform === 'linux';
    if (stale.startsWith(`${process.pid} `) || knowsStart) lockFolder(folder)();
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('takes a lock file that says nothing for one left behind', () => {
  for (const text of ['', 'garbage', '-1 x']) {
    writeFileSync(lockFile(), text);
    lockFolder(folder)();
  }
});
