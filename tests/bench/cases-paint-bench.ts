/**
 * From key press to paint on Disagreements, in real Chromium on the real loopback host, with 10,000 cases: the next row of
 * the worklist, the next case, a wheel turn through the list; beside them, in the same page, an empty repaint. Times and,
 * because they say the same beside other work, the processor time of the page's main thread. Prints tables; decides nothing.
 * Needs a build.
 *
 *   node tests/bench/cases-paint-bench.ts [audits] [items of each] [presses]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { systemClock } from '../../electron/backend/clock.ts';
import { storeDisputed } from '../support/disputed-store.ts';
import { launchBrowser, quantile } from '../support/large-store.ts';
import { startBuiltWorkbench } from '../support/loopback.ts';
import { openTestBackend } from '../support/test-backend.ts';

const audits = Number(process.argv[2] ?? 5);
const perAudit = Number(process.argv[3] ?? 1900);
const presses = Number(process.argv[4] ?? 60);
/** A person reads before the next key; what is prepared ahead needs that moment too. */
const readingMs = 250;
const limitMs = 50;
const folder = mkdtempSync(join(tmpdir(), 'assay-cases-'));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

type Wanted = 'row' | 'case';

/**
 * In the page: milliseconds from the next key's own time stamp to the frame after what it changes is in the document: the
 * row in focus, or the place of the case with its answers.
 */
function arm(wanted: Wanted): void {
  const held = window as unknown as { painted: Promise<number> };
  held.painted = new Promise((resolve) => {
    const read = (): string =>
      wanted === 'row'
        ? (document.activeElement?.getAttribute('data-at') ?? '')
        : document.querySelector('table') === null
          ? ''
          : (document
              .querySelector('main h1')
              ?.parentElement?.textContent?.match(/([\d,.]+)\s*\/\s*[\d,.]+/)?.[1] ?? '');
    const before = read();
    let pressedAt = 0;
    const settled = (): void => {
      if (pressedAt === 0 || read() === before || read() === '') return void requestAnimationFrame(settled);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - pressedAt);
      channel.port2.postMessage(null);
    };
    const press = (event: Event): void => void (pressedAt = event.timeStamp);
    window.addEventListener('keydown', press, { capture: true, once: true });
    requestAnimationFrame(settled);
  });
}

interface Pressed {
  ms: number[];
  cpuMs: number[];
}

async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find((one) => one.name === 'TaskDuration')?.value ?? Number.NaN);
}

async function pressMany(page: Page, session: CDPSession, key: string, wanted: Wanted): Promise<Pressed> {
  const pressed: Pressed = { ms: [], cpuMs: [] };
  for (let n = 0; n < presses; n += 1) {
    await page.evaluate(arm, wanted);
    const before = await busyMs(session);
    await page.keyboard.press(key);
    pressed.ms.push(await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted));
    pressed.cpuMs.push((await busyMs(session)) - before);
    await page.waitForTimeout(readingMs);
  }
  return pressed;
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

/** In the page: the longest gap between two frames while the list turns under the wheel, and how many rows it holds. */
function watchFrames(): void {
  const held = window as unknown as { gaps: number[]; last: number };
  held.gaps = [];
  held.last = performance.now();
  const frame = (now: number): void => {
    held.gaps.push(now - held.last);
    held.last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function tell(title: string, { ms, cpuMs }: Pressed, empty: readonly number[]): void {
  const frame = quantile(empty, 0.5);
  const at = (p: number): string =>
    `p${100 * p} ${quantile(ms, p).toFixed(1)} ms = ${(quantile(ms, p) / frame).toFixed(2)} × the median empty repaint = ${(quantile(ms, p) / limitMs).toFixed(2)} × the limit`;
  print(`key → painted ${title} (${ms.length} keys): ${[0.5, 0.95].map(at).join(', ')}`);
  print(
    `  main thread busy meanwhile: p50 ${quantile(cpuMs, 0.5).toFixed(1)}, p95 ${quantile(cpuMs, 0.95).toFixed(1)} ms`,
  );
}

async function storeCases(dataDir: string): Promise<void> {
  const backend = await openTestBackend(dataDir, { clock: systemClock });
  storeDisputed(backend.context, audits, perAudit);
  await backend.close();
}

async function measure(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button').first().waitFor();
  await page.goto(`${new URL(url).origin}/#/disagreements`);
  const list = page.getByRole('list', { name: 'Cases' });
  await list.locator('[data-at="0"]').waitFor();
  await page.waitForTimeout(1_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const empty: number[] = [];
  for (let n = 0; n < presses; n += 1) empty.push(await page.evaluate(measureEmpty));
  print(`cases in the list: ${await list.locator('li').first().getAttribute('aria-setsize')}`);
  tell('next row', await pressMany(page, session, 'ArrowDown', 'row'), empty);
  await page.evaluate(watchFrames);
  await list.hover();
  for (let n = 0; n < presses; n += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(30);
  }
  const gaps = await page.evaluate(() => (window as unknown as { gaps: number[] }).gaps);
  print(
    `frames while the wheel turns (${gaps.length}): p95 ${quantile(gaps, 0.95).toFixed(1)}, longest ${Math.max(...gaps).toFixed(1)} ms; rows in the document: ${await list.locator('li').count()}`,
  );
  await list.locator('[data-at]').first().click();
  await page.getByRole('table', { name: 'Answers side by side' }).waitFor();
  await page.waitForTimeout(1_500);
  tell('next case, read ahead', await pressMany(page, session, 'j', 'case'), empty);
}

try {
  const dataDir = join(folder, 'data');
  await storeCases(dataDir);
  const host = await startBuiltWorkbench(dataDir);
  const browser = await launchBrowser();
  await measure(await browser.newPage({ viewport: { width: 1440, height: 900 } }), host.said.url);
  await browser.close();
  await host.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
