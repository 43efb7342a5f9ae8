/**
 * A norming round of two people at a hub, in real Chromium: begun on cases on which they differ, voted blind by keyboard on
 * two devices, shown, discussed, voted again; agreement before and after. And the private page of a reviewer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { NormingWorld, Seated } from '../support/norming-world.ts';
import { startNormingWorld } from '../support/norming-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-norming-spec-'));
const secret = 'The thirty days are in passage one.';
let world: NormingWorld;

test.use({ reducedMotion: 'reduce', actionTimeout: 10_000 });

test.beforeAll(async () => {
  test.setTimeout(90_000);
  world = await startNormingWorld(folder);
});

test.afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(page: Page, who: Seated, path: string): Promise<void> {
  await page.goto(who.host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(who.host.said.url).origin}/#${path}`);
}

async function expectNoFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((of) => `${of.id}: ${of.nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** Votes on every case by keys alone: an option by its number, why, and on. */
async function voteByKeys(page: Page, options: readonly string[], why = ''): Promise<void> {
  for (const [n, option] of options.entries()) {
    await expect(page.getByRole('heading', { level: 2, name: `Case ${n + 1} of ` })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Vote and go on' })).toBeVisible();
    await page.keyboard.press(option);
    if (why !== '' && n === 0) {
      await page.keyboard.press('n');
      await page.keyboard.type(why);
    }
    await page.keyboard.press('Control+Enter');
  }
  await expect(page.getByText('You have voted on everything.')).toBeVisible();
}

async function moveOn(page: Page, label: string, confirm: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('button', { name: confirm }).click();
}

test('two people vote blind, see it, discuss and vote again; both agreements are kept', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000);
  const { lead, reviewer } = world;
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const his = await context.newPage();
  await open(page, lead, '/norming');
  await page.getByRole('button', { name: 'Begin a round' }).click();
  await page.getByLabel('Title').fill('Refund promises');
  await page.getByLabel('Audit').selectOption('Refund answers, week 47');
  const cases = page.getByRole('group', { name: /^Cases/ }).getByRole('checkbox');
  await cases.nth(0).check();
  await cases.nth(1).check();
  await page.getByRole('checkbox', { name: /^Ben Okafor/ }).check();
  await page.getByText('All together now').click();
  await expectNoFaults(page);
  await page.getByRole('button', { name: 'Begin the round' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Refund promises' })).toBeVisible();
  await expectNoFaults(page);

  await lead.client.sync.now({});
  await reviewer.client.sync.now({});
  await open(his, reviewer, '/norming');
  await his.getByRole('link', { name: 'Refund promises' }).click();
  await voteByKeys(his, ['1', '1'], secret);
  await reviewer.client.sync.now({});
  await voteByKeys(page, ['2', '2']);
  await lead.client.sync.now({});
  // That he has voted is told, what he voted is not.
  const people = page.getByRole('region', { name: 'Who has voted' }).getByRole('listitem');
  await expect(people.filter({ hasText: 'Ben Okafor' })).toContainText('has voted');
  await expect(page.getByText(secret)).toHaveCount(0);

  await moveOn(page, 'Show the votes', 'Show them');
  // The hub had his votes all along; they come with the reveal.
  await lead.client.sync.now({});
  await expect(page.getByText(secret)).toBeVisible();
  await expect(page.getByText('0.0 % of pairs voted alike before the discussion.')).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.type('It says so for annual plans only.');
  await page.getByRole('button', { name: 'Say it' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'annual plans only' })).toBeVisible();
  await expectNoFaults(page);

  await moveOn(page, 'Vote again', 'Begin it');
  await lead.client.sync.now({});
  await reviewer.client.sync.now({});
  await expect(his.getByText('annual plans only')).toBeVisible();
  await his.keyboard.press('Escape');
  await voteByKeys(his, ['2', '2']);
  await reviewer.client.sync.now({});
  await voteByKeys(page, ['2', '2']);
  await moveOn(page, 'Close the round', 'Close it');
  await lead.client.sync.now({});
  await expect(
    page.getByText('0.0 % of pairs voted alike before the discussion, 100 % after it.'),
  ).toBeVisible();
  const votes = page.getByRole('table', { name: /before and after the discussion$/ }).last();
  await expect(votes.getByRole('row').filter({ hasText: 'Ben Okafor' })).toContainText('moved');
  await expect(votes.getByRole('row').filter({ hasText: 'Mara Lindqvist' })).toContainText('same');
  await expectNoFaults(page);
  await context.close();
});

test('a reviewer’s page is their own, says why figures are not there, and opens from Today', async ({
  page,
}) => {
  await open(page, world.reviewer, '/today');
  await page.getByRole('link', { name: 'My page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My page' })).toBeVisible();
  await expect(page.getByText('Only you can open this page.')).toBeVisible();
  await expect(page.getByText('told after the close').first()).toBeVisible();
  await expect(page.getByRole('table', { name: 'Time on an item, by audit' })).toContainText('9 items');
  await expectNoFaults(page);
});
