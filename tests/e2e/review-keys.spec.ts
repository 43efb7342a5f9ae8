/**
 * One item judged by keys alone, in real Chromium: score, look at definitions, make, link, change, remove and bring back
 * evidence by sentence and by word, undo, note, submit, skip, flag, reopen; and what the screen is called to those who
 * only hear it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId } from '../../shared/domain/ids.ts';
import { sliceCodePoints } from '../../shared/domain/text.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-keys-'));
let host: Running<{ url: string; pid: number }>;
let auditId: AuditId;

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
  const client = workbenchClient(host.said.url);
  ({ auditId } = await client.app.openDemo({}));
  await client.settings.update({ introduction: 'done' });
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const group = (page: Page, title: string) => page.getByRole('group', { name: new RegExp(`^${title}, `) });
const option = (page: Page, question: string, title: string) =>
  group(page, question).getByRole('button', { name: title, exact: true });
const pressed = (page: Page) =>
  page.getByRole('region', { name: 'Scorecard' }).locator('button[aria-pressed="true"]');
const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });
const spans = (page: Page) => page.getByRole('list', { name: 'Evidence spans' }).getByRole('listitem');

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

async function storedItem(position: number) {
  const client = workbenchClient(host.said.url);
  const { entries } = await client.reviews.queue({ auditId });
  const entry = entries.filter((one) => !one.isCalibration).find((one) => one.position === position);
  if (entry === undefined) throw new Error(`there is no item ${position}`);
  return { entry, ...(await client.reviews.item({ auditId, itemId: entry.itemId })) };
}

/** Opens the first item of the sample itself, past the round that is practised before it. */
async function openFirst(page: Page): Promise<void> {
  const { entry } = await storedItem(1);
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/review/${auditId}?item=${entry.itemId}`);
  await expect(page.getByText('1 / 20', { exact: true })).toBeVisible();
  await expect(group(page, 'Hallucination')).toBeFocused();
}

async function expectNames(page: Page): Promise<void> {
  for (const name of ['Prompt', 'Context', 'Output', 'Scorecard', 'Questions']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('group', { name: 'Hallucination, required, keys 1 to 6' })).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Severity, asked unless Hallucination is None' }),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeVisible();
  await expect(option(page, 'Actionability', 'As is Actionable as is')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Submit/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
}

async function score(page: Page): Promise<void> {
  await expect(pressed(page)).toHaveCount(0);
  await press(page, 'o o');
  await expect(option(page, 'Hallucination', 'Factual')).toBeFocused();
  await expect(page.getByRole('note', { name: 'Guide to Hallucination' })).toContainText('Counter-examples');
  await press(page, 'Enter');
  await expect(group(page, 'Severity')).toBeFocused();
  await press(page, '2 1 3');
  await expect(pressed(page)).toHaveCount(4);
  await press(page, 'Control+z');
  await expect(said(page, 'Undone: Actionability has no answer')).toHaveCount(1);
  await expect(group(page, 'Actionability')).toBeFocused();
  await press(page, 'Control+Shift+Z');
  await expect(option(page, 'Actionability', 'As is Actionable as is')).toHaveAttribute(
    'aria-pressed',
    'true',
  );
}

async function markEvidence(page: Page): Promise<void> {
  await press(page, 'Shift+ArrowDown Shift+ArrowDown e');
  await expect(page.getByRole('group', { name: /is$/ })).toBeVisible();
  // A key that would lead elsewhere is not carried out over an open choice.
  await press(page, 'j');
  await expect(page.getByText('1 / 20', { exact: true })).toBeVisible();
  await press(page, '4 Shift+ArrowDown Shift+ArrowLeft 2');
  await expect(spans(page)).toHaveCount(1);
  await expect(
    spans(page).getByRole('button', { name: /^Span 1 of 1,\s*Policy.*contradicts passage/ }),
  ).toBeVisible();

  // By word, over the same words: both are there and can be reached.
  await press(page, 'Escape Shift+ArrowDown Shift+ArrowDown Shift+ArrowLeft Control+Shift+ArrowRight e 2 3');
  await expect(spans(page)).toHaveCount(2);
  await press(page, '.');
  await expect(said(page, /^Span 1 of 2, Policy/)).toHaveCount(1);
  await press(page, '.');
  await expect(said(page, /^Span 2 of 2, Factual: .*not in context/)).toHaveCount(1);
  await press(page, 'r 3');
  await expect(spans(page).nth(1)).toContainText('Procedural');
  await press(page, 'l Shift+ArrowRight Shift+ArrowRight 1');
  await expect(spans(page).nth(1)).toContainText('supports passage');
  await press(page, 'Delete');
  await expect(spans(page)).toHaveCount(1);
  await press(page, 'Control+z');
  await expect(spans(page)).toHaveCount(2);
}

async function expectStored(): Promise<void> {
  const { review, trace } = await storedItem(1);
  const held = review?.answers['evidence'];
  if (held?.type !== 'spans') throw new Error('no spans were stored');
  expect(held.spans.map((one) => one.class)).toEqual(['policy', 'procedural']);
  for (const { output, support } of held.spans) {
    expect(sliceCodePoints(trace.output, output.start, output.end)).toBe(output.quote);
    if (support === null || support.kind === 'not_in_context') throw new Error('a span has no link');
    const passage = trace.context.find((one) => one.rank === support.passage)?.text ?? '';
    expect(sliceCodePoints(passage, support.range.start, support.range.end)).toBe(support.range.quote);
  }
  expect(review?.answers['note']).toEqual({ type: 'text', text: 'j and k are letters here' });
}

test('an item is judged from first look to second thoughts without a mouse', async ({ page }) => {
  await openFirst(page);
  await expectNames(page);
  await score(page);
  await markEvidence(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);

  await press(page, 'n');
  await page.keyboard.type('j and k are letters here');
  await press(page, 'Control+Enter');
  await expect(page.getByText('2 / 20', { exact: true })).toBeVisible();
  await expect.poll(async () => (await storedItem(1)).entry.state).toBe('done');
  await expectStored();

  // What was answered before is not suggested for the next item.
  await expect(group(page, 'Hallucination')).toBeFocused();
  await expect(pressed(page)).toHaveCount(0);
  await press(page, 's 1');
  await expect(page.getByText('3 / 20', { exact: true })).toBeVisible();
  await expect(group(page, 'Hallucination')).toBeFocused();
  await press(page, 'f 3');
  await expect(page.getByText(/questions left.*flagged/)).toBeVisible();

  await press(page, 'u');
  await expect(page.getByText('1 / 20', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Reopened. Submitting replaces your review/)).toBeVisible();
  await expect(spans(page)).toHaveCount(2);
  const before = (await storedItem(1)).review?.id;
  await press(page, 'Control+Enter');
  await expect.poll(async () => (await storedItem(1)).review?.supersedes).toBe(before);
  expect(await storedItem(2)).toMatchObject({ skip: { reason: 'cannot_judge' } });
  expect((await storedItem(3)).flags.map((one) => one.reason)).toEqual(['privacy']);
});
