/**
 * An owner changes a definition, in real Chromium and by keys: what is typed survives a reload, whether the meaning changed
 * is said, the preview tells what it touches, the version is published and its difference can be read. Then one is begun from
 * nothing, survives a reload too, and is version 1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-taxonomy-'));
let host: Running<{ url: string; pid: number }>;

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Theme = 'light' | 'dark';

async function expectNoViolations(page: Page, ...themes: Theme[]): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
    expect(told).toEqual([]);
  }
}

const DEFINITION = 'Promises or denies what the policy in the context does not: a refund or a deadline.';

test('changes a definition, says what that means, publishes it and reads the difference', async ({
  page,
}) => {
  const client = workbenchClient(host.said.url);
  await page.goto(host.said.url);
  await page.locator('h1').first().waitFor();
  await page.goto(`${new URL(host.said.url).origin}/#/taxonomy`);

  await test.step('a taxonomy is opened and read by keys', async () => {
    await page.getByRole('link', { name: 'Hallucination' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'None' })).toContainText('Every claim is supported.');
    await expectNoViolations(page, 'dark');
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('j');
    await expect(page.getByRole('article', { name: 'Policy' })).toBeVisible();
  });

  await test.step('what is typed is kept as it is typed and survives a reload', async () => {
    await page.keyboard.press('e');
    await page.getByLabel('Definition').fill(DEFINITION);
    await expect
      .poll(async () => (await client.taxonomies.get({ id: 'hallucination' })).draft?.classes[3]?.definition)
      .toBe(DEFINITION);
    await page.reload();
    await page.getByRole('button', { name: /Policy/ }).click();
    await expect(page.getByLabel('Definition')).toHaveValue(DEFINITION);
  });

  await test.step('whether the meaning changed is asked, and said by a key', async () => {
    await expect(page.getByRole('group', { name: /Does the meaning/ })).toBeVisible();
    await page.keyboard.press('d');
    await expect(page.getByRole('radio', { name: 'It means something else' })).toBeChecked();
    await expect(page.getByRole('region', { name: 'Acts of this copy' })).toContainText('Redefine “Policy”');
    await expectNoViolations(page, 'light', 'dark');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('radio', { name: 'It means something else' })).not.toBeChecked();
    await page.keyboard.press('d');
  });

  await test.step('the preview says what is put in, what it touches, and what stands in the way', async () => {
    await page.keyboard.press('p');
    const added = page.getByRole('insertion').filter({ hasText: 'deadline' });
    await expect(added).toBeVisible();
    const publish = page.getByRole('region', { name: 'Publish' });
    await expect(publish).toContainText('Say in a sentence what changes and why');
    await expect(publish.getByRole('button', { name: /Publish version 2/ })).toBeDisabled();
    await publish.getByLabel('What changes, and why').fill('Deadlines are promises too.');
    await expect(publish.getByRole('button', { name: /Publish version 2/ })).toBeEnabled();
    await expectNoViolations(page, 'light', 'dark');
  });

  await test.step('it is published by keys, and the version shows what changed', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Version 2 is published' })).toBeVisible();
    await page.getByRole('button', { name: 'See what changed' }).click();
    const changed = page.getByRole('region', { name: 'What version 2 changed' });
    await expect(changed).toContainText('Deadlines are promises too.');
    await expect(changed).toContainText('Meaning');
    await expect(changed.getByRole('insertion').filter({ hasText: 'deadline' })).toBeVisible();
    await expectNoViolations(page, 'light');
    const { versions, draft } = await client.taxonomies.get({ id: 'hallucination' });
    expect(versions.map((one) => one.taxonomy.version)).toEqual([2, 1]);
    expect(draft).toBeNull();
  });
});

test('begins a taxonomy from nothing by keys, and publishes it as version 1', async ({ page }) => {
  const client = workbenchClient(host.said.url);
  await page.goto(host.said.url);
  await page.locator('h1').first().waitFor();
  await page.goto(`${new URL(host.said.url).origin}/#/taxonomy`);
  await page.getByRole('link', { name: 'Hallucination' }).waitFor();
  await page.keyboard.press('a');
  await page.getByLabel('Title of the taxonomy').fill('Tone');
  await page.getByLabel('What reviewers are asked').fill('Tone');
  await page.getByLabel('What reports call the rate').fill('rate of rude answers');
  await page.getByLabel('Title of the class').fill('Rude');
  await expect
    .poll(async () => (await client.taxonomies.begun({})).begun?.classes.map((one) => one.title))
    .toEqual(['None', 'Rude']);
  await page.reload();
  await expect(page.getByLabel('Title of the taxonomy')).toHaveValue('Tone');
  const publish = page.getByRole('region', { name: 'Publish' });
  await expect(publish).toContainText('“Rude” has no definition.');
  await page.getByLabel('Definition').fill('Speaks down to people.');
  await page.keyboard.press('Escape');
  // A class more has the cursor in its title; it goes again, and the cursor is in a title once more.
  await page.keyboard.press('a');
  await expect(page.getByLabel('Title of the class')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByLabel('Title of the class')).toBeFocused();
  await expectNoViolations(page, 'light', 'dark');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Tone', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /Rude/ })).toBeVisible();
  const listed = await client.taxonomies.list({});
  expect(listed.find((one) => one.title === 'Tone')).toMatchObject({ version: 1, classes: 2 });
});
