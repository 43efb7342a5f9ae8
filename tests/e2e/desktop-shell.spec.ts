/**
 * The desktop shell on the stand-in host: the built main and preload, the built backend in a thread of its own, real
 * Chromium. Every security setting of the house plan is asserted here, by behaviour where Chromium can show it.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contentSecurityPolicy } from '../../shared/contract/page-policy.ts';
import type { StandIn } from '../support/electron-host/launch.ts';
import { launchStandIn } from '../support/electron-host/launch.ts';

test.describe.configure({ mode: 'serial' });

let folder: string;
let host: StandIn;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-desktop-'));
  host = await launchStandIn(folder);
});

test.afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the window is sandboxed, isolated and has no Node, no webview', async () => {
  const { windowPreferences, privilegedSchemes } = await host.record();
  expect(windowPreferences).toHaveLength(1);
  expect(windowPreferences[0]).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
  });
  expect(privilegedSchemes).toEqual([
    { scheme: 'assay', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test('every permission and device is refused', async () => {
  const { permissions, devicePermission } = await host.record();
  expect(Object.keys(permissions).length).toBeGreaterThan(10);
  expect(Object.values(permissions).every((isAllowed) => !isAllowed)).toBe(true);
  expect(devicePermission).toBe(false);
});

test('the page comes with its policy, and only files inside its root, by GET', async () => {
  const answers = await host.page.evaluate(async () => {
    const ask = async (path: string, init?: RequestInit) => {
      const answer = await fetch(path, init);
      return { status: answer.status, policy: answer.headers.get('content-security-policy') };
    };
    return {
      page: await ask('/index.html'),
      outside: await ask('/..%2f..%2fpackage.json'),
      missing: await ask('/nothing.js'),
      kind: await ask('/index.php'),
      post: await ask('/index.html', { method: 'POST' }),
    };
  });
  expect(answers.page).toEqual({ status: 200, policy: contentSecurityPolicy });
  expect([answers.outside.status, answers.missing.status, answers.kind.status, answers.post.status]).toEqual([
    403, 404, 404, 405,
  ]);
});

test('scripts, images and connections from outside are blocked by the policy', async () => {
  const blocked = await host.page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const image = new Image();
    image.src = 'https://example.org/pixel.png';
    document.body.append(image);
    await fetch('https://example.org/').catch(() => undefined);
    const script = document.createElement('script');
    script.textContent = 'window.hasRun = true';
    document.body.append(script);
    await new Promise((resolve) => setTimeout(resolve, 300));
    image.remove();
    script.remove();
    return { seen, hasRun: 'hasRun' in window };
  });
  expect(blocked.hasRun).toBe(false);
  expect(blocked.seen).toEqual(expect.arrayContaining(['img-src', 'connect-src', 'script-src-elem']));
});

test('the window cannot be led elsewhere, nor open another', async () => {
  const before = host.page.url();
  await host.page.evaluate(() => {
    window.location.href = 'https://example.org/';
  });
  await host.page.waitForTimeout(300);
  expect(host.page.url()).toBe(before);
  await host.page.evaluate(() => void window.open('https://example.org/', '_blank'));
  await host.page.waitForTimeout(300);
  const record = await host.record();
  expect(record.preventedNavigations).toContain('https://example.org/');
  expect(record.popups.every((action) => action === 'deny')).toBe(true);
  expect(host.page.context().pages()).toHaveLength(1);
});

test('only addresses of the allow-list open outside', async () => {
  const opened = await host.page.evaluate(() => {
    const { assay } = window as unknown as { assay: { openOutside(url: string): Promise<boolean> } };
    return Promise.all(
      [
        'https://www.rfc-editor.org/rfc/rfc8785',
        'https://www.rfc-editor.org.example.org/',
        'http://www.rfc-editor.org/',
        'https://user:pass@www.rfc-editor.org/',
        'file:///etc/passwd',
        'javascript:alert(1)',
      ].map((url) => assay.openOutside(url)),
    );
  });
  expect(opened).toEqual([true, false, false, false, false, false]);
  expect((await host.record()).openedOutside).toEqual(['https://www.rfc-editor.org/rfc/rfc8785']);
});

test('the page sees a tiny frozen bridge and nothing of Electron or Node', async () => {
  const seen = await host.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { assay: object }).assay).toSorted(),
    isFrozen: Object.isFrozen((window as unknown as { assay: object }).assay),
    globals: ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ bridge: ['openOutside', 'platform'], isFrozen: true, globals: [] });
});

test('the demo opens over the port, its hub syncs, and tokens never lie in the clear', async () => {
  await host.page.getByRole('button', { name: /demo/i }).first().click();
  await expect(host.page.locator('[data-question="hallucination"]')).toBeVisible({ timeout: 60_000 });
  const secrets = join(folder, 'secrets');
  await expect
    .poll(() => existsSync(secrets) && readdirSync(secrets).length, { timeout: 30_000 })
    .toBeTruthy();
  for (const file of readdirSync(secrets)) {
    expect(readFileSync(join(secrets, file), 'latin1')).not.toMatch(/^[A-Za-z0-9_-]{20,}$/);
  }
});

test('after the backend crashes, a new one takes over the same window and no submitted review is lost', async () => {
  const { page } = host;
  const done = page.locator('[data-state="done"]');
  const reviewOne = async (): Promise<void> => {
    await page.locator('[data-question="hallucination"][data-focused]').waitFor();
    for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  };
  await reviewOne();
  await expect(done).toHaveCount(1);
  // The gap may be short: the page itself notes whether the foot said so.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (/Backend not reachable/.test(document.body.textContent ?? '')) document.title = 'was told';
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  host.killBackend();
  await expect.poll(() => page.title()).toBe('was told');
  // Submitting while it is gone would bring the form back with the reason; here the window waits, as a person would.
  const foot = page.getByRole('contentinfo');
  await expect(foot).not.toContainText(/not reachable/, { timeout: 30_000 });
  await expect(foot).toContainText(/Ledger/);
  await reviewOne();
  await expect(done).toHaveCount(2);
});
