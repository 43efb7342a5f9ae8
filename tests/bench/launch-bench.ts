/**
 * From launch to the first item that can be judged, on a store of 10,000 items with 50 passages: the whole way, beside
 * Chromium's own start on a blank page, and its parts; and how much JavaScript the window loads until then. Prints a
 * table; decides nothing.
 *
 *   node tests/bench/launch-bench.ts [items] [starts]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AuditId } from '../../shared/domain/ids.ts';
import {
  awaitItem,
  drawAll,
  launchBrowser,
  openReview,
  passagesPerItem,
  quantile,
  writeLargeTraces,
} from '../support/large-store.ts';
import { startWorkbench } from '../support/loopback.ts';

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
    startWorkbench(dataDir).then((started) => {
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

/** Bytes of script that are loaded until the first item can be judged, compressed as a web server would. */
async function weighScripts(dataDir: string, auditId: AuditId): Promise<{ files: number; gzip: number }> {
  const host = await startWorkbench(dataDir);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (answer) => {
    if (/\.m?js$/.test(new URL(answer.url()).pathname)) bodies.push(answer.body());
  });
  await page.goto(host.said.url);
  await openReview(page, host.said.url, auditId);
  const loaded = await Promise.all(bodies);
  await browser.close();
  await host.stop();
  return { files: loaded.length, gzip: loaded.reduce((sum, body) => sum + gzipSync(body).length, 0) };
}

try {
  const file = join(folder, 'traces.jsonl');
  const dataDir = join(folder, 'data');
  writeLargeTraces(file, itemCount);
  const host = await startWorkbench(dataDir);
  const auditId = await drawAll(host.said.url, file, itemCount);
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
  const { files, gzip } = await weighScripts(dataDir, auditId);
  print(
    `JavaScript until then: ${files} files, ${(gzip / 1_000).toFixed(0)} kB gzip = ${(gzip / 400_000).toFixed(2)} × the limit of 400 kB`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
