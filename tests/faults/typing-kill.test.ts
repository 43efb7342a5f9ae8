/**
 * A person types a note in the real window while the backend is killed, again and again. What was typed more than 300 ms
 * before the kill must be there when both are started again; on a busy machine, more than 300 ms and what the machine
 * itself was late, which is measured in the page: timers that came late, and how long a draft took to be stored.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/browser.mjs';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import type { Killable } from '../support/killable.ts';
import { Processes } from '../support/killable.ts';
import { workbenchClient } from '../support/loopback.ts';
import { openDevice } from '../support/sync-world.ts';
import { makeFolder } from '../support/test-device.ts';

const kills = 100;
const lanes = 2;
const allowedMs = 300;
/** Longest typing before a kill, milliseconds. */
const latestKillMs = 900;
const rendererDir = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

let folder: ReturnType<typeof makeFolder>;
let processes: Processes;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(join(rendererDir, 'index.html'))) throw new Error('build the page first: npm run build');
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium is installed (set ASSAY_CHROMIUM to one)');
  folder = makeFolder();
  processes = new Processes(join(folder.path, 'compiled'));
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'];
  browser = await chromium.launch({ executablePath, args });
});
afterAll(async () => {
  await browser?.close();
  processes?.killAll();
  folder?.remove();
});

interface Typed {
  /** What the field held, by the clock that the test shares with the page. */
  log: { at: number; text: string }[];
  /** How late a timer of the page was in its last second, and how long its slowest save took, milliseconds. */
  lateMs: number;
  saveMs: number;
}

/** In the page: writes down every change of a text field, and how busy the page is. */
function watchTyping(): void {
  const held = window as unknown as { typed: Typed['log']; late: { at: number; ms: number }[] };
  held.typed = [];
  held.late = [];
  document.addEventListener(
    'input',
    ({ target }) => {
      if (target instanceof HTMLTextAreaElement) held.typed.push({ at: Date.now(), text: target.value });
    },
    { capture: true },
  );
  let due = performance.now() + 10;
  setInterval(() => {
    held.late.push({ at: Date.now(), ms: performance.now() - due });
    due = performance.now() + 10;
  }, 10);
}

function readTyping(): Typed {
  const held = window as unknown as { typed: Typed['log']; late: { at: number; ms: number }[] };
  const saves = performance
    .getEntriesByType('resource')
    .filter((one) => one.name.includes('saveDraft') && one.startTime > performance.now() - 1_000);
  return {
    log: held.typed,
    lateMs: Math.max(0, ...held.late.filter((one) => one.at > Date.now() - 1_000).map((one) => one.ms)),
    saveMs: Math.max(0, ...saves.map((one) => one.duration)),
  };
}

interface Round {
  missingMs: number;
  /** What the machine was late, on top of what is allowed. */
  slackMs: number;
}

class TypingLane {
  readonly rounds: Round[] = [];
  readonly faults: string[] = [];
  readonly #dataDir: string;
  readonly #chance: Chance;
  #auditId!: AuditId;
  #host!: Killable<{ url: string }>;
  #submitted = 0;
  /** What the note of the item in hand held after the last start. */
  #stored = '';

  constructor(lane: number) {
    this.#dataDir = join(folder.path, `lane-${lane}`);
    this.#chance = createChance(20261121 + lane);
  }

