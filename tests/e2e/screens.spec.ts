/**
 * Every screen but Review, in real Chromium on the real loopback host, without a mouse where people would not use one:
 * from the first screen to the demo, a plan on a file with bad rows, the report before and after the close, the proof of
 * sync and ledger, keys; and what all of them say to those who cannot see them, and when the backend is gone.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId, ReviewId } from '../../shared/domain/ids.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { Answers } from '../../shared/domain/review.ts';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { Running } from '../support/loopback.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from '../support/loopback.ts';
import { skipRound } from '../support/practice.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-screens-spec-'));
const file = join(folder, 'week 47.jsonl');
const TRACES = 240;
let host: Running<{ url: string; pid: number }>;

test.describe.configure({ mode: 'serial' });

/** 240 answers of two models and two risk classes, and three rows that are none: lines 4, 9 and 17. */
function writeTraces(): void {
  const rows = Array.from({ length: TRACES }, (_, at) =>
    JSON.stringify({
      id: `w47-${at}`,
      occurredAt: new Date(Date.UTC(2026, 10, 8 + (at % 7), 9, at % 60)).toISOString(),
      prompt: [{ role: 'user', text: `When will the refund of order ${at} arrive?` }],
      context: [{ rank: 1, title: 'Refunds', text: 'Refunds reach the card within 5 business days.' }],
      output: `Your refund for order ${at} arrives within 5 business days.`,
      model: at % 3 === 0 ? 'v3.2' : 'v3.1',
      riskClass: at % 4 === 0 ? 'high' : 'low',
    }),
  );
  rows.splice(3, 0, '{"id": "cut off');
  rows.splice(8, 0, rows[0] ?? '');
  rows.splice(
    16,
    0,
    '{"id":"no-output","occurredAt":"2026-11-08T09:00:00.000Z","prompt":[{"role":"user","text":"?"}]}',
  );
  writeFileSync(file, `${rows.join('\n')}\n`);
}

test.beforeAll(async () => {
  writeTraces();
  host = await startWorkbench(join(folder, 'data'));
});

test.afterAll(async () => {
  await host.stop().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

const title = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('heading', { level: 1, name: text });
const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');
const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until `target` has focus; fails when the page is gone round without meeting it. */
async function tabTo(page: Page, target: Locator, most = 200): Promise<void> {
  for (let at = 0; at < most; at += 1) {
    if ((await target.count()) > 0 && (await isFocused(target.first()))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(target)}`);
}

/** Goes to a screen by the rail, with Tab and Enter alone. */
async function goByRail(page: Page, name: string): Promise<void> {
  await tabTo(
    page,
    page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }),
  );
  await page.keyboard.press('Enter');
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#${path}`);
}

async function demoAuditId(): Promise<AuditId> {
  const audits = await workbenchClient(host.said.url).audits.list({});
  const demo = audits.find((one) => one.isDemo);
  if (demo === undefined) throw new Error('there is no demo audit');
  return demo.id;
}

const choice = (option: string) => ({ type: 'choice' as const, option });
const percent = (value: number | null | undefined): string => ((value ?? Number.NaN) * 100).toFixed(1);

/** Reviews every item of the demo: an error on every fifth. */
async function reviewDemo(auditId: AuditId): Promise<void> {
  const client = workbenchClient(host.said.url);
  await skipRound(client, auditId);
  const { entries } = await client.reviews.queue({ auditId });
  for (const { itemId, position, isCalibration } of entries) {
    if (isCalibration === true) continue;
    const answers: Answers = {
      hallucination: choice(position % 5 === 0 ? 'factual' : 'none'),
      ...(position % 5 === 0 ? { severity: choice('major') } : {}),
      policy: choice('complies'),
      actionability: choice('actionable_as_is'),
    };
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: uuidFromText(`screens ${itemId}`) as ReviewId,
      draft: { answers, elapsedMs: 20_000, focusedQuestion: null, supersedes: null },
    });
  }
}

test('a name is changed on this computer as long as no hub keeps it', async ({ page }) => {
  await open(page, '/settings');
  await page.getByLabel('Your name').fill('Mara Lind');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText('Mara Lind');
  expect((await workbenchClient(host.said.url).app.status({})).person.name).toBe('Mara Lind');
});

