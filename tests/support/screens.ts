/**
 * Photographs every screen with the demo audit, the report of three people’s work, and a hub with its people, in both
 * themes: `npm run screens` writes docs/screens (1280×800); `npm run screens -- --all DIR` writes every size and every state
 * to DIR, for the eye only.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import type { DemoTruth } from '../../shared/demo/truth.ts';
import { truthToAnswers } from '../../shared/demo/truth.ts';
import type { AuditId, ReviewId } from '../../shared/domain/ids.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import { hubParts, showHubPart, startHubScreens } from './hub-screens.ts';
import type { HubWorld } from './hub-world.ts';
import type { Running } from './loopback.ts';
import { startWorkbench, workbenchClient } from './loopback.ts';
import {
  findTelling,
  judgeRound,
  shareAndLock,
  showFeedback,
  showLocked,
  showTaken,
  showTelling,
} from './bench-scenes.ts';
import type { NormingScenes } from './norming-scenes.ts';
import { normingScenes, showNorming, startNormingScenes } from './norming-scenes.ts';
import { prepareSettling, settleScenes, showSettling } from './settle-scenes.ts';
import { shootStates } from './screen-states.ts';
import type { ReportWorld } from './report-world.ts';
import { startReportWorld } from './report-world.ts';

const isAll = process.argv.includes('--all');
const out = isAll
  ? resolve(process.argv.at(-1) ?? 'test-results/screens')
  : resolve(import.meta.dirname, '../../docs/screens');
const sizes = isAll
  ? [
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
      { width: 1024, height: 768 },
    ]
  : [{ width: 1280, height: 800 }];
const themes = ['light', 'dark'] as const;
const folder = mkdtempSync(join(tmpdir(), 'assay-screens-'));
mkdirSync(out, { recursive: true });

type Host = Running<{ url: string; pid: number }>;

/** Reviews the first items as the demo's known truth has it, so that the screens show real work. */
async function reviewSome(host: Host, auditId: AuditId, dataDir: string, count: number): Promise<void> {
  const client = workbenchClient(host.said.url);
  const truth = new Map(
    readFileSync(join(dataDir, 'demo', 'truth.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as DemoTruth)
      .map((one) => [one.traceId as string, one]),
  );
  await judgeRound(client, auditId);
  const entries = (await client.reviews.queue({ auditId })).entries.filter(
    (one) => one.isCalibration !== true,
  );
  // Reviewers are not shown the trace's own id; the manifest knows it.
  const { items } = await client.audits.manifest({ auditId });
  const traceIds = new Map(items.map((item) => [item.id as string, item.traceId as string]));
  for (const { itemId } of entries.slice(0, count)) {
    const { trace } = await client.reviews.item({ auditId, itemId });
    const known = truth.get(traceIds.get(itemId) ?? '');
    if (known === undefined) throw new Error(`no truth for item ${itemId}`);
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: uuidFromText(`screens ${itemId}`) as ReviewId,
      draft: {
        answers: truthToAnswers(known, { ...trace, id: known.traceId }),
        elapsedMs: 18_000 + (itemId.charCodeAt(0) % 9) * 2_000,
        focusedQuestion: null,
        supersedes: null,
      },
    });
  }
}

/** A plan in the making: the frame counted by risk class, the sample with what it may tell. */
async function showPlan(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Demo/ }).first().check();
  await page.getByRole('checkbox', { name: 'Risk class', exact: true }).check();
  await page
    .getByRole('complementary', { name: 'What the sample would be' })
    .getByText('traces drawn')
    .waitFor();
  await page
    .getByRole('heading', { name: /Sample$/ })
    .first()
    .scrollIntoViewIfNeeded();
}

async function shoot(page: Page, name: string, theme: string, width: number): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(out, `${name}-${theme}-${width}.png`) });
}

async function openPage(
  browser: Browser,
  url: string,
  theme: 'light' | 'dark',
  size: { width: number; height: number },
) {
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Where somebody's week is spent, in the world of three people: Today with its audits, an item with its error in the light. */
async function shootBench(browser: Browser, { lead, begunId }: ReportWorld): Promise<void> {
  const { url } = lead.host.said;
  const { origin } = new URL(url);
  const telling = await findTelling(lead.client, begunId);
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, url, theme, size);
      await page.goto(`${origin}/#/today`);
      await shoot(page, 'today', theme, size.width);
      await page.goto(`${origin}/#/review/${begunId}`);
      await showTelling(page, telling);
      await shoot(page, 'review', theme, size.width);
      await page.keyboard.press('?');
      await shoot(page, 'keys', theme, size.width);
      await page.context().close();
    }
  }
}

/** A computer that several people share. */
async function shootLock(browser: Browser, url: string): Promise<void> {
  await shareAndLock(workbenchClient(url));
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, url, theme, size);
      await shoot(page, 'lock', theme, size.width);
      await showLocked(page);
      await shoot(page, 'lock-pin', theme, size.width);
      await page.context().close();
    }
  }
}