  async begin(): Promise<void> {
    const device = openDevice(this.#dataDir, this.#dataDir);
    this.#auditId = device.draw(kills).manifest.auditId;
    await device.close();
    // Only a process that ends in peace leaves its compiled code behind for the next.
    await (await this.#start()).stop();
    this.#host = await this.#start();
  }

  async end(): Promise<void> {
    await this.#host.stop();
  }

  #start(): Promise<Killable<{ url: string }>> {
    return processes.start('backend-process.ts', [this.#dataDir, rendererDir]);
  }

  /** Types until a random moment, kills, and looks what is there afterwards. */
  async kill(submitsFirst: boolean): Promise<void> {
    const host = this.#host;
    const page = await browser.newPage();
    await page.addInitScript(watchTyping);
    await page.goto(host.said.url);
    await page.goto(`${new URL(host.said.url).origin}/#/review/${this.#auditId}`);
    await page.locator('[data-question="hallucination"]').waitFor();
    const { itemId, note } = await this.#inHand(host.said.url);
    this.#mustGoOn(note);
    if (submitsFirst) await this.#submit(page, host.said.url, itemId);
    const before = submitsFirst ? '' : note;
    const { typed, killedAt } = await this.#typeUntilKilled(page, host);
    await page.close();
    this.#stored = await this.#lookAfter(before, typed, killedAt);
  }

  /** What a start shows is what the look into the store showed after the kill before it. */
  #mustGoOn(note: string): void {
    if (note !== this.#stored) this.faults.push(`the window opened with another note than was stored`);
  }

  async #submit(page: Page, url: string, itemId: ItemId): Promise<void> {
    await page.keyboard.press('Escape');
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', '1', '1', '3'])
      await page.keyboard.press(key);
    await page.keyboard.press('Control+Enter');
    const { audits, reviews } = workbenchClient(url);
    await expect
      .poll(async () => (await reviews.item({ auditId: this.#auditId, itemId })).state, { timeout: 20_000 })
      .toBe('done');
    this.#submitted = (await audits.get({ auditId: this.#auditId })).progress.done;
  }

  async #typeUntilKilled(page: Page, host: Killable<unknown>): Promise<{ typed: Typed; killedAt: number }> {
    await page.keyboard.press('n');
    await page.keyboard.press('Control+End');
    let isOver = false;
    const typing = (async () => {
      for (let n = 0; !isOver; n += 1)
        await page.keyboard.type(String.fromCharCode(97 + (n % 26)), { delay: 4 + this.#chance.below(30) });
    })();
    await new Promise((resolve) => setTimeout(resolve, this.#chance.next() * latestKillMs));
    const killedAt = Date.now();
    await host.kill();
    isOver = true;
    await typing;
    return { typed: await page.evaluate(readTyping), killedAt };
  }

  /** Starts again, and compares what is stored with what was typed. Answers the note. */
  async #lookAfter(before: string, { log, lateMs, saveMs }: Typed, killedAt: number): Promise<string> {
    this.#host = await this.#start();
    const host = this.#host;
    const { note } = await this.#inHand(host.said.url);
    const { progress } = await workbenchClient(host.said.url).audits.get({ auditId: this.#auditId });
    if (progress.done !== this.#submitted) this.faults.push('a review is missing');
    const last = log.at(-1)?.text ?? before;
    if (!last.startsWith(note)) this.faults.push('the note holds what was never typed');
    // The first change that is not stored: everything up to it is.
    const lost = log.find((one) => one.text.length > note.length);
    const missingMs = lost === undefined ? 0 : Math.max(0, killedAt - lost.at);
    this.rounds.push({ missingMs, slackMs: lateMs + saveMs });
    return note;
  }

  async #inHand(url: string): Promise<{ itemId: ItemId; note: string }> {
    const { reviews } = workbenchClient(url);
    const { entries } = await reviews.queue({ auditId: this.#auditId });
    const entry = entries.find((one) => one.state === 'draft') ?? entries.find((one) => one.state === 'open');
    if (entry === undefined) throw new Error('nothing is left to type on');
    const { draft } = await reviews.item({ auditId: this.#auditId, itemId: entry.itemId });
    const held = draft?.answers['note'];
    return { itemId: entry.itemId, note: held?.type === 'text' ? held.text : '' };
  }
}

async function runLane(lane: number): Promise<TypingLane> {
  const typed = new TypingLane(lane);
  await typed.begin();
  // Every fifth kill comes after a submission, on the next item.
  for (let n = 0; n < kills / lanes; n += 1) await typed.kill(n % 5 === 4);
  await typed.end();
  return typed;
}

const quantile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(p * values.length) - 1] ?? Number.NaN;

test('kill -9 at 100 moments of typing loses at most the last 300 ms of a draft, and no review', async () => {
  const ended = await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
  const rounds = ended.flatMap((one) => one.rounds);
  const missing = rounds.map((one) => one.missingMs);
  console.log(
    `${rounds.length} kills in typing: of the draft were missing p50 ${quantile(missing, 0.5)}, p95 ${quantile(missing, 0.95)}, ` +
      `at most ${quantile(missing, 1)} ms; ${missing.filter((ms) => ms > allowedMs).length} times more than ${allowedMs} ms ` +
      `(the machine itself was late by ${Math.round(
        quantile(
          rounds.map((one) => one.slackMs),
          0.95,
        ),
      )} ms at p95)`,
  );
  expect(ended.flatMap((one) => one.faults)).toEqual([]);
  expect(rounds.filter((one) => one.missingMs > allowedMs + one.slackMs)).toEqual([]);
  expect(rounds).toHaveLength(kills);
  // The kills did cut something off: otherwise this proves nothing.
  expect(missing.filter((ms) => ms > 0).length).toBeGreaterThan(kills / 2);
});