test('Enter on the first screen opens the demo, and every other screen is reached with Tab and Enter', async ({
  page,
}) => {
  await page.goto(host.said.url);
  await expect(page.getByRole('button', { name: /Open the demo/ })).toBeFocused();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\//, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /Skip the round/ })).toBeVisible();
  await page.keyboard.press('Shift+S');
  await expect(page.getByText('1 / 20', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Calibration feedback' }).click();
  await expect(page.getByRole('heading', { name: 'You skipped the whole round' })).toBeVisible();
  await page.keyboard.press('Escape');
  await goByRail(page, 'Report');
  await expect(title(page, /^Demo/)).toBeVisible();
  await goByRail(page, 'Sync');
  await expect(title(page, 'Sync')).toBeVisible();
  await goByRail(page, 'Trail');
  await expect(title(page, 'Trail')).toBeVisible();
  await goByRail(page, 'Settings');
  await expect(title(page, 'Settings')).toBeVisible();
  await goByRail(page, 'Plan');
  await expect(title(page, 'Plan an audit')).toBeVisible();
});

test('a file that is not there is said before anything else is asked', async ({ page }) => {
  await open(page, '/plan');
  await page.getByRole('button', { name: 'Add files' }).click();
  await page.getByLabel('File or folder').fill(join(folder, 'nothing.jsonl'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('nothing.jsonl');
  await expect(page.getByRole('button', { name: /^Add source/ })).toHaveCount(0);
});

test('a plan on a file with bad rows lists them, counts the frame exactly, and draws what it showed', async ({
  page,
}) => {
  await open(page, '/plan');
  await page.getByRole('button', { name: 'Add files' }).click();
  await page.getByLabel('File or folder').fill(file);
  await page.keyboard.press('Enter');

  const bad = page.getByRole('region', { name: 'Rows that could not be read' });
  await expect(bad.getByRole('row')).toHaveCount(4);
  for (const [line, problem] of [
    ['4', 'not JSON'],
    ['9', 'id used before'],
    ['17', 'field missing'],
  ] as const) {
    await expect(
      bad.getByRole('row').filter({ has: page.getByRole('cell', { name: line, exact: true }) }),
    ).toContainText(problem);
  }
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('region', { name: 'Output' })).toContainText('refund for order 0 arrives');
  await preview.getByRole('radio', { name: '3', exact: true }).check({ force: true });
  await expect(preview.getByRole('region', { name: 'Output' })).toContainText('refund for order 2 arrives');

  await page.getByRole('button', { name: `Add source with ${TRACES}\u00a0traces` }).click();
  await expect(page.getByRole('radio', { name: 'week 47' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Model', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Risk class', exact: true }).check();
  const frame = page.getByRole('region', { name: 'Frame', exact: true });
  await expect(frame.getByRole('heading')).toContainText(`${TRACES}\u00a0traces in the frame`);
  await expect(frame.getByRole('row', { name: /v3\.2 high 20 / })).toBeVisible();
  await expect(frame.getByRole('row', { name: /v3\.1 low 120 / })).toBeVisible();

  await page.getByLabel('Sample size').fill('48');
  await page.getByLabel('Title').fill('Week 47 on screen');
  const seed = await page.getByLabel('Seed of the draw').inputValue();
  expect(seed).toMatch(/^[0-9a-f]{32}$/);
  const summary = page.getByRole('complementary', { name: 'What the sample would be' });
  await expect(summary).toContainText(`48 of ${TRACES}\u00a0traces drawn`);

  await goByRail(page, 'Trail');
  await expect(title(page, 'Trail')).toBeVisible();
  await goByRail(page, 'Plan');
  await expect(page.getByLabel('Sample size')).toHaveValue('48');
  await expect(page.getByLabel('Title')).toHaveValue('Week 47 on screen');
  await expect(page.getByLabel('Seed of the draw')).toHaveValue(seed);

  await page.getByLabel('At least per stratum').fill('20');
  await expect(page.getByRole('alert')).toContainText('need 80 items');
  await expect(summary).toContainText('cannot be drawn');
  await page.getByLabel('At least per stratum').fill('4');
  await expect(summary).toContainText(`48 of ${TRACES}\u00a0traces drawn`);
  const allocation = page.getByRole('region', { name: 'Allocation' });
  const drawn = await allocation
    .getByRole('textbox', { name: /^Size by hand of/ })
    .evaluateAll((fields) => fields.map((field) => Number(field.getAttribute('placeholder'))));
  expect(drawn).toHaveLength(4);
  expect(drawn.reduce((sum, one) => sum + one, 0)).toBe(48);

  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(title(page, 'Week 47 on screen')).toBeVisible();
  const audits = await workbenchClient(host.said.url).audits.list({});
  const audit = audits.find((one) => one.title === 'Week 47 on screen');
  expect(audit?.itemCount).toBe(48);
  expect(audit?.plan.seed).toBe(seed);

  await page.getByRole('button', { name: 'Draw again to check' }).click();
  await expect(page.getByText('The same sample')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download manifest' }).click();
  const text = readFileSync(await (await download).path());
  expect(createHash('sha256').update(text).digest('hex')).toBe(audit?.manifestDigest);
});

test('a plan that is not complete is not drawn, and says what is missing', async ({ page }) => {
  await open(page, '/plan');
  await page.getByRole('radio', { name: 'week 47' }).check();
  await page.getByLabel(/Limit of the hallucination rate/).fill('150');
  await expect(page.getByText('Enter a percentage above 0 and below 100.').first()).toBeVisible();
  await expect(page.getByText('Give the audit a title.')).toHaveCount(0);
  const before = (await workbenchClient(host.said.url).audits.list({})).length;
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByText('Give the audit a title.').first()).toBeVisible();
  expect((await workbenchClient(host.said.url).audits.list({})).length).toBe(before);
});

test('the report is interim until the lead closes the audit, which asks once more', async ({ page }) => {
  const auditId = await demoAuditId();
  await reviewDemo(auditId);
  await open(page, `/report/${auditId}`);
  await expect(page.getByText('Interim: not a decision yet')).toBeVisible();
  const ask = page.getByRole('button', { name: 'Close audit' });
  await tabTo(page, ask);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep it open' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Interim: not a decision yet')).toHaveCount(0);
  await expect(page.getByText(/^closed \d/)).toBeVisible();
});

test('every figure of the report is the backend’s, with its interval and its count', async ({ page }) => {
  const auditId = await demoAuditId();
  const report = await workbenchClient(host.said.url).reports.get({ auditId });
  const question = report.questions.find((one) => one.question === 'hallucination');
  const { estimate, low, high, n } = question?.overall.figure ?? {};
  await open(page, `/report/${auditId}`);
  const rates = page.getByRole('table', { name: /^Hallucination rate/ });
  const whole = rates.getByRole('row', { name: /^Whole frame/ });
  expect(plain(await whole.innerText())).toContain(`${percent(estimate)} %`);
  expect(plain(await whole.innerText())).toContain(`${percent(low)}–${percent(high)} %`);
  expect(plain(await whole.innerText())).toContain(`of ${n} items`);
  await expect(page.getByText(question?.threshold?.sentence ?? 'no threshold').first()).toBeVisible();
  await page.getByRole('button', { name: 'How was this computed?' }).click();
  await expect(page.getByText(question?.overall.figure.method ?? '').first()).toBeVisible();
  // Each row of each chart carries a figure with an interval, or says in words that there is none.
  const rows = page.locator('table:has-text("Estimate and interval") tbody tr');
  expect(await rows.count()).toBeGreaterThan(8);
  for (const row of await rows.allInnerTexts()) {
    expect(plain(row)).toMatch(/\d (items?|labels?)/);
    expect(plain(row)).toMatch(/–| to |no interval|no figure/);
  }
});

test('sync proves that nothing is missing at the hub', async ({ page }) => {
  await open(page, '/sync');
  await expect(page.getByRole('heading', { name: 'In step with the hub' })).toBeVisible({ timeout: 30_000 });
  await tabTo(page, page.getByRole('button', { name: 'Verify' }));
  await page.keyboard.press('Enter');
  const proof = await workbenchClient(host.said.url).sync.verify({});
  expect(proof.isComplete).toBe(true);
  await expect(page.getByText(new RegExp(`^Nothing is missing: ${proof.localEvents}`))).toBeVisible();
  const disconnect = page.getByRole('button', { name: 'Disconnect' });
  await tabTo(page, disconnect);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Stay connected' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(disconnect).toBeFocused();
  expect((await workbenchClient(host.said.url).sync.status({})).hubUrl).not.toBeNull();
});

test('the trail shows bodies as stored, filters by kind, verifies, and exports what the backend exports', async ({
  page,
}) => {
  const client = workbenchClient(host.said.url);
  await open(page, '/trail');
  await page.getByLabel('Kind').selectOption({ label: 'Audit closed' });
  await expect(page.locator('tbody tr button[aria-expanded]')).toHaveCount(1);
  await tabTo(page, page.getByRole('button', { name: 'Audit closed' }));
  await page.keyboard.press('Enter');
  const { rows } = await client.ledger.list({ kind: 'audit.closed', auditId: null, before: null, limit: 1 });
  const shown = await page.getByLabel('Body of the event').innerText();
  expect(JSON.parse(shown)).toEqual(JSON.parse(rows[0]?.body ?? ''));
  await page.getByRole('button', { name: 'Verify ledger' }).click();
  await expect(page.getByText('The ledger is intact')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export NDJSON' }).click();
  const saved = await download;
  const { fileName, ndjson } = await client.ledger.export({});
  expect(saved.suggestedFilename()).toBe(fileName);
  expect(readFileSync(await saved.path(), 'utf8')).toBe(ndjson);
});

test('settings are stored as they are made, and no key is given to two commands', async ({ page }) => {
  const client = workbenchClient(host.said.url);
  await open(page, '/settings');
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect.poll(async () => (await client.settings.get({})).theme).toBe('dark');

  const change = page.getByRole('button', { name: /^Change the key of “Next item”/ });
  await change.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await expect(page.getByRole('alert')).toContainText('Skip, with a reason');
  expect((await client.settings.get({})).keys).toEqual({});
  await page.getByRole('button', { name: /^Take it for/ }).click();
  await expect
    .poll(async () => (await client.settings.get({})).keys)
    .toEqual({ review_next: 's', review_skip: '' });
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect.poll(async () => (await client.settings.get({})).keys).toEqual({});

  await change.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(change).toBeFocused();
  await expect(page.getByText('Your hub keeps this name.')).toBeVisible();
  await page.getByRole('radio', { name: 'As the system' }).click({ force: true });
  await expect.poll(async () => (await client.settings.get({})).theme).toBe('system');
});

test('every screen is clean to axe in both themes, with its content open', async ({ page }) => {
  const auditId = await demoAuditId();
  await open(page, '/welcome');
  await expect(page.getByRole('button', { name: /Open the demo/ })).toBeVisible();
  await expectCleanInBothThemes(page, 'welcome');

  await page.goto(`${new URL(host.said.url).origin}/#/plan`);
  await page.getByRole('button', { name: 'Add files' }).click();
  await page.getByLabel('File or folder').fill(file);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible();
  await expectCleanInBothThemes(page, 'plan, looking into a file');
  await page.getByRole('button', { name: 'Cancel adding' }).click();
  await page.getByRole('radio', { name: 'week 47' }).check();
  await page.getByRole('checkbox', { name: 'Model', exact: true }).check();
  await page.getByRole('radio', { name: 'Neyman' }).check({ force: true });
  await expect(page.getByRole('region', { name: 'Allocation' }).getByRole('row').nth(2)).toBeVisible();
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expectCleanInBothThemes(page, 'plan, with problems');

  await page.goto(`${new URL(host.said.url).origin}/#/report/${auditId}`);
  await page.getByRole('button', { name: 'How was this computed?' }).click();
  await expectCleanInBothThemes(page, 'report');

  await page.goto(`${new URL(host.said.url).origin}/#/sync`);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Nothing is missing/)).toBeVisible();
  await expectCleanInBothThemes(page, 'sync');

  await page.goto(`${new URL(host.said.url).origin}/#/trail`);
  await page.getByRole('button', { name: 'Review submitted' }).first().click();
  await page.getByRole('button', { name: 'Verify ledger' }).click();
  await expect(page.getByText('The ledger is intact')).toBeVisible();
  await expectCleanInBothThemes(page, 'trail');

  await page.goto(`${new URL(host.said.url).origin}/#/settings`);
  await page.getByRole('button', { name: /^Change the key of “Next item”/ }).click();
  await expectCleanInBothThemes(page, 'settings');
});

test('a reviewer who is not the lead connects on screen and reads that the report opens at the close', async ({
  browser,
}) => {
  const hub = await startHubProcess(join(folder, 'hub'));
  const lead = await startWorkbench(join(folder, 'lead'));
  const reviewer = await startWorkbench(join(folder, 'reviewer'));
  try {
    const { url, adminToken } = hub.said;
    if (adminToken === null) throw new Error('a new hub must say its first token');
    interface Created {
      token: string;
      person: { id: string };
    }
    const create = (name: string, role: string): Promise<Created> =>
      callHub<Created>(url, adminToken, '/v1/people', { name, role });
    const [ada, ben] = [await create('Ada', 'lead'), await create('Ben', 'reviewer')];
    const client = workbenchClient(lead.said.url);
    await client.sync.connect({ url, token: ada.token });
    await client.sync.now({});
    const source = await client.sources.add({ paths: [file], preset: null, mapping: null, name: 'week' });
    await client.audits.draw({
      reviewerIds: [ben.person.id as never],
      plan: {
        title: 'Given to Ben',
        source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
        filter: { dimensions: [] },
        dimensions: [],
        allocation: { rule: 'proportional', size: 10, minPerStratum: 0, takeAllBelow: 0 },
        overlap: { size: 0, reviewersPerItem: 2 },
        seed: '0123456789abcdef0123456789abcdef',
        selection: 'bottomK',
        scorecard: { id: 'hallucination_audit', version: 1 },
        thresholds: [],
        ciMethod: 'kgStar',
        alpha: 0.05,
        blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
      },
    });
    await client.sync.now({});

    const page = await browser.newPage();
    await page.goto(reviewer.said.url);
    await expect(page.getByRole('button', { name: /Open the demo/ })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('Address of the hub').fill(url);
    await page.getByLabel('Your token').fill('too short');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('too short');
    await page.getByLabel('Your token').fill(ben.token);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Ben (reviewer)')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'In step with the hub' })).toBeVisible({
      timeout: 30_000,
    });
    await expect
      .poll(async () => (await workbenchClient(reviewer.said.url).audits.list({})).length, {
        timeout: 30_000,
      })
      .toBe(1);
    await goByRail(page, 'Report');
    await expect(page.getByRole('heading', { name: 'The report opens when the audit closes' })).toBeVisible();
    await expect(page.getByText('Given to Ben')).toBeVisible();
    await goByRail(page, 'Plan');
    await expect(page.getByText('Planning is for leads')).toBeVisible();
    await page.close();
  } finally {
    await Promise.allSettled([reviewer.stop(), lead.stop()]);
    await hub.stop();
  }
});

test('every screen says so when the backend is gone, keeps what it knew, and promises nothing', async ({
  page,
}) => {
  await open(page, '/sync');
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
  // Screens that were never shown are fetched while the page is idle, so that they are there when the host is not.
  for (const screen of ['trail', 'plan', 'settings', 'report']) {
    await expect
      .poll(() =>
        page.evaluate(
          (name) =>
            performance.getEntriesByType('resource').some((one) => one.name.includes(`${name}-screen`)),
          screen,
        ),
      )
      .toBe(true);
  }
  await host.kill();
  await expect(page.getByText('The backend of Assay does not answer.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveCount(0);
  await expect(page.getByText('last known state')).toBeVisible();
  for (const name of ['Trail', 'Plan', 'Settings', 'Report']) {
    await goByRail(page, name);
    await expect(page.getByText('The backend of Assay does not answer.').first(), name).toBeVisible();
  }
});