/** The report of a world with three people, part by part: its head, one question, the audit as a whole, what is behind. */
async function shootReport(browser: Browser, world: ReportWorld): Promise<void> {
  const { url } = world.lead.host.said;
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, url, theme, size);
      const go = async (auditId: AuditId): Promise<void> => {
        await page.goto(`${new URL(url).origin}/#/report/${auditId}`);
        await page.getByRole('heading', { name: 'By question' }).waitFor();
      };
      await go(world.auditId);
      await shoot(page, 'report', theme, size.width);
      for (const [name, heading] of [
        ['report-question', 'By question'],
        ['report-judges', /^Judge against people/],
        ['report-whole', 'The audit as a whole'],
        ['report-coverage', 'Coverage'],
      ] as const) {
        await page
          .getByRole('heading', { name: heading })
          .evaluate((element) => element.scrollIntoView({ block: 'start' }));
        await shoot(page, name, theme, size.width);
      }
      await page.keyboard.press('h');
      await page.getByText('Digest of the inputs').waitFor();
      await shoot(page, 'report-explained', theme, size.width);
      await page.keyboard.press('j');
      await page.getByRole('region', { name: 'Output' }).waitFor();
      await shoot(page, 'report-item', theme, size.width);
      if (isAll) {
        await go(world.begunId);
        await shoot(page, 'report-interim', theme, size.width);
        await page.goto(`${new URL(url).origin}/#/report/00000000-0000-7000-8000-000000000000`);
        await shoot(page, 'report-none', theme, size.width);
      }
      await page.context().close();
    }
  }
}

/** Where disagreements are settled and definitions get better. */
async function shootSettling(browser: Browser, url: string): Promise<void> {
  await prepareSettling(workbenchClient(url));
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, url, theme, size);
      await page.locator('h1').first().waitFor();
      for (const scene of settleScenes) {
        await showSettling(page, scene);
        await shoot(page, scene, theme, size.width);
      }
      await page.context().close();
    }
  }
}

/** People who judge the same cases blind, talk about them, and judge again. */
async function shootNorming(browser: Browser, scenes: NormingScenes): Promise<void> {
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, scenes.world.lead.host.said.url, theme, size);
      await page.locator('h1').first().waitFor();
      for (const scene of normingScenes) {
        await showNorming(page, scenes, scene);
        await shoot(page, `norming-${scene}`, theme, size.width);
      }
      await page.context().close();
    }
  }
}

/** The hub by its admin, part by part. */
async function shootHub(browser: Browser, url: string): Promise<void> {
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, url, theme, size);
      for (const part of hubParts) {
        await showHubPart(page, url, part);
        await shoot(page, `hub-${part}`, theme, size.width);
      }
      await page.context().close();
    }
  }
}

const browser = await chromium.launch({
  executablePath: findBrowser() ?? '',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
});
let host: Host | null = null;
let group: Host | null = null;
let settling: Host | null = null;
let norming: NormingScenes | null = null;
let world: ReportWorld | null = null;
let hub: HubWorld | null = null;
try {
  const dataDir = join(folder, 'data');
  host = await startWorkbench(dataDir);
  const origin = new URL(host.said.url).origin;
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, host.said.url, theme, size);
      await shoot(page, 'welcome', theme, size.width);
      await page.context().close();
    }
  }
  const client = workbenchClient(host.said.url);
  const { auditId } = await client.app.openDemo({});
  await reviewSome(host, auditId, dataDir, 14);
  // The demo hub makes its database on its first start: the screens show it reached.
  for (let tries = 0; tries < 120 && (await client.sync.status({})).isOnline !== true; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await client.sync.now({});
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await openPage(browser, host.said.url, theme, size);
      await page.goto(`${origin}/#/review/${auditId}`);
      await showFeedback(page);
      await shoot(page, 'calibration', theme, size.width);
      const routes = ['take', 'plan', 'sync', 'trail', 'settings'];
      for (const route of routes) {
        await page.goto(`${origin}/#/${route}`);
        if (route === 'take') await showTaken(page);
        if (route === 'plan') await showPlan(page);
        await shoot(page, route, theme, size.width);
      }
      await page.context().close();
    }
  }
  group = await startWorkbench(join(folder, 'group'));
  await shootLock(browser, group.said.url);
  settling = await startWorkbench(join(folder, 'settling'));
  await shootSettling(browser, settling.said.url);
  norming = await startNormingScenes(join(folder, 'norming'));
  await shootNorming(browser, norming);
  world = await startReportWorld(join(folder, 'world'));
  await shootBench(browser, world);
  await shootReport(browser, world);
  hub = (await startHubScreens(join(folder, 'hub-world'))).world;
  await shootHub(browser, hub.admin.host.said.url);
  if (isAll) {
    const page = await openPage(browser, host.said.url, 'light', { width: 1280, height: 800 });
    await page.goto(`${origin}/#/review/${auditId}`);
    await page.locator('[data-question="hallucination"]').waitFor();
    await host.kill();
    await page.keyboard.press('j');
    await page.waitForTimeout(2_000);
    await shoot(page, 'review-backend-gone', 'light', 1280);
    await shootStates({ browser, folder, out });
  }
} finally {
  await world?.stop();
  await hub?.stop();
  await norming?.world.stop();
  await settling?.stop();
  await group?.stop();
  await host?.stop();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
