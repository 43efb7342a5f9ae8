/**
 * The desktop shell on the stand-in host: the built main and preload, the built backend in a thread of its own, real
 * Chromium. Every security setting of the house plan is asserted here, by behaviour where Chromium can show it.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contentSecurityPolicy } from '../../shared/contract/page-policy.ts';
import type { SavePdfAnswer, SavePdfRequest } from '../../shared/contract/window-channel.ts';
import { reportHtml } from '../../shared/report/html.ts';
import type { StandIn } from '../support/electron-host/launch.ts';
import { launchStandIn } from '../support/electron-host/launch.ts';
import { makeReportDocument } from '../support/made-report.ts';

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

test('every permission and device is refused, but for our own page to copy', async () => {
  const { permissions, devicePermission } = await host.record();
  expect(Object.keys(permissions).length).toBeGreaterThan(10);
  const allowed = Object.keys(permissions).filter((name) => permissions[name]);
  expect(allowed.toSorted()).toEqual([
    'default check clipboard-sanitized-write',
    'default request clipboard-sanitized-write',
  ]);
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
  // The stand-in closes a window that was denied as soon as the browser has made it.
  await expect.poll(() => host.page.context().pages().length).toBe(1);
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
  expect(seen).toEqual({ bridge: ['openOutside', 'platform', 'savePdf'], isFrozen: true, globals: [] });
});

/** Asks for a PDF as the Report screen does. */
function savePdf(request: SavePdfRequest): Promise<SavePdfAnswer> {
  return host.page.evaluate((asked) => {
    const { assay } = window as unknown as { assay: { savePdf(of: object): Promise<SavePdfAnswer> } };
    return assay.savePdf(asked);
  }, request);
}

const pagesOf = (file: string): number =>
  readFileSync(file, 'latin1').match(/\/Type\s*\/Page(?!s)\b/g)?.length ?? 0;

