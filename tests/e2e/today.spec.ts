/**
 * The first quarter of an hour of somebody new, in real Chromium: the introduction ends step by step with what they do, a
 * break is suggested without taking anything from them, and Today leads on by keys.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-today-'));
let host: Running<{ url: string; pid: number }>;

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const hints = (page: Page) => page.getByRole('region', { name: 'Hints' });
const focusedTag = (page: Page) => page.evaluate(() => document.activeElement?.tagName ?? '');

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

/** Reviewing for so many minutes: something is done every minute. */
async function work(page: Page, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await page.clock.fastForward(60_000);
    await page.keyboard.press('Shift');
  }
  await page.clock.fastForward(5_000);
}

test('introduces a newcomer, suggests a break, and begins the next day', async ({ page }) => {
  const client = workbenchClient(host.said.url);
  await client.settings.update({ breakAfterMinutes: 5 });
  await page.clock.install();
  await page.goto(host.said.url);
  await expect(page.getByRole('button', { name: /Open the demo/ })).toBeFocused();
  await page.keyboard.press('Enter');

  await test.step('each step of the introduction ends when the person did the thing', async () => {
    await expect(hints(page)).toContainText('Say what you see');
    await page.keyboard.press('1');
    await expect(hints(page)).toContainText('Find the evidence');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(hints(page)).toContainText('Submit and go on');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolations(page);
    await page.emulateMedia({ colorScheme: 'light' });
    // Hallucination is none: what is left is policy and actionability.
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await expect(hints(page)).toContainText('You know the way');
    await expect.poll(async () => (await client.settings.get({})).introduction).toBe('done');
    await page.keyboard.press('Escape');
    await expect(hints(page)).not.toContainText('You know the way');
  });

  await test.step('the switch of auto-advance is one key away and is remembered', async () => {
    const advance = page.getByRole('switch', { name: /Auto-advance/ });
    await expect(advance).toBeChecked();
    await page.keyboard.press('Shift+A');
    await expect(advance).not.toBeChecked();
    await expect.poll(async () => (await client.settings.get({})).advancesAfterSubmit).toBe(false);
    await page.keyboard.press('Shift+A');
    await expect(advance).toBeChecked();
  });

  await test.step('a break is suggested quietly, can be put off, and outlives a reload', async () => {
    await work(page, 4);
    await expect(hints(page)).not.toContainText('Time for a break');
    const before = await focusedTag(page);
    await work(page, 2);
    await expect(hints(page).getByRole('status')).toContainText('Time for a break');
    expect(await focusedTag(page)).toBe(before);
    await page.keyboard.press('Shift+B');
    await expect(hints(page)).not.toContainText('Time for a break');
    await work(page, 9);
    await expect(hints(page)).not.toContainText('Time for a break');
    await work(page, 2);
    await expect(hints(page)).toContainText('Time for a break');
    await page.reload();
    await expect(hints(page)).toContainText('Time for a break');
    // Whoever paused for five minutes has had their break.
    await page.clock.fastForward(6 * 60_000);
    await expect(hints(page)).not.toContainText('Time for a break');
  });

  await test.step('Today tells what is left, goes by arrows and leads to the next item', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Good|Still up/ })).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'The day' })).toContainText('judged today');
    await expect(page.getByRole('region', { name: 'In progress' })).toContainText('0 of 20 done');
    // Off the rail, whose tooltip would be part of the page.
    await page.mouse.move(640, 20);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    await expectNoViolations(page);
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: 'Demo: support answers', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Scorecard' })).toBeVisible();
  });
});
