/**
 * From launch to the first item that can be judged, on a store of 10,000 items with 50 passages: the whole way, beside
 * Chromium's own start on a blank page, and its parts; and how much JavaScript the window loads until then. Prints a
 * table; decides nothing. Needs a build: what is measured is what `npm start` runs.
 *
 *   node tests/bench/launch-bench.ts [items] [starts]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import {
  awaitItem,
  drawAll,
  launchBrowser,
  passagesPerItem,
  quantile,
  writeLargeTraces,
} from '../support/large-store.ts';
import { startBuiltWorkbench, startWorkbench } from '../support/loopback.ts';

const itemCount = Number(process.argv[2] ?? 10_000);
const starts = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'assay-launch-'));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

interface Start {
  blank: number;
  backend: number;
  /** From the open page to Today, where one key leads on. */
  today: number;
  item: number;
  whole: number;
}

async function measureBlank(): Promise<number> {
  const from = performance.now();
  const browser = await launchBrowser();
  await (await browser.newPage()).goto('about:blank');
  const blank = performance.now() - from;
  await browser.close();
  return blank;
}

/** Program and browser start together, as they do when a person starts Assay. */
async function measureStart(dataDir: string): Promise<Start> {
  const blank = await measureBlank();
  const from = performance.now();
  let backend = 0;
  const [host, browser] = await Promise.all([
    startBuiltWorkbench(dataDir).then((started) => {
      backend = performance.now() - from;
      return started;
    }),
    launchBrowser(),
  ]);
  const page = await browser.newPage();
  const opened = performance.now();
  await page.goto(host.said.url);
  await page.getByRole('button', { name: /^(Begin|Continue)/ }).waitFor();
  const today = performance.now();
  await page.keyboard.press('Enter');
  await awaitItem(page);
  const end = performance.now();
  await browser.close();
  await host.stop();
  return { blank, backend, today: today - opened, item: end - today, whole: end - from };
}

interface Weight {
  files: number;
  gzip: number;
}

const weigh = (bodies: readonly Buffer[]): Weight => ({
  files: bodies.length,
  gzip: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
});

/**
 * Bytes of script, compressed as a web server would: what the page itself names, and all that is loaded on the way to the
 * first item. What is loaded because nothing else is to be done is kept out.
 */
async function weighScripts(dataDir: string): Promise<{ entry: Weight; item: Weight }> {
  const host = await startBuiltWorkbench(dataDir);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  const answers: Response[] = [];
  page.on('response', (answer) => {
    if (/\.m?js$/.test(new URL(answer.url()).pathname)) answers.push(answer);
  });
  await page.goto(host.said.url);
  await page.getByRole('button', { name: /^(Begin|Continue)/ }).click();
  await awaitItem(page);
  // Bodies can be read only while the browser is there; what comes later was not waited for.
  const loaded = await Promise.all(
    [...answers].map(async (answer) => ({ url: answer.url(), body: await answer.body() })),
  );
  // What the page itself names, before any screen adds its own.
  const html = await page.evaluate(async () => (await fetch('/index.html')).text());
  await browser.close();
  await host.stop();
  const inEntry = loaded.filter(({ url }) => html.includes(basename(url)));
  return { entry: weigh(inEntry.map((one) => one.body)), item: weigh(loaded.map((one) => one.body)) };
}

const told = ({ files, gzip }: Weight): string =>
  `${files} files, ${(gzip / 1_000).toFixed(0)} kB gzip = ${(gzip / 400_000).toFixed(2)} × the limit of 400 kB`;

try {
  const file = join(folder, 'traces.jsonl');
  const dataDir = join(folder, 'data');
  writeLargeTraces(file, itemCount);
  const host = await startWorkbench(dataDir);
  await drawAll(host.said.url, file, itemCount);
  await host.stop();
  const all: Start[] = [];
  for (let n = 0; n < starts; n += 1) all.push(await measureStart(dataDir));
  const median = (of: (one: Start) => number): number => quantile(all.map(of), 0.5);
  print(`store of ${itemCount} items, ${passagesPerItem} passages each; medians of ${starts} starts`);
  print(
    `launch → first item can be judged: ${median((one) => one.whole).toFixed(0)} ms = ` +
      `${(median((one) => one.whole) / median((one) => one.blank)).toFixed(2)} × Chromium's own start (${median((one) => one.blank).toFixed(0)} ms)`,
  );
  print(
    `of these: program ready after ${median((one) => one.backend).toFixed(0)} ms, page opened → Today ${median((one) => one.today).toFixed(0)} ms, Enter → first item ${median((one) => one.item).toFixed(0)} ms`,
  );
  const { entry, item } = await weighScripts(dataDir);
  print(`JavaScript of the entry: ${told(entry)}`);
  print(`JavaScript until the first item: ${told(item)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