test('a report becomes a PDF where the person says, printed by a hidden window that may do nothing', async () => {
  const file = join(folder, 'Week 46.pdf');
  host.saveTo(file);
  const html = reportHtml(makeReportDocument());
  expect(await savePdf({ fileName: '../../Week: 46.html', html })).toEqual({
    status: 'saved',
    fileName: 'Week 46.pdf',
  });
  expect(readFileSync(file, 'latin1').slice(0, 5)).toBe('%PDF-');
  expect(pagesOf(file)).toBeGreaterThan(3);
  const record = await host.record();
  expect(record.windowPreferences).toHaveLength(2);
  expect(record.windowPreferences[1]).toEqual({
    session: 'print',
    javascript: false,
    images: true,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
  expect(record.printed).toEqual([expect.objectContaining({ pageSize: 'A4', preferCSSPageSize: true })]);
  expect(record.saveDialogs).toEqual([
    { hasOwner: true, options: expect.objectContaining({ defaultPath: 'Week- 46.pdf' }) },
  ]);
  expect(record.permissions['print request media']).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a page that is printed can run nothing, load nothing and lead nowhere', async () => {
  const before = (await host.record()).ownRequests.length;
  const file = join(folder, 'hostile.pdf');
  host.saveTo(file);
  const pages = '<div style="break-after: page">one</div><div>two</div>';
  const html = `<!doctype html><meta http-equiv="refresh" content="0;url=https://example.org/away">
<link rel="stylesheet" href="https://example.org/style.css"><style>@import url(https://example.org/more.css);</style>
<body>${pages}<img src="https://example.org/pixel.png"><iframe src="assay://app/index.html"></iframe>
<img src="assay://print/another"><script src="https://example.org/run.js"></script>
<script>document.body.innerHTML = '<div style="break-after: page">x</div>'.repeat(9)</script></body>`;
  expect((await savePdf({ fileName: 'hostile', html })).status).toBe('saved');
  expect(pagesOf(file)).toBe(2);
  const { ownRequests } = await host.record();
  const [first, ...others] = ownRequests.slice(before);
  expect(first).toEqual({
    url: expect.stringMatching(/^assay:\/\/print\/[0-9a-f-]{36}$/),
    isCancelled: false,
  });
  expect(others.filter((one) => !one.isCancelled)).toEqual([]);
});

test('a PDF that is not saved is answered, never thrown', async () => {
  const html = '<p>hello</p>';
  expect(await savePdf({ fileName: 'a', html })).toEqual({ status: 'cancelled' });
  host.saveTo(join(folder, 'no', 'such', 'folder.pdf'));
  expect(await savePdf({ fileName: 'a', html })).toMatchObject({
    status: 'failed',
    problem: { what: 'The file cannot be written there.', where: expect.stringContaining('ENOENT') },
  });
  const wrong = { fileName: 'a', html: '', more: 1 };
  expect(await savePdf(wrong)).toMatchObject({
    status: 'failed',
    problem: { what: expect.stringMatching(/no page to print/) },
  });
  expect((await host.record()).saveDialogs).toHaveLength(4);
});

test('a PDF is made for the top frame of our own page only', async () => {
  const answer = await host.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inside = frame.contentWindow as unknown as {
      __hostInvoke(channel: string, args: unknown[]): Promise<SavePdfAnswer>;
    };
    const said = await inside.__hostInvoke('assay:save-pdf', [{ fileName: 'a', html: '<p>x</p>' }]);
    frame.remove();
    return said;
  });
  expect(answer).toMatchObject({ status: 'failed', problem: { what: 'This page may not save files.' } });
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

test('the Report screen saves its PDF by way of main', async () => {
  const { page } = host;
  const file = join(folder, 'from the screen.pdf');
  await page
    .getByRole('link', { name: /report/i })
    .first()
    .click();
  host.saveTo(file);
  await page.getByRole('button', { name: /export/i }).click();
  await page.getByRole('menuitem', { name: 'PDF' }).click();
  await expect(page.getByText('Saved as from the screen.pdf')).toBeVisible({ timeout: 60_000 });
  expect(pagesOf(file)).toBeGreaterThan(1);
  host.saveTo(join(folder, 'no', 'folder.pdf'));
  await page.getByRole('button', { name: /export/i }).click();
  await page.getByRole('menuitem', { name: 'PDF' }).click();
  await expect(page.getByText(/cannot be written there/)).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('link', { name: /review/i })
    .first()
    .click();
});

test('after the backend crashes, a new one takes over the same window and no submitted review is lost', async () => {
  const { page } = host;
  const done = page.locator('[data-state="done"]');
  const reviewOne = async (): Promise<void> => {
    await page.locator('[data-question="hallucination"][data-focused]').waitFor();
    for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  };
  const foot = page.getByRole('contentinfo');
  const ledger = async (): Promise<number> =>
    Number(/Ledger (\d+)/.exec((await foot.textContent()) ?? '')?.[1] ?? 0);
  const before = await ledger();
  await reviewOne();
  await expect(done).toHaveCount(1);
  // The queue moves on before the answer is there; what was not durable when the backend died comes back to be sent again.
  await expect.poll(ledger).toBeGreaterThan(before);
  // The gap may be short: the page itself notes whether the foot said so.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (/Backend not reachable/.test(document.body.textContent ?? '')) document.title = 'was told';
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  host.killBackend();
  await expect.poll(() => page.title()).toBe('was told');
  // Submitting while it is gone would bring the form back with the reason; here the window waits, as a person would.
  await expect(foot).not.toContainText(/not reachable/, { timeout: 30_000 });
  await expect(foot).toContainText(/Ledger/);
  await reviewOne();
  await expect(done).toHaveCount(2);
});

test('a group locks the window, and starts locked when the backend comes back after a crash', async () => {
  const { page } = host;
  const isLocked = (): Promise<void> =>
    expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
  const unlock = async (): Promise<void> => {
    for (const key of ['Enter', '2', '4', '6', '8', 'Enter']) await page.keyboard.press(key);
    await expect(page.getByRole('button', { name: 'Lock, Anna is working' })).toBeVisible();
  };
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Share this computer …' }).click();
  const form = page.getByRole('form', { name: 'Begin a group' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Anna');
  for (const label of ['New PIN', 'The same PIN again']) await form.getByLabel(label).fill('2468');
  await form.getByRole('button', { name: 'Begin with this PIN' }).click();
  await page.getByRole('button', { name: 'Lock, Anna is working' }).click();
  await isLocked();
  await unlock();
  host.killBackend();
  await isLocked();
  await unlock();
});
