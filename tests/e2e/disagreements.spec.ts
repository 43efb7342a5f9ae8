/**
 * The taxonomy owner's workplace in real Chromium, by keyboard alone: from nothing over the example to a ruling, what was
 * written outlives a reload, and the ruling is appealed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-disagreements-'));
let host: Running<{ url: string; pid: number }>;

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(
    violations.map((one) => `${where}: ${one.id} ${one.nodes.map((node) => node.html).join(' | ')}`),
  ).toEqual([]);
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const rows = (page: Page) => page.getByRole('list', { name: 'Cases' }).getByRole('button');

test('settles a disagreement by keyboard, keeps what is half written, and appeals', async ({ page }) => {
  const client = workbenchClient(host.said.url);
  await page.goto(host.said.url);
  await expect(heading(page)).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/disagreements`);

  await test.step('where nothing differs yet, an example is one key away', async () => {
    await expect(page.getByRole('heading', { name: 'No disagreement yet' })).toBeVisible();
    await page.getByRole('button', { name: 'Try it on an example' }).focus();
    await page.keyboard.press('Enter');
    await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
    await expect(rows(page).first()).toContainText('simulated');
    await expectNoViolations(page, 'worklist');
  });

  const list = await client.disagreements.list({ filter: { auditIds: [] }, offset: 0, limit: 50 });
  const word = list.rows[4]?.title.split(' ').find((one) => /^\p{L}{6,}$/u.test(one)) ?? 'refund';

  await test.step('the list is narrowed by words and opened again', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(word);
    await expect(page.locator('output').filter({ hasText: / of 1\d\d/ })).toBeVisible();
    await expect(rows(page).first()).toContainText(new RegExp(word, 'i'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(rows(page).first()).toContainText(list.rows[0]?.title.slice(0, 30) ?? 'no case');
  });

  await test.step('a case shows the texts, every answer and the definitions in dispute', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(list.rows[1]?.title ?? 'no case');
    for (const name of ['Prompt', 'Context', 'Output'])
      await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
    const answers = page.getByRole('table', { name: 'Answers side by side' });
    await expect(answers.getByRole('columnheader')).toHaveCount(6);
    await expect(page.getByRole('heading', { name: /Definitions in dispute/ })).toBeAttached();
    await expectNoViolations(page, 'case');
  });

  await test.step('a ruling half written outlives a reload of the window', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Choose the value that stands.')).toBeVisible();
    await page.keyboard.press('2');
    await page.keyboard.press('r');
    await page.keyboard.type('The figure is in no passage.');
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByLabel('Rationale')).toHaveValue('The figure is in no passage.');
    await expect(page.getByRole('button', { name: /^Factual/, pressed: true })).toBeVisible();
  });

  await test.step('claimed, ruled, and on to the next case', async () => {
    await page.keyboard.press('x');
    await expect(page.getByRole('button', { name: 'Claimed by you' })).toBeVisible();
    await page.keyboard.press('c');
    await page.keyboard.press('t');
    // From inside the text, whose cursor must not follow into the next case.
    await page.keyboard.press('r');
    await page.keyboard.press('Control+Enter');
    await expect(heading(page)).toHaveText(list.rows[2]?.title ?? 'no case');
    await expect(page.getByRole('button', { name: /^Factual/, pressed: true })).toHaveCount(0);
    await expect(page.getByLabel('Rationale')).toHaveValue('');
    await expect(page.getByLabel('Rationale')).not.toBeFocused();
    const after = await client.disagreements.list({
      filter: { auditIds: [], states: ['ruled'] },
      offset: 0,
      limit: 5,
    });
    expect(after.rows.map((one) => one.title)).toEqual([list.rows[1]?.title]);
  });

  await test.step('the last ruling is taken up again with one key, and kept with another', async () => {
    await page.keyboard.press('u');
    await expect(heading(page)).toHaveText(list.rows[1]?.title ?? 'no case');
    await expect(page.getByText('Takes the place of your ruling.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Factual/, pressed: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Rule again' })).toBeVisible();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolations(page, 'ruled case in the dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('two digits and Enter are a ruling', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    const title = (await heading(page).textContent()) ?? '';
    await page.keyboard.press('1');
    await expect(page.getByText('Every claim is supported').first()).toBeVisible();
    await page.keyboard.press('3');
    await expect(page.getByText('Ready to rule.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(heading(page)).not.toHaveText(title);
    await expect(page.getByText('2 ruled, the last as None')).toBeVisible();
  });

  await test.step('what was ruled can be appealed once', async () => {
    const ruled = list.rows[1]?.case;
    const address = `disagreements?audit=${ruled?.auditId}&item=${ruled?.itemId}&question=${ruled?.question}`;
    await page.goto(`${new URL(host.said.url).origin}/#/${address}`);
    await expect(page.getByRole('button', { name: 'Appeal' })).toBeVisible();
    await page.keyboard.press('a');
    await page.keyboard.type('The second passage says it.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('appealed.').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Appeal' })).toHaveCount(0);
    const held = await client.disagreements.get({
      case: ruled ?? (null as never),
      filter: { auditIds: [] },
      showsNames: false,
    });
    expect(held.row.state).toBe('appealed');
    expect(held.rulings[0]).toMatchObject({
      rationale: 'The figure is in no passage.',
      changesGuideline: true,
      standing: 'stands',
    });
    await page.keyboard.press('Escape');
    await expect(rows(page).first()).toBeVisible();
  });
});
