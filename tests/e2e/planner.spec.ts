/**
 * Planning as a lead does it, in real Chromium on the real loopback host, by keyboard where a lead would use it: a size by
 * hand, a wanted margin, another size tried, hypotheses and a stop rule registered; and the same in the manifest of what
 * was drawn.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-planner-'));
const file = join(folder, 'week 47.jsonl');
const TRACES = 1500;
let host: Running<{ url: string; pid: number }>;

test.describe.configure({ mode: 'serial' });

/** 1,500 answers over two weeks, of three models (900, 500 and 100), each with a judge's word. */
function writeTraces(): void {
  const modelOf = (at: number): string => (at < 900 ? 'v3.1' : at < 1400 ? 'v3.2' : 'v4.0');
  const rows = Array.from({ length: TRACES }, (_, at) =>
    JSON.stringify({
      id: `w47-${at}`,
      occurredAt: new Date(Date.UTC(2026, 10, 9 + (at % 14), 9)).toISOString(),
      prompt: [{ role: 'user', text: `When will the refund of order ${at} arrive?` }],
      output: `Your refund for order ${at} arrives within 5 business days.`,
      model: modelOf(at),
      judge: [{ name: 'nli', version: '2', verdict: at % 10 === 0 ? 'unsupported' : 'supported' }],
    }),
  );
  writeFileSync(file, `${rows.join('\n')}\n`);
}

test.beforeAll(async () => {
  writeTraces();
  host = await startWorkbench(join(folder, 'data'));
  const client = workbenchClient(host.said.url);
  await client.sources.add({ paths: [file], preset: null, mapping: null, name: 'week 47' });
});

test.afterAll(async () => {
  await host.stop().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

const summary = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'What the sample would be' });
const sizeOf = (page: Page, stratum: string): Locator =>
  page.getByRole('textbox', { name: `Size by hand of ${stratum}` });

