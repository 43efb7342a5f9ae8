/**
 * From key press to painted next item, in real Chromium on the real loopback host, with 10,000 items of 50 passages;
 * beside it, in the same page, an empty repaint. Then the cold start: process start to first item ready for a key,
 * beside Chromium's own start on a blank page. Prints a table; decides nothing.
 *
 *   node tests/bench/paint-bench.ts [items]
 */
import { mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';

const itemCount = Number(process.argv[2] ?? 10_000);
const presses = 120;
const passagesPerItem = 50;
const folder = mkdtempSync(join(tmpdir(), 'assay-paint-'));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const quantile = (values: number[], p: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
};

/** Demo traces, each with its passages repeated to fifty long ones. */
function writeTraces(file: string): void {
  const chunk = 500;
  writeFileSync(file, '');
  for (let from = 0; from < itemCount; from += chunk) {
    const { traces } = generateDemo({
      seed: `paint-${from}`,
      count: Math.min(chunk, itemCount - from),
      weekStart: '2026-11-09T00:00:00.000Z',
    });
    const lines = traces.map((trace, i) => {
      const context = Array.from({ length: passagesPerItem }, (_, p) => {
        const base = trace.context[p % trace.context.length];
        return { ...base, rank: p + 1, text: `${base?.text ?? ''} ${base?.text ?? ''}` };
      });
      return `${JSON.stringify({ ...trace, id: `paint-${from + i}`, context })}\n`;
    });
    appendFileSync(file, lines.join(''));
  }
}

async function drawAll(url: string, file: string): Promise<string> {
  const client = workbenchClient(url);
  const source = await client.sources.add({ paths: [file], preset: null, mapping: null, name: 'paint' });
  const { person } = await client.app.status({});
  const drawn = await client.audits.draw({
    plan: {
      title: 'Paint',
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      filter: { dimensions: [] },
      dimensions: ['riskClass'],
      allocation: { rule: 'proportional', size: itemCount, minPerStratum: 1, takeAllBelow: 0 },
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

/** In the page: milliseconds from the key's own time stamp to the frame after the next item's output is in the document. */
function armNext(): void {
  const held = window as unknown as { nextPaint: Promise<number> };
  held.nextPaint = new Promise((resolve) => {
    const place = (): string =>
      document.querySelector('header')?.textContent?.match(/(\d+) \/ \d+/)?.[1] ?? '';
    const before = place();
    let pressedAt = 0;
    window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), {
      capture: true,
      once: true,
    });
    const watcher = new MutationObserver(() => {
      if (pressedAt === 0 || place() === before || place() === '') return;
      watcher.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - pressedAt);
        channel.port2.postMessage(null);
      });
    });
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** In the page: the same clock around a repaint of one pixel. */
function measureEmpty(): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    document.body.style.outlineColor = `rgb(0,0,${Math.floor(Math.random() * 255)})`;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - from);
      channel.port2.postMessage(null);
    });
  });
}

async function measureKeys(page: Page): Promise<{ next: number[]; empty: number[] }> {
  const next: number[] = [];
  const empty: number[] = [];
  for (let i = 0; i < presses; i += 1) {
    await page.evaluate(armNext);
    await page.keyboard.press('j');
    next.push(await page.evaluate(() => (window as unknown as { nextPaint: Promise<number> }).nextPaint));
    empty.push(await page.evaluate(measureEmpty));
    // A person reads before the next key; the prefetch of the item after next needs that moment too.
    await page.waitForTimeout(120);
  }
  return { next, empty };
}

const launch = () =>
  chromium.launch({
    executablePath: findBrowser() ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
  });

async function measureColdStart(dataDir: string, auditId: string): Promise<{ cold: number; blank: number }> {
  const blankFrom = performance.now();
  const blankBrowser = await launch();
  await (await blankBrowser.newPage()).goto('about:blank');
  const blank = performance.now() - blankFrom;
  await blankBrowser.close();
  const from = performance.now();
  const [host, browser] = await Promise.all([startWorkbench(dataDir), launch()]);
  const page = await browser.newPage();
  await page.goto(host.said.url);
  await page.goto(`${new URL(host.said.url).origin}/#/review/${auditId}`);
  await page.locator('[data-question="hallucination"]').waitFor();
  await page.locator('[data-passage]').first().waitFor();
  const cold = performance.now() - from;
  await browser.close();
  await host.stop();
  return { cold, blank };
}

try {
  const file = join(folder, 'traces.jsonl');
  const dataDir = join(folder, 'data');
  writeTraces(file);
  const host = await startWorkbench(dataDir);
  const auditId = await drawAll(host.said.url, file);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(host.said.url);
  await page.goto(`${new URL(host.said.url).origin}/#/review/${auditId}`);
  await page.locator('[data-passage]').first().waitFor();
  await page.waitForTimeout(1_000);
  const { next, empty } = await measureKeys(page);
  await browser.close();
  await host.stop();
  const frame = quantile(empty, 0.5);
  print(`store of ${itemCount} items, ${passagesPerItem} passages each, ${presses} presses of j`);
  for (const p of [0.5, 0.95, 0.99]) {
    print(
      `key → painted next item p${100 * p}: ${quantile(next, p).toFixed(1)} ms = ${(quantile(next, p) / frame).toFixed(2)} × ` +
        `the median empty repaint (${frame.toFixed(1)} ms; its p${100 * p} ${quantile(empty, p).toFixed(1)} ms)`,
    );
  }
  const starts = [
    await measureColdStart(dataDir, auditId),
    await measureColdStart(dataDir, auditId),
    await measureColdStart(dataDir, auditId),
  ];
  const cold = quantile(
    starts.map((one) => one.cold),
    0.5,
  );
  const blank = quantile(
    starts.map((one) => one.blank),
    0.5,
  );
  print(
    `cold start → first item ready: ${cold.toFixed(0)} ms = ${(cold / blank).toFixed(2)} × Chromium's blank start (${blank.toFixed(0)} ms), median of 3`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
