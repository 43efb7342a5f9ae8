/**
 * Hostile and awkward answers in real Chromium: nothing in them runs, loads or leads away, and evidence made from them
 * quotes the raw text exactly, rendered or raw, in any script.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import { sliceCodePoints } from '../../shared/domain/text.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

// Each test goes on from the one before: a second try begins again at the first.
test.describe.configure({ mode: 'serial' });

const dataDir = mkdtempSync(join(tmpdir(), 'assay-content-'));
let host: Running<{ url: string; pid: number }>;
let auditId = '';
let awkwardId = '';

const hostile = [
  '# Offer\n\n<script>window.hacked = 1</script> <img src="https://evil.example/x.png" onerror="window.hacked = 2">',
  '![logo](https://evil.example/logo.png) [click](javascript:window.hacked=3) [site](https://evil.example/)',
  '<iframe src="https://evil.example/"></iframe> <a href="https://evil.example/">link</a> https://evil.example/auto',
  '1. Escaped \\*stars\\* and 20&nbsp;% off\n2. **नमस्ते 👩‍👩‍👧** और _धन्यवाद_\n3. مرحبا **بالعالم** e\u0301',
].join('\n\n');

const at = { occurredAt: '2026-11-10T10:00:00.000Z' };
const json = `{
  "answer": "Your refund of 12.50 \\u20ac is on its way.\\nمرحبا",
  "id": 12345678901234567890.10,
  "order": {"lines": [{"sku": "X-1", "qty": 2}]}
}`;
const paragraph = (number: number): string =>
  `Paragraph ${number}: refunds are **paid within ${number} days**, see [the rules][rules]. ${'The money goes back to where it came from. '.repeat(4)}`;
const long = `${Array.from({ length: 430 }, (_, number) => paragraph(number)).join('\n\n')}\n\n[rules]: https://evil.example/rules\n`;

/** JSON; a conversation of 100 turns with 50 long passages and 100 kB of answer; Arabic among English. */
const awkward = [
  {
    ...at,
    id: 'json',
    prompt: [{ role: 'user', text: 'As JSON, please' }],
    context: [{ rank: 1, text: json }],
    output: json,
    toolCalls: [{ name: 'lookup_order', arguments: '{"order":"A-1"}', result: '{"state":"paid"}' }],
  },
  {
    ...at,
    id: 'long',
    prompt: Array.from({ length: 99 }, (_, turn) => ({
      role: turn % 2 === 0 ? 'user' : 'assistant',
      text: `Turn ${turn + 1} of a long talk.`,
    })),
    context: Array.from({ length: 50 }, (_, rank) => ({
      rank: rank + 1,
      sourceId: `kb/${rank + 1}`,
      text: `Passage ${rank + 1}. ${'It says the same again. '.repeat(120)}`,
    })),
    output: long,
  },
  {
    ...at,
    id: 'mixed',
    language: 'ar',
    prompt: [{ role: 'user', text: 'كيف أسترد أموالي؟' }],
    context: [],
    output: [
      '1. افتح **الإعدادات**\n2. اختر `Refund`',
      `English ${'words '.repeat(60)}`,
      '| a | b |\n|---|---|\n| 1 | 2 |',
      '```js\nconst a = 1;\n```',
      `https://evil.example/${'long/'.repeat(80)}`,
    ].join('\n\n'),
  },
];

async function draw(title: string, traces: readonly object[]): Promise<string> {
  const file = join(dataDir, `${title}.jsonl`);
  writeFileSync(file, traces.map((one) => JSON.stringify(one)).join('\n'));
  const client = workbenchClient(host.said.url);
  const source = await client.sources.add({ paths: [file], preset: null, mapping: null, name: title });
  const { person } = await client.app.status({});
  const drawn = await client.audits.draw({
    plan: {
      title,
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      filter: { dimensions: [] },
      dimensions: [],
      allocation: { rule: 'proportional', size: traces.length, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 0, reviewersPerItem: 2 },
      seed: '0123456789abcdef0123456789abcdef',
      selection: 'bottomK',
      scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
      thresholds: [],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    },
    reviewerIds: [person.id],
  });
  return drawn.auditId;
}

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
  const traces = ['a', 'b'].map((id) => ({
    ...at,
    id,
    prompt: [{ role: 'user', text: `<b>Is it true?</b> ${id}` }],
    context: [{ rank: 1, text: '<img src="https://evil.example/p.png"> Only 10&nbsp;%. 👩‍👩‍👧 stay.' }],
    output: hostile,
  }));
  auditId = await draw('Hostile answers', traces);
  awkwardId = await draw('Awkward answers', awkward);
});

