/** The desktop under the real Electron, where its binary is there: `npm run test:electron` after `npm run build`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { _electron, expect, test } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const pathFile = join(root, 'node_modules/electron/path.txt');
const binary = existsSync(pathFile)
  ? join(root, 'node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim())
  : null;

test.skip(binary === null || !existsSync(binary), 'skipped: no Electron binary');
test.describe.configure({ mode: 'serial' });

let folder: string;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-electron-'));
  app = await _electron.launch({
    executablePath: binary ?? '',
    args: [root, `--data=${folder}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  page = await app.firstWindow();
});

test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page lives under its own scheme, without Node', async () => {
  expect(page.url()).toMatch(/^assay:\/\/app\//);
  expect(
    await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window)),
  ).toEqual([]);
});

test('the demo opens, and a review submitted by keyboard survives a restart of the backend', async () => {
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.locator('[data-question="hallucination"][data-focused]').waitFor({ timeout: 60_000 });
  for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  await expect(page.locator('[data-state="done"]')).toHaveCount(1);
  const killed = await app.evaluate(({ app: main }) => {
    const backend = main
      .getAppMetrics()
      .find((one) => one.serviceName === 'Assay backend' || one.name === 'Assay backend');
    if (backend !== undefined) process.kill(backend.pid, 'SIGKILL');
    return backend !== undefined;
  });
  expect(killed).toBe(true);
  await page.locator('[data-question="hallucination"][data-focused]').waitFor({ timeout: 30_000 });
  for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  await expect(page.locator('[data-state="done"]')).toHaveCount(2, { timeout: 30_000 });
});
