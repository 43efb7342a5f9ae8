import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileSecrets, createMemorySecrets } from './secrets.ts';

describe('the file that keeps secrets', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'assay-secrets-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('gives back after a restart what was set, and null for what was not or no longer is', async () => {
    const before = createFileSecrets(dir);
    await before.set('hub-token', 'a'.repeat(40));
    await before.set('other', 'ü🙂');
    await before.remove('other');
    const after = createFileSecrets(dir);
    expect(await after.get('hub-token')).toBe('a'.repeat(40));
    expect(await after.get('other')).toBeNull();
    expect(await after.get('never')).toBeNull();
  });

  test('can be read by its owner only, also when it was opened wider by hand', async () => {
    const secrets = createFileSecrets(dir);
    await secrets.set('hub-token', 'x'.repeat(40));
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    chmodSync(join(dir, 'secrets.json'), 0o644);
    await secrets.get('hub-token');
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('loses none of many changes made at once', async () => {
    const secrets = createFileSecrets(dir);
    const names = Array.from({ length: 50 }, (_, i) => `secret-${i}`);
    await Promise.all(names.map((name) => secrets.set(name, name)));
    const after = createFileSecrets(dir);
    expect(await Promise.all(names.map((name) => after.get(name)))).toEqual(names);
  });

  test('is set aside when damaged, so that signing in again works', async () => {
    writeFileSync(join(dir, 'secrets.json'), '{"hub-token": "abc');
    const secrets = createFileSecrets(dir);
    expect(await secrets.get('hub-token')).toBeNull();
    expect(existsSync(join(dir, 'secrets.json.damaged'))).toBe(true);
    await secrets.set('hub-token', 'new');
    expect(await secrets.get('hub-token')).toBe('new');
  });
});

test('secrets in memory are given back and forgotten on removal', async () => {
  const secrets = createMemorySecrets();
  await secrets.set('hub-token', 't');
  expect(await secrets.get('hub-token')).toBe('t');
  await secrets.remove('hub-token');
  expect(await secrets.get('hub-token')).toBeNull();
  expect(secrets.isPersistent).toBe(false);
});
