/**
 * From key press to paint, in real Chromium on the real loopback host, with 10,000 items of 50 passages: the next item,
 * an option, a submission; beside them, in the same page, an empty repaint. Then memory: after 100 items and after 1,000.
 * Prints tables; decides nothing.
 *
 *   node tests/bench/paint-bench.ts [items] [presses]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import {
  drawAll,
  launchBrowser,
  openReview,
  passagesPerItem,
  quantile,
  writeLargeTraces,
} from '../support/large-store.ts';
import { startWorkbench } from '../support/loopback.ts';

const itemCount = Number(process.argv[2] ?? 10_000);
const presses = Number(process.argv[3] ?? 120);
/** A person reads before the next key; what is prepared ahead needs that moment too. */
const readingMs = 120;
const folder = mkdtempSync(join(tmpdir(), 'assay-paint-'));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

type Wanted = 'item' | 'option';

/**
 * In the page: milliseconds from the next key's own time stamp to the frame after what it changes is in the document:
 * the place in the header, or the pressed option.
 */
function arm(wanted: Wanted): void {
  const held = window as unknown as { painted: Promise<number> };
  held.painted = new Promise((resolve) => {
    const read = (): string =>
      wanted === 'item'
        ? (document.querySelector('header')?.textContent?.match(/(\d+) \/ \d+/)?.[1] ?? '')
        : [...document.querySelectorAll('[data-question] [aria-pressed], [data-question] [aria-checked]')]
            .map((one) => one.getAttribute('aria-pressed') ?? one.getAttribute('aria-checked'))
            .join();
    const before = read();
    let pressedAt = 0;
    window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), {
      capture: true,
      once: true,
    });
    const watcher = new MutationObserver(() => {
      if (pressedAt === 0 || read() === before || read() === '') return;
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

async function press(page: Page, key: string, wanted: Wanted): Promise<number> {
  await page.evaluate(arm, wanted);
  await page.keyboard.press(key);
  const took = await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
  await page.waitForTimeout(readingMs);
  return took;
}

interface Painted {
  next: number[];
  option: number[];
  submit: number[];
  empty: number[];
}

async function measureKeys(page: Page): Promise<Painted> {
  const painted: Painted = { next: [], option: [], submit: [], empty: [] };
  for (let n = 0; n < presses; n += 1) {
    painted.next.push(await press(page, 'j', 'item'));
    painted.empty.push(await page.evaluate(measureEmpty));
  }
  for (let n = 0; n < presses; n += 1) {
    // None, complies, actionable as is: three answers that make the default scorecard complete.
    for (const key of ['1', '1', '3']) painted.option.push(await press(page, key, 'option'));
    painted.submit.push(await press(page, 'Control+Enter', 'item'));
  }
  return painted;
}

function tell(title: string, values: readonly number[], empty: readonly number[]): void {
  const frame = quantile(empty, 0.5);
  const at = (p: number): string =>
    `p${100 * p} ${quantile(values, p).toFixed(1)} ms = ${(quantile(values, p) / frame).toFixed(2)} ×`;
  print(
    `key → painted ${title} (${values.length} keys): ${[0.5, 0.95, 0.99].map(at).join(', ')} the median empty repaint`,
  );
}

interface Weight {
  heapMb: number;
  nodes: number;
  listeners: number;
}

async function weigh(session: CDPSession): Promise<Weight> {
  for (let n = 0; n < 3; n += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { heapMb: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

async function measureMemory(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const walk = async (items: number): Promise<Weight> => {
    for (let n = 0; n < items; n += 1) await press(page, 'j', 'item');
    return weigh(session);
  };
  const after100 = await walk(100);
  const last = Math.min(1_000, itemCount - 3 * presses - 110);
  const later = await walk(last - 100);
  const words = ({ heapMb, nodes, listeners }: Weight): string =>
    `${heapMb.toFixed(1)} MB of JavaScript, ${nodes} nodes, ${listeners} listeners`;
  print(`memory after 100 items: ${words(after100)}; after ${last}: ${words(later)}`);
  print(
    `growth: × ${(later.heapMb / after100.heapMb).toFixed(2)} heap, × ${(later.nodes / after100.nodes).toFixed(2)} nodes`,
  );
}

try {
  const file = join(folder, 'traces.jsonl');
  writeLargeTraces(file, itemCount);
  const host = await startWorkbench(join(folder, 'data'));
  const auditId = await drawAll(host.said.url, file, itemCount);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(host.said.url);
  await openReview(page, host.said.url, auditId);
  await page.waitForTimeout(1_000);
  const painted = await measureKeys(page);
  print(`store of ${itemCount} items, ${passagesPerItem} passages each`);
  print(
    `an empty repaint: p50 ${quantile(painted.empty, 0.5).toFixed(1)}, p95 ${quantile(painted.empty, 0.95).toFixed(1)} ms`,
  );
  tell('next item', painted.next, painted.empty);
  tell('option', painted.option, painted.empty);
  tell('item after a submission', painted.submit, painted.empty);
  await measureMemory(page);
  await browser.close();
  await host.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
