/**
 * A reviewer's hour without a mouse, in real Chromium on the real loopback host: from Today through scoring, evidence,
 * skip, flag and reopen, over a reload, and what of it is stored in the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId } from '../../shared/domain/ids.ts';
import { sliceCodePoints } from '../../shared/domain/text.ts';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-review-'));
let host: Running<{ url: string; pid: number }>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const question = (page: Page, id: string) => page.locator(`[data-question="${id}"]`);
const option = (page: Page, id: string, title: string) =>
  question(page, id).getByRole('button', { name: title, exact: true });
const place = (page: Page) => page.getByText(/^\d+ \/ 20$/);
const foot = (page: Page) => page.getByRole('contentinfo');

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

async function goByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const asked = page.getByRole('textbox', { name: /command/ });
  await asked.fill(words);
  await expect(page.getByRole('button', { name: new RegExp(`^${words}`, 'i') }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(asked).toHaveCount(0);
}

async function openReview(page: Page): Promise<void> {
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await goByPalette(page, 'go to review');
  await expect(question(page, 'hallucination')).toBeVisible();
}

/** The demo audit and what is stored of it, asked for beside the screen. */
async function stored() {
  const client = workbenchClient(host.said.url);
  const [audit] = await client.audits.list({});
  if (audit === undefined) throw new Error('there is no audit');
  const auditId: AuditId = audit.id;
  const all = await client.reviews.queue({ auditId });
  // Practice has places of its own.
  const queue = { ...all, entries: all.entries.filter((one) => one.isCalibration !== true) };
  const item = async (position: number) => {
    const entry = queue.entries.find((one) => one.position === position);
    if (entry === undefined) throw new Error(`there is no item ${position}`);
    return client.reviews.item({ auditId, itemId: entry.itemId });
  };
  return { audit, queue, item };
}

