/**
 * The evidence finder in real Chromium: a sentence lights up its passage by keyboard, an invented detail tells its reason,
 * what was shown goes into the review, and both the person and the audit can switch it off.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { FinderUse } from '../../shared/domain/review.ts';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

// Each test goes on from the one before: a second try begins again at the first.
test.describe.configure({ mode: 'serial' });

const dataDir = mkdtempSync(join(tmpdir(), 'assay-finder-'));
let host: Running<{ url: string; pid: number }>;
let shown: AuditId;
let hidden: AuditId;

const output =
  'You can return an annual plan within 60 days of purchase.\n\n- The money goes to your **original payment method**.\n- Bananas are yellow.';
const passages = [
  'Shipping costs are never given back.',
  'Approved refunds are returned to the original payment method.',
  'An annual plan can be returned within 30 days of purchase.',
];

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
  const file = join(dataDir, 'refunds.jsonl');
  const traces = ['a', 'b'].map((id) => ({
    id,
    occurredAt: '2026-11-10T10:00:00.000Z',
    language: 'en',
    prompt: [{ role: 'user', text: 'How do I return my plan?' }],
    context: passages.map((text, at) => ({ rank: at + 1, title: `Help page ${at + 1}`, text })),
    output,
  }));
  writeFileSync(file, traces.map((one) => JSON.stringify(one)).join('\n'));
  const client = workbenchClient(host.said.url);
  const { id, name, fingerprint } = await client.sources.add({
    paths: [file],
    preset: null,
    mapping: null,
    name: 'refunds',
  });
  const { person } = await client.app.status({});
  const draw = async (title: string, hidesFinder: boolean): Promise<AuditId> => {
    const drawn = await client.audits.draw({
      plan: {
        title,
        source: { id, name, fingerprint },
        filter: { dimensions: [] },
        dimensions: [],
        allocation: { rule: 'proportional', size: 2, minPerStratum: 1, takeAllBelow: 0 },
        overlap: { size: 0, reviewersPerItem: 2 },
        seed: '0123456789abcdef0123456789abcdef',
        selection: 'bottomK',
        scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
        thresholds: [],
        ciMethod: 'kgStar',
        alpha: 0.05,
        blinding: {
          hidesModel: true,
          hidesJudge: true,
          revealsOthers: 'afterClose',
          ...(hidesFinder ? { hidesFinder } : {}),
        },
      },
      reviewerIds: [person.id],
    });
    return drawn.auditId;
  };
  shown = await draw('With the finder', false);
  hidden = await draw('Without the finder', true);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(page: Page, auditId: AuditId): Promise<void> {
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/review/${auditId}`);
  await expect(page.locator('[data-question="hallucination"]')).toBeVisible();
}

/** What is painted under a name of the highlight registry, as text. */
const painted = (page: Page, name: string): Promise<string[]> =>
  page.evaluate((of) => [...(CSS.highlights.get(of) ?? [])].map((range) => String(range)), name);

const details = (page: Page) => page.getByRole('region', { name: 'detail is in no passage' });
const context = (page: Page) => page.getByRole('region', { name: 'Context' });

/** What reviews of an audit say of the finder, latest first. */
async function listUses(auditId: AuditId): Promise<(FinderUse | undefined)[]> {
  const { rows } = await workbenchClient(host.said.url).ledger.list({
    kind: 'review.submitted',
    auditId,
    before: null,
    limit: 10,
  });
  return rows.map((row) => (JSON.parse(row.body ?? '{}') as { finder?: FinderUse }).finder);
}

test('lights the passage that says a sentence, and tells why a detail stands out', async ({ page }) => {
  await open(page, shown);
  await expect(details(page)).toBeVisible();
  expect((await painted(page, 'assay-finder-details-unfound')).join(' ')).toContain('60');

  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('Found in passage 2', { exact: false }).first()).toBeVisible();
  await expect(context(page).locator('[aria-current="true"]')).toContainText('Approved refunds');
  await expect(context(page).getByText(/(close|partial) match/)).toBeVisible();
  expect((await painted(page, 'assay-finder-context-best')).join(' ')).toContain('original payment method');
  expect((await painted(page, 'assay-finder-output-lit')).join('')).toContain('original payment method');

  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('No passage says this.').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No passage says this.')).toHaveCount(1);
  expect(await painted(page, 'assay-finder-output-unsaid')).toEqual([]);

  await page.keyboard.press('c');
  await expect(details(page).getByText('passage 3 says 30 days')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'passage 3 says 30 days' })).toHaveCount(1);
  expect(await page.evaluate(() => String(window.getSelection()))).toContain('60');
  await expect(context(page).locator('[aria-current="true"]')).toContainText('within 30 days');
  await expectCleanInBothThemes(page, 'evidence finder');
});

test('goes out and stays out by one key, and what it showed is in the review', async ({ page }) => {
  await open(page, shown);
  await expect(details(page)).toBeVisible();
  await page.getByRole('region', { name: 'Output' }).getByText('Bananas are yellow').click();
  await expect(page.getByText('No passage says this.').first()).toBeVisible();
  for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  await expect(page.getByText('2 / 2')).toBeVisible();
  await expect.poll(async () => (await listUses(shown)).length).toBe(1);
  const [use] = await listUses(shown);
  const [detail] = use?.underlined ?? [];
  expect(use?.underlined).toHaveLength(1);
  expect(output.slice(detail?.start, detail?.end)).toContain('60');
  expect(use?.opened.map((one) => output.slice(one.start, one.end))).toEqual(['Bananas are yellow.']);

  await expect(details(page)).toBeVisible();
  await page.keyboard.press('w');
  await expect(details(page)).toBeHidden();
  expect(await painted(page, 'assay-finder-details-unfound')).toEqual([]);
  await open(page, shown);
  await expect(page.getByRole('button', { name: 'finder off' })).toBeVisible();
  await page.keyboard.press('w');
  await expect(details(page)).toBeVisible();
});

test('shows, computes and records nothing where the audit hides it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, hidden);
  await expect(page.getByText('finder off by the audit’s policy')).toBeVisible();
  await expect(page.getByRole('button', { name: /^finder/ })).toHaveCount(0);
  for (const key of ['Shift+ArrowDown', 'c', '1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
  await expect.poll(async () => await listUses(hidden)).toEqual([undefined]);
  expect(asked.filter((url) => url.includes('finder'))).toEqual([]);
});

test('says in one line that it is not available, and disturbs nobody', async ({ page }) => {
  await page.route(/finder-worker/, (route) => route.abort());
  await open(page, shown);
  await expect(page.getByText('The evidence finder is not available:', { exact: false })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.locator('[data-question="severity"][data-focused]')).toBeVisible();
});