test.afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(page: Page): Promise<void> {
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/review/${auditId}`);
  await expect(page.locator('[data-question="hallucination"]')).toBeVisible();
}

/** Opens the awkward item whose question begins with `words`. */
async function openAwkward(page: Page, words: string): Promise<string> {
  const { entries } = await workbenchClient(host.said.url).reviews.queue({ auditId: awkwardId as never });
  const itemId = entries.find((one) => one.title.startsWith(words))?.itemId;
  if (itemId === undefined) throw new Error(`no item about ${words}`);
  await page.goto(host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(host.said.url).origin}/#/review/${awkwardId}?item=${itemId}`);
  await expect(page.getByRole('region', { name: 'Prompt' })).toContainText(words);
  return itemId;
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' });
const submit = (page: Page) => page.getByRole('button', { name: /^Submit/ });

/** Nothing sticks out of the window sideways but what scrolls by itself. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const isInScroller = (element: Element): boolean => element.closest('[role="group"][tabindex]') !== null;
    const outside = [...document.querySelectorAll('main *')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && box.right > window.innerWidth + 1 && !isInScroller(element);
    });
    return {
      width: document.documentElement.scrollWidth,
      outside: outside.map((one) => one.outerHTML.slice(0, 80)),
    };
  });
  expect(found.outside).toEqual([]);
  expect(found.width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

test('runs, loads and opens nothing of an answer', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', () => asked.push('a dialog'));
  await open(page);
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('<script>window.hacked = 1</script>');
  await expect(output).toContainText('image not loaded: logo');
  await expect(output).toContainText('https://evil.example/auto');
  await expect(output.locator('script, img, iframe, a, object, style, form, input')).toHaveCount(0);
  await page.keyboard.press('m');
  await expect(output).toContainText('[click](javascript:window.hacked=3)');
  await expect(output.locator('script, img, iframe, a')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(asked.filter((url) => !url.startsWith(new URL(host.said.url).origin))).toEqual([]);
});

for (const view of ['rendered', 'raw'] as const) {
  test(`makes evidence of every sentence that quotes the raw text, ${view}`, async ({ page }) => {
    await open(page);
    if (view === 'raw') await page.keyboard.press('j');
    await expect(page.getByText(view === 'raw' ? '2 / 2' : '1 / 2')).toBeVisible();
    if (view === 'raw') await page.keyboard.press('m');
    const bar = page.getByRole('group', { name: /is$/ });
    for (let sentence = 1; sentence <= 7; sentence += 1) {
      for (let step = 0; step < sentence; step += 1) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('e');
      await expect(bar).toBeVisible();
      await page.keyboard.press('2');
      await page.keyboard.press('3');
      await expect(bar).toHaveCount(0);
    }
    for (const key of ['1', '1', '3', 'Control+Enter']) await page.keyboard.press(key);
    const client = workbenchClient(host.said.url);
    const { entries } = await client.reviews.queue({ auditId: auditId as never });
    const itemId = entries[view === 'raw' ? 1 : 0]?.itemId;
    if (itemId === undefined) throw new Error('no item');
    const item = async () => client.reviews.item({ auditId: auditId as never, itemId });
    await expect.poll(async () => (await item()).state).toBe('done');
    const held = (await item()).review?.answers['evidence'];
    if (held?.type !== 'spans') throw new Error('no evidence was stored');
    expect(held.spans).toHaveLength(7);
    for (const { output } of held.spans) {
      expect(sliceCodePoints(hostile, output.start, output.end)).toBe(output.quote);
    }
    expect(new Set(held.spans.map((one) => one.output.start)).size).toBe(7);
    const quotes = held.spans.map((one) => one.output.quote).join('\n');
    for (const part of ['\\*stars\\*', '20&nbsp;%', '👩‍👩‍👧', 'नमस्ते', 'مرحبا', 'e\u0301']) {
      expect(quotes).toContain(part);
    }
  });
}

test('shows JSON as a tree that quotes what was written, raw one key away', async ({ page }) => {
  const itemId = await openAwkward(page, 'As JSON');
  await expect(output(page)).toContainText('12345678901234567890.10');
  await expect(output(page)).toContainText('12.50 €');
  await expect(output(page)).not.toContainText('X-1');
  const branch = (words: RegExp) => output(page).locator('summary').filter({ hasText: words });
  await branch(/^lines/).press('Enter');
  await branch(/2.fields/).press('Enter');
  await expect(output(page)).toContainText('X-1');
  await expect(page.getByRole('region', { name: 'Context' })).toContainText('12345678901234567890.10');
  await page.getByText(/tool call · lookup_order/).click();
  await expect(page.getByRole('region', { name: 'Prompt' })).toContainText('paid');

  await page.getByRole('heading', { name: 'Output' }).click();
  for (const key of ['Shift+ArrowDown', 'e', '2', '3']) await page.keyboard.press(key);
  const client = workbenchClient(host.said.url);
  const spans = async () => {
    const item = await client.reviews.item({ auditId: awkwardId as never, itemId: itemId as never });
    const held = item.draft?.answers['evidence'];
    return held?.type === 'spans' ? held.spans : [];
  };
  await expect.poll(async () => (await spans()).length).toBe(1);
  for (const one of await spans()) {
    expect(sliceCodePoints(json, one.output.start, one.output.end)).toBe(one.output.quote);
    expect(one.output.quote).toContain('Your refund');
  }
  await page.keyboard.press('m');
  await expect(output(page)).toContainText('\\u20ac is on its way.\\n');
});

test('keeps the asked turn of a hundred in view and 100 kB of answer to hand', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openAwkward(page, 'Turn 99');
  const prompt = page.getByRole('region', { name: 'Prompt' });
  await expect(prompt.getByText('Turn 99 of a long talk.')).toBeInViewport();
  await expect(prompt.getByText('Turn 60 of a long talk.')).toHaveCount(0);
  await prompt.getByRole('button', { name: /^92.earlier turns/ }).click();
  await expect(prompt.getByText('Turn 70 of a long talk.')).toHaveCount(1);
  await expect(prompt.getByRole('button', { name: /^67.earlier turns/ })).toHaveCount(1);
  await expect(page.locator('[data-passage]')).toHaveCount(50);

  await expect(output(page)).toContainText('Paragraph 0:');
  await output(page)
    .getByRole('button', { name: /^Show the remaining/ })
    .click();
  const last = output(page).getByText('Paragraph 429:');
  // Pieces come one by one while nothing else is to be done: on a busy machine that takes its time.
  await expect(last).toHaveCount(1, { timeout: 60_000 });
  // What was never laid out is of a guessed height: what comes near may push the place away once.
  await expect(async () => {
    await last.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
    await expect(last).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  await expect(output(page).getByText('https://evil.example/rules')).toHaveCount(430);
  expect(asked.filter((url) => !url.startsWith(new URL(host.said.url).origin))).toEqual([]);
});

test('stands in every window: zoomed to 200 %, 1024 and 3840 wide, and with everything folded', async ({
  page,
}) => {
  await openAwkward(page, 'كيف');
  const list = output(page).locator('ol');
  expect(await list.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  expect(
    await output(page)
      .getByText('English words')
      .evaluate((element) => getComputedStyle(element.closest('p') ?? element).direction),
  ).toBe('ltr');
  await expect(output(page).getByRole('group', { name: 'Code, js' })).toContainText('const a = 1;');
  // 1280×800 at 200 % zoom is 640×400.
  for (const [width, height] of [
    [640, 400],
    [512, 384],
    [1024, 768],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(submit(page)).toBeInViewport();
    await expect(output(page)).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
  const line = await output(page)
    .getByText('English words')
    .evaluate((element) => {
      const tops = new Set(
        [...(element.firstChild?.parentElement?.getClientRects() ?? [])].map((box) => box.top),
      );
      return element.textContent.length / tops.size;
    });
  expect(line).toBeGreaterThan(50);
  expect(line).toBeLessThan(78);

  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [at, name] of ['Queue', 'Prompt', 'Context', 'Scorecard'].entries()) {
    await page.keyboard.press(`Alt+${at + 1}`);
    await expect(page.getByRole('button', { name: `Open ${name}` }).first()).toBeVisible();
  }
  await expect(output(page)).toContainText('English words');
  await page.reload();
  await expect(output(page)).toContainText('English words');
  await expect(page.getByRole('button', { name: 'Open Prompt' })).toBeVisible();
  // Nobody answers what they cannot see: an answer by key opens the scorecard.
  await page.keyboard.press('1');
  await expect(submit(page)).toBeInViewport();
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Open Context' }).click();
  await expect(page.getByRole('region', { name: 'Context' })).toContainText('No passage was retrieved');
  await page.keyboard.press('Tab');
  expect(
    await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
  ).not.toBe('none');
});