async function openPlan(page: Page): Promise<void> {
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/plan`);
  await page.getByRole('radio', { name: 'week 47' }).check();
  await page.getByRole('checkbox', { name: 'Model', exact: true }).check();
  await expect(summary(page)).toContainText(`of 1,500\u00a0traces drawn`);
}

/** Half-width in points that the summary expects. */
async function expectedMargin(page: Page): Promise<number> {
  const text = (await summary(page).innerText()).replaceAll('\u00a0', ' ');
  return Number(/± ([\d.]+) points/.exec(text)?.[1]);
}

test('a size by hand stands while the rule spreads the rest, and can be given back', async ({ page }) => {
  await openPlan(page);
  await expect(sizeOf(page, 'v3.1')).toHaveAttribute('placeholder', '120');
  await sizeOf(page, 'v4.0').focus();
  await page.keyboard.type('80');
  await expect(sizeOf(page, 'v3.1')).toHaveAttribute('placeholder', '77');
  await expect(sizeOf(page, 'v3.2')).toHaveAttribute('placeholder', '43');
  const whole = page.getByRole('row', { name: /^Whole sample/ });
  await expect(whole).toContainText('200');
  await expect(whole).toContainText('counts like');

  await page.keyboard.press('Tab');
  const giveBack = page.getByRole('button', { name: 'Let the rule size v4.0' });
  await expect(giveBack).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sizeOf(page, 'v3.1')).toHaveAttribute('placeholder', '120');

  const hold = page.getByRole('button', { name: 'Hold the size of v3.2' });
  await hold.focus();
  await page.keyboard.press('Space');
  await expect(sizeOf(page, 'v3.2')).toHaveValue('67');
  await page.getByRole('button', { name: 'Let the rule size all' }).click();
  await expect(sizeOf(page, 'v3.2')).toHaveValue('');
});

test('other sizes are tried by arrow keys, and a wanted margin names the size that reaches it', async ({
  page,
}) => {
  await openPlan(page);
  const size = page.getByLabel('Sample size');
  const slider = page.getByRole('slider', { name: 'Try another number of items' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(size).toHaveValue('210');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(size).toHaveValue('190');
  await expect(slider).toHaveAttribute('aria-valuetext', /^190\u00a0items, expected ±/);
  await page.keyboard.press('End');
  await expect(size).toHaveValue('1500');
  await expect(summary(page)).toContainText('census');

  await size.fill('200');
  await page.getByLabel('Wanted margin, ± points').fill('2');
  const use = page.getByRole('button', { name: /^Use \d+/ });
  await expect(use).toBeVisible();
  const needed = Number(/\d+/.exec(await use.innerText())?.[0]);
  expect(needed).toBeGreaterThan(200);
  await use.press('Enter');
  await expect(size).toHaveValue(String(needed));
  await expect(summary(page)).toContainText(`${needed} of 1,500`);
  expect(await expectedMargin(page)).toBeLessThanOrEqual(2);
  await expect(page.getByRole('img', { name: /^Expected margin by number of items/ })).toBeVisible();

  await page.getByLabel(/^Limit of the hallucination rate/).fill('1.5');
  await page.getByRole('button', { name: '315 1 error' }).click();
  await expect(size).toHaveValue('315');
});

test('what is registered is refused where the sample cannot bear it, then frozen with the draw', async ({
  page,
}) => {
  await openPlan(page);
  await page.getByLabel('Title').fill('Week 47, registered');
  await page.getByLabel(/^Limit of the hallucination rate/).fill('3');
  const fold = page.getByText('Pre-registration', { exact: true });
  await expect(page.getByLabel('Primary question')).toBeHidden();
  await page.locator('summary', { has: fold }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Limit decided' }).check({ force: true });
  await expect(page.getByText(/evidence for or against the limit is 20 to 1/)).toBeVisible();

  await page.getByRole('button', { name: 'Add a hypothesis' }).click();
  await page
    .getByLabel('Compare by')
    .or(page.getByLabel('In', { exact: true }))
    .selectOption('model');
  await page.getByLabel('Model is').selectOption('v4.0');
  await page.getByLabel('Limit, %', { exact: true }).fill('2');
  await page.getByLabel('Hypothesis 1, in your words').fill('The new model is good enough');
  await expect(
    page.getByText('Held against results: The hallucination rate where model is v4.0 is below 2\u00a0%.'),
  ).toBeVisible();
  await page.getByLabel('Clean verdicts judged again, %').fill('10');

  // What was typed survives the window.
  await page.reload();
  await expect(page.getByText('1\u00a0hypothesis · limit decided · second look')).toBeVisible();

  await sizeOf(page, 'v4.0').fill('90');
  await expect(summary(page)).toContainText('The stop rule needs equal weights');
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByRole('alert')).toContainText('every item weighs the same');
  await sizeOf(page, 'v4.0').fill('');
  await expect(summary(page)).not.toContainText('The stop rule needs equal weights');
  await page.getByRole('button', { name: 'Draw the sample' }).click();

  const registered = page.getByRole('region', { name: 'What was registered' });
  await expect(registered).toContainText('frozen in the ledger');
  await expect(registered).toContainText('The new model is good enough');
  await expect(registered).toContainText('20 to 1');

  const client = workbenchClient(host.said.url);
  const audits = await client.audits.list({});
  expect(audits).toHaveLength(1);
  const auditId = audits[0]?.id;
  if (auditId === undefined) throw new Error('nothing was drawn');
  const { plan, strata, items } = await client.audits.manifest({ auditId });
  expect(plan).toMatchObject({
    thresholds: [{ question: 'hallucination', limit: 0.03 }],
    secondLook: { cleanShare: 0.1, flaggedShare: 0 },
    registration: {
      primaryQuestion: 'hallucination',
      stopRule: { kind: 'verdict' },
      hypotheses: [
        {
          statement: 'The new model is good enough',
          claim: {
            kind: 'rate',
            question: 'hallucination',
            part: { dimension: 'model', value: 'v4.0' },
            direction: 'below',
            limit: 0.02,
          },
        },
      ],
    },
  });
  expect(plan.allocation.sizes).toBeUndefined();
  expect(strata.map(({ values, drawn }) => [values[0], drawn])).toEqual([
    ['v3.1', 120],
    ['v3.2', 67],
    ['v4.0', 13],
  ]);
  expect(strata.map((one) => one.verdicts)).toEqual([
    { 'nli@2': { supported: 810, unsupported: 90 } },
    { 'nli@2': { supported: 450, unsupported: 50 } },
    { 'nli@2': { supported: 90, unsupported: 10 } },
  ]);
  expect(new Set(items.map((item) => item.facets['week']))).toEqual(new Set(['2026-W46', '2026-W47']));
  expect(items.every((item) => item.facets['judge.nli@2']?.endsWith('supported') === true)).toBe(true);
});

test('the planner is clean to axe in both themes with everything open', async ({ page }) => {
  await openPlan(page);
  await page.getByRole('radio', { name: 'Neyman' }).check({ force: true });
  await page.getByLabel('Wanted margin, ± points').fill('2');
  await page.getByLabel(/^Limit of the hallucination rate/).fill('1.5');
  await sizeOf(page, 'v4.0').fill('40');
  await page.getByText('Pre-registration', { exact: true }).click();
  await page.getByRole('radio', { name: 'Planned looks' }).check({ force: true });
  for (const kind of ['rate', 'difference', 'agreement']) {
    await page.getByRole('button', { name: 'Add a hypothesis' }).click();
    await page.getByLabel('Claim', { exact: true }).last().selectOption(kind);
  }
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByText(/^Hypothesis 1:/).first()).toBeVisible();
  await expectCleanInBothThemes(page, 'planner');
});
