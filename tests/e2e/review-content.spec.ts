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
const file = join(dataDir, 'hostile.jsonl');
let host: Running<{ url: string; pid: number }>;
let auditId = '';

const hostile = [
  '# Offer\n\n<script>window.hacked = 1</script> <img src="https://evil.example/x.png" onerror="window.hacked = 2">',
  '![logo](https://evil.example/logo.png) [click](javascript:window.hacked=3) [site](https://evil.example/)',
  '<iframe src="https://evil.example/"></iframe> <a href="https://evil.example/">link</a> https://evil.example/auto',
  '1. Escaped \\*stars\\* and 20&nbsp;% off\n2. **नमस्ते 👩‍👩‍👧** और _धन्यवाद_\n3. مرحبا **بالعالم** e\u0301',
].join('\n\n');

test.beforeAll(async () => {
  host = await startWorkbench(dataDir);
  const traces = ['a', 'b'].map((id) => ({
    id,
    occurredAt: '2026-11-10T10:00:00.000Z',
    prompt: [{ role: 'user', text: `<b>Is it true?</b> ${id}` }],
    context: [{ rank: 1, text: '<img src="https://evil.example/p.png"> Only 10&nbsp;%. 👩‍👩‍👧 stay.' }],
    output: hostile,
  }));
  writeFileSync(file, traces.map((one) => JSON.stringify(one)).join('\n'));
  const client = workbenchClient(host.said.url);
  const source = await client.sources.add({ paths: [file], preset: null, mapping: null, name: 'hostile' });
  const { person } = await client.app.status({});
  const drawn = await client.audits.draw({
    plan: {
      title: 'Hostile answers',
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      filter: { dimensions: [] },
      dimensions: [],
      allocation: { rule: 'proportional', size: 2, minPerStratum: 1, takeAllBelow: 0 },
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
  auditId = drawn.auditId;
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
