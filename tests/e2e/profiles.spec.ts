/**
 * Two people take turns on one laptop, in real Chromium on the real loopback host: a group is begun, each reviews behind
 * their own PIN, nobody sees the other's answers, and an unattended window locks itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';
import { openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-profiles-'));
let host: Running<{ url: string; pid: number }>;

/** A store with an audit of three items, in a folder that nobody has open. */
async function makeStore(folder: string): Promise<void> {
  const backend = await openTestBackend(folder);
  storeMadeAudit(backend, 3);
  await backend.close();
}

test.beforeAll(async () => {
  await makeStore(dataDir);
  host = await startWorkbench(dataDir);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const question = (page: Page) => page.locator('[data-question="hallucination"]');
const chosen = (page: Page) => question(page).getByRole('button', { pressed: true });
const tile = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });

async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: place, exact: true })
    .click();
}

async function newPerson(page: Page, form: string, name: string, pin: string, send: string): Promise<void> {
  const of = page.getByRole('form', { name: form });
  await of.getByRole('textbox', { name: 'Name' }).fill(name);
  await of.getByLabel('New PIN').fill(pin);
  await of.getByLabel('The same PIN again').fill(pin);
  await of.getByRole('button', { name: send }).click();
}

async function lookWithAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => one.id)).toEqual([]);
}

test('two people take turns, each behind a PIN, and neither sees what the other answered', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto(host.said.url);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Share this computer …' }).click();
  await newPerson(page, 'Begin a group', 'Anna', '2468', 'Begin with this PIN');
  await page.getByRole('button', { name: 'Add a person …' }).click();
  await newPerson(page, 'Add a person', 'Bert', '13579', 'Add');
  await expect(page.getByRole('listitem').filter({ hasText: 'Bert' })).toContainText('not opened yet');
  const { profiles } = await workbenchClient(host.said.url).profiles.state({});
  const bertId = profiles.find((one) => one.name === 'Bert')?.id ?? '';
  await makeStore(join(dataDir, 'profiles', bertId));

  await goTo(page, 'Review');
  await expect(question(page)).toBeVisible();
  await page.keyboard.press('2');
  await expect(chosen(page)).toHaveCount(1);
  await page.keyboard.press('n');
  await page.keyboard.type('Anna thinks that the amount is wrong');
  await page.keyboard.press('Control+Shift+L');

  await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('refund');
  await lookWithAxe(page);
  await expect(tile(page, 'Anna')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is not the PIN of Bert. Try again.')).toBeVisible();
  await lookWithAxe(page);
  for (const digit of '13579') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Open' }).click();

  await goTo(page, 'Review');
  await expect(question(page)).toBeVisible();
  await expect(chosen(page)).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('Anna');
  await page.keyboard.press('1');
  await expect(page.getByRole('contentinfo').getByText('draft saved')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('refund');

  await goTo(page, 'Settings');
  await page.getByRole('combobox', { name: /^Lock when/ }).selectOption({ label: 'after 1 minute' });
  await expect
    .poll(async () => (await workbenchClient(host.said.url).profiles.state({})).lockAfterMinutes)
    .toBe(1);
  await page.clock.fastForward(45_000);
  await expect(page.getByRole('contentinfo')).toContainText(/Locks in \d+ s/);
  await page.clock.fastForward(20_000);
  await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();

  await tile(page, 'Anna').click();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await goTo(page, 'Review');
  await expect(chosen(page)).toHaveCount(1);
  await expect(page.locator('body')).toContainText('Anna thinks that the amount is wrong');
});
