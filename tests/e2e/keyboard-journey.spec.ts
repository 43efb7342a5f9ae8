/**
 * A whole audit by keyboard alone: from the first screen through the calibration round and its feedback to the last of
 * twenty items, with errors, evidence and notes on the way. On the loopback host, and on the stand-in of the desktop.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { launchStandIn } from '../support/electron-host/launch.ts';
import { startWorkbench } from '../support/loopback.ts';

const itemCount = 20;

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

const header = (page: Page) => page.locator('header').first();
const output = (page: Page) => page.getByRole('region', { name: 'Output' });

/** Counts what a mouse would do, in the page, from now on. */
async function watchPointer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const held = window as unknown as { pointers: number };
    held.pointers = 0;
    for (const name of ['pointerdown', 'mousedown', 'wheel'])
      window.addEventListener(name, () => (held.pointers += 1), { capture: true });
  });
}

/** Judges the item in hand: every fourth with an error and its evidence, every fifth with a note. */
async function judge(page: Page, at: number): Promise<void> {
  // Keys typed before an item is on screen are dropped on purpose: nobody judges what they have not seen.
  await expect(page.locator('[data-question="hallucination"]')).toBeVisible();
  await expect(output(page)).toBeVisible();
  if (at % 4 === 0) {
    await press(page, 'Shift+ArrowDown e');
    await expect(page.getByRole('group', { name: /is$/ })).toBeVisible();
    await press(page, '2');
    await expect(page.getByRole('group', { name: /context say/ })).toBeVisible();
    await press(page, '3');
    await press(page, '2 1 2 2');
  } else await press(page, '1 1 3');
  if (at % 5 === 0) {
    await press(page, 'n');
    await page.keyboard.type(`item ${at}: j and 1 are letters here`);
  }
  await press(page, 'Control+Enter');
}

/** From the first screen to the end of the demo audit. */
async function judgeDemo(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /Open the demo/ })).toBeFocused();
  await watchPointer(page);
  await page.keyboard.press('Enter');
  const skipIntroduction = page.getByRole('button', { name: /Skip the introduction/ });
  await expect(skipIntroduction).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(skipIntroduction).toHaveCount(0);
  for (let at = 1; at <= 3; at += 1) {
    await expect(header(page)).toContainText(`Calibration ${at} of 3`);
    await judge(page, at);
  }
  await expect(page.getByRole('button', { name: /Begin the audit/ })).toBeVisible();
  await page.keyboard.press('Enter');
  for (let at = 1; at <= itemCount; at += 1) {
    await expect(header(page)).toContainText(`${at} / ${itemCount}`);
    await judge(page, at);
  }
  await expect(page.getByRole('heading', { name: 'Everything is dealt with' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /command/ }).waitFor();
  await page.keyboard.type('go to today');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${itemCount} of ${itemCount} done`).first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { pointers: number }).pointers)).toBe(0);
}

test('twenty items by keyboard alone, on the loopback host', async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-keyboard-'));
  const host = await startWorkbench(dataDir);
  try {
    await page.goto(host.said.url);
    await judgeDemo(page);
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('twenty items by keyboard alone, on the desktop’s stand-in', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-keyboard-'));
  const host = await launchStandIn(dataDir);
  try {
    await judgeDemo(host.page);
  } finally {
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