test('leads from the first screen into the calibration round, whose answers come after its last item', async ({
  page,
}) => {
  await page.goto(host.said.url);
  await expect(page.getByRole('button', { name: /Open the demo/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const round = page.getByRole('region', { name: 'Calibration round' });
  const chip = round.getByRole('heading');
  await expect(chip).toHaveText('Calibration 1 of 3', { timeout: 60_000 });
  expect(page.url()).not.toContain('token');
  await expect(round).toContainText('Practice with known answers. Not counted.');
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, '1 1 3 Control+Enter');
  await expect(chip).toHaveText('Calibration 2 of 3');
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, '2 2 1 2 Control+Enter');
  await expect(chip).toHaveText('Calibration 3 of 3');
  await expect(page.getByText('Every claim is in a passage')).toHaveCount(0);
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, 's 1');

  await expect(page.getByRole('heading', { name: 'All 7 answers were right' })).toBeVisible();
  await expect(page.getByText('Every claim is in a passage')).toBeVisible();
  const third = page.getByRole('region', { name: /^3 / });
  await expect(third.getByRole('row', { name: /Policy no answer Violates skipped/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Begin the audit/ })).toBeFocused();
  await expectCleanInBothThemes(page, 'the calibration round');
  await page.getByRole('button', { name: 'Look at item 3 again' }).click();
  await expect(page.getByText(/^Only to look at/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the feedback' }).click();
  await expect(page.getByRole('button', { name: /Begin the audit/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(place(page)).toHaveText('1 / 20');
  expect((await stored()).queue.progress).toMatchObject({ done: 0, skipped: 0 });
});

test('leads from Today to the first item', async ({ page }) => {
  await openReview(page);
  await goByPalette(page, 'go to today');
  await expect(page.getByRole('button', { name: /Begin|Continue/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(place(page)).toHaveText('1 / 20');
});

test('leads to the question that is missing instead of submitting', async ({ page }) => {
  await openReview(page);
  await press(page, '4 Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Severity needs an answer' })).toHaveCount(1);
  await expect(question(page, 'severity')).toBeFocused();
  expect((await stored()).queue.progress.done).toBe(0);
});

test('scores by digits, links evidence by keys, submits and goes on', async ({ page }) => {
  await openReview(page);
  await expect(option(page, 'hallucination', 'Policy')).toHaveAttribute('aria-pressed', 'true');
  await press(page, '2 2 1 3');
  await press(page, 'Shift+ArrowDown Shift+ArrowDown e');
  await expect(page.getByRole('group', { name: /is$/ })).toBeVisible();
  await press(page, '4');
  await expect(page.getByRole('group', { name: 'What does the context say to it?' })).toBeVisible();
  await press(page, 'Shift+ArrowDown 2');
  await expect(question(page, 'evidence')).toContainText('contradicts passage 1');
  await press(page, 'Control+Enter');
  await expect(place(page)).toHaveText('2 / 20');
  await expect(option(page, 'hallucination', 'Policy')).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(async () => (await stored()).queue.progress.done).toBe(1);

  const { review, trace } = await (await stored()).item(1);
  expect(review?.answers['severity']).toEqual({ type: 'choice', option: 'major' });
  const spans = review?.answers['evidence'];
  if (spans?.type !== 'spans') throw new Error('no spans were stored');
  const [span] = spans.spans;
  if (span?.support?.kind !== 'contradicts') throw new Error('the span has no link');
  expect(sliceCodePoints(trace.output, span.output.start, span.output.end)).toBe(span.output.quote);
  const passage = trace.context.find((one) => one.rank === 1)?.text ?? '';
  const { range } = span.support;
  expect(sliceCodePoints(passage, range.start, range.end)).toBe(range.quote);
});

test('moves on and back, skips with a reason, flags to the owner', async ({ page }) => {
  await openReview(page);
  await press(page, 'j');
  await expect(place(page)).toHaveText('3 / 20');
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, 's 1');
  await expect(place(page)).toHaveText('4 / 20');
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, 'f 3');
  await expect(page.getByText(/questions left.*flagged/)).toBeVisible();
  await press(page, 'k k');
  await expect(place(page)).toHaveText('2 / 20');
  await expect.poll(async () => (await stored()).queue.progress).toMatchObject({ skipped: 1, flagged: 1 });
  expect((await (await stored()).item(3)).skip?.reason).toBe('cannot_judge');
});

test('skips for another reason with a few words', async ({ page }) => {
  await openReview(page);
  await press(page, 'j j j');
  await expect(place(page)).not.toHaveText(/^[23] /);
  await expect(question(page, 'hallucination')).toBeVisible();
  await press(page, 's 5');
  await expect(page.getByRole('textbox', { name: /In a few words/ })).toBeFocused();
  await page.keyboard.type('the customer changes the topic');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stored()).queue.progress.skipped).toBe(2);
  const skipped = (await stored()).queue.entries.filter((one) => one.state === 'skipped');
  const { skip } = await (await stored()).item(skipped.at(-1)?.position ?? 0);
  expect(skip).toEqual({ reason: 'other', note: 'the customer changes the topic' });
});

test('keeps a draft over a reload, without asking for it', async ({ page }) => {
  await openReview(page);
  const at = await place(page).textContent();
  await press(page, '2 n');
  await page.keyboard.type('j and k are letters here, 1 is a digit');
  await page.keyboard.press('Escape');
  await expect(foot(page)).toContainText('draft saved');
  await page.reload();
  await expect(place(page)).toHaveText(at ?? '');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(
    'j and k are letters here, 1 is a digit',
  );
  await expect(option(page, 'hallucination', 'Factual')).toHaveAttribute('aria-pressed', 'true');
});

test('loses nothing of what was typed right before the page went away', async ({ page }) => {
  await openReview(page);
  await press(page, 'n');
  await page.keyboard.press('End');
  await page.keyboard.type(' and this');
  await page.goto('about:blank');
  await openReview(page);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(/ and this$/);
});

test('reopens a submitted item, form as it was, and supersedes it', async ({ page }) => {
  const before = (await (await stored()).item(1)).review?.id;
  await openReview(page);
  await press(page, 'u');
  await expect(place(page)).toHaveText('1 / 20');
  await expect(option(page, 'hallucination', 'Policy')).toHaveAttribute('aria-pressed', 'true');
  await expect(question(page, 'evidence')).toContainText('contradicts passage 1');
  await press(page, 'ArrowUp ArrowUp ArrowUp ArrowUp ArrowUp ArrowUp 2');
  await expect(option(page, 'hallucination', 'Factual')).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'Control+Enter');
  await expect
    .poll(async () => (await (await stored()).item(1)).review?.answers['hallucination'])
    .toEqual({ type: 'choice', option: 'factual' });
  const { review } = await (await stored()).item(1);
  expect(review?.supersedes).toBe(before);
});

test('brings the form back when the answer to a submit is lost, and a second try stores it once', async ({
  page,
}) => {
  await openReview(page);
  const at = Number((await place(page).textContent())?.split(' ')[0]);
  for (let up = 0; up < 9; up += 1) await page.keyboard.press('ArrowUp');
  // The backend hears the submit; what it says never arrives.
  await page.route('**/rpc/reviews/submit', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await press(page, '1 1 3 Control+Enter');
  await expect(page.getByText('This item was not submitted.')).toBeVisible();
  await expect(place(page)).toHaveText(`${at} / 20`);
  await expect(option(page, 'hallucination', 'None')).toHaveAttribute('aria-pressed', 'true');
  await page.unroute('**/rpc/reviews/submit');
  await press(page, 'Control+Enter');
  await expect(place(page)).not.toHaveText(`${at} / 20`);
  const { item } = await stored();
  const { itemId, review } = await item(at);
  expect(review?.supersedes).toBeNull();
  const { rows } = await workbenchClient(host.said.url).ledger.list({
    kind: 'review.submitted',
    auditId: null,
    before: null,
    limit: 100,
  });
  expect(rows.filter((row) => row.itemId === itemId)).toHaveLength(1);
});

test('a whole queue can be finished by keys alone', async ({ page }) => {
  await openReview(page);
  const { progress } = (await stored()).queue;
  for (let left = progress.mine - progress.done - progress.skipped; left > 0; left -= 1) {
    // Keys typed before an item is on screen are dropped on purpose: nobody judges what they have not seen.
    await expect(question(page, 'hallucination')).toBeVisible();
    const at = await place(page).textContent();
    // A draft may stand anywhere: start from the top, clean.
    for (let up = 0; up < 9; up += 1) await page.keyboard.press('ArrowUp');
    await press(page, '1 1 3 Control+Enter');
    if (left > 1) await expect(place(page)).not.toHaveText(at ?? '');
  }
  await expect(page.getByRole('heading', { name: 'Everything is dealt with' })).toBeVisible();
  await expect.poll(async () => (await stored()).queue.progress).toMatchObject({ done: 18, skipped: 2 });
});

test('has no accessibility violation in either theme', async ({ page }) => {
  await openReview(page);
  await press(page, 'k');
  await expect(page.getByRole('region', { name: 'Output' })).toBeVisible();
  await expectCleanInBothThemes(page, 'an item');
  await press(page, 'u');
  await expect(page.getByText(/^Complete/)).toBeVisible();
  await press(page, 'Shift+ArrowDown e');
  await expect(page.getByRole('group', { name: /is$/ })).toBeVisible();
  await expectCleanInBothThemes(page, 'an item with evidence in hand');
  await press(page, 'Escape ?');
  // The sheet gets its name when its title is there.
  await expect(page.getByRole('dialog', { name: /./ })).toBeVisible();
  await expectCleanInBothThemes(page, 'the sheet of keys');
  await page.keyboard.press('Escape');
  await goByPalette(page, 'go to today');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectCleanInBothThemes(page, 'today');
});
