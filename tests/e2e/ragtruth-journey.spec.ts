/**
 * The main job, end to end, on real input: 3,956 answers of four models, a stratified draw of 200 with 40 overlapping, two
 * people on two stores who review by keyboard with planted, seeded errors, sync through a real hub, and a report that is
 * equal on both devices and at the hub, and whose agreement equals what this test computes from its own plan.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Report } from '../../shared/contract/report.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from '../support/loopback.ts';

const data = resolve(import.meta.dirname, '../../../shared/data/ragtruth-qa');
const seed = '5eed5eed5eed5eed5eed5eed5eed5eed';

type Label = 'none' | 'factual';
interface Reviewer {
  name: string;
  /** Share of labels that are turned round, by seed. */
  errorRate: number;
  page: Page;
  client: ReturnType<typeof workbenchClient>;
  /** What this person answered, by trace id. */
  given: Map<string, Label>;
}

/** Whether each answer has at least one span, by answer id. */
function readTruth(): Map<string, Label> {
  const truth = new Map<string, Label>();
  for (const file of readdirSync(data).filter((name) => name.endsWith('hallucination.jsonl'))) {
    for (const line of readFileSync(join(data, file), 'utf8').trim().split('\n')) {
      const { id, labels } = JSON.parse(line) as { id: string; labels: unknown[] };
      truth.set(id, labels.length > 0 ? 'factual' : 'none');
    }
  }
  return truth;
}

/** The label that a reviewer with this error rate gives: the truth, or its opposite at seeded random. */
function labelOf(reviewer: Reviewer, traceId: string, truth: Label): Label {
  const chance = Number.parseInt(sha256Hex(`${reviewer.name}:${traceId}`).slice(0, 8), 16) / 2 ** 32;
  if (chance >= reviewer.errorRate) return truth;
  return truth === 'none' ? 'factual' : 'none';
}

/** Krippendorff's nominal α by its definition: 1 − observed over expected disagreement, over all pairs of values. */
function alphaByDefinition(units: readonly (readonly Label[])[]): number {
  const pairable = units.filter((labels) => labels.length >= 2);
  const all = pairable.flat();
  let observed = 0;
  for (const labels of pairable) {
    for (const [i, a] of labels.entries()) {
      for (const [j, b] of labels.entries()) if (i !== j && a !== b) observed += 1 / (labels.length - 1);
    }
  }
  let expected = 0;
  for (const [i, a] of all.entries())
    for (const [j, b] of all.entries()) if (i !== j && a !== b) expected += 1;
  return 1 - observed / all.length / (expected / (all.length * (all.length - 1)));
}

/** The standing label is the first-assigned reviewer's where two differ. */
function weightedRate(manifest: Manifest, order: Map<string, string[]>, byId: Map<string, Reviewer>): number {
  let rate = 0;
  for (const stratum of manifest.strata) {
    const items = manifest.items.filter((item) => item.stratum === stratum.key);
    const events = items.filter((item) => {
      const first = byId.get(order.get(item.id)?.[0] ?? '');
      return first?.given.get(item.traceId) === 'factual';
    });
    rate += (stratum.population / manifest.frameSize) * (events.length / items.length);
  }
  return rate;
}

async function openWorkbench(
  browser: Browser,
  url: string,
  name: string,
  errorRate: number,
): Promise<Reviewer> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(url);
  return { name, errorRate, page, client: workbenchClient(url), given: new Map() };
}

async function connect(page: Page, hubUrl: string, token: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/sync`);
  await page.getByLabel('Address of the hub').fill(hubUrl);
  await page.getByLabel('Your token').fill(token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByLabel('Your token')).toHaveCount(0);
}

async function planAndDraw(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/plan`);
  await page.getByLabel('File or folder').fill(data);
  await page.getByRole('button', { name: 'Look into it' }).click();
  await page.getByRole('button', { name: /^Add source with 3,956/ }).click();
  await page.getByRole('checkbox', { name: 'Model', exact: true }).check();
  await page
    .getByRole('checkbox', { name: /quality/i })
    .first()
    .check();
  await page.getByLabel('Sample size').fill('200');
  await page.getByLabel('At least per stratum').fill('2');
  await page.getByLabel('Overlap', { exact: true }).fill('40');
  await page.getByLabel('Seed of the draw').fill(seed);
  await page.getByLabel('Title').fill('RAGTruth, drawn on screen');
  for (const name of ['Ada', 'Ben'])
    await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByText('digest of the manifest').or(page.getByText('Manifest')).first()).toBeVisible();
}

/** Reviews everything that was given to this person, by keyboard, in queue order. */
async function reviewAll(
  reviewer: Reviewer,
  auditId: AuditId,
  traceIds: Map<string, string>,
  truth: Map<string, Label>,
) {
  const { page, client } = reviewer;
  await page.goto(`${new URL(page.url()).origin}/#/review/${auditId}`);
  const { entries } = await client.reviews.queue({ auditId });
  const place = page.locator('header').first();
  for (const [at, entry] of entries.entries()) {
    const traceId = traceIds.get(entry.itemId) ?? '';
    const known = truth.get(traceId);
    if (known === undefined) throw new Error(`no truth for ${traceId}`);
    const label = labelOf(reviewer, traceId, known);
    reviewer.given.set(traceId, label);
    await expect(place).toContainText(`${at + 1} / ${entries.length}`);
    await page.locator('[data-question="hallucination"][data-focused]').waitFor();
    // Hallucination, severity where asked, policy, actionability: focus moves by itself.
    for (const key of label === 'none' ? '113' : '2211') await page.keyboard.press(key);
    await page.keyboard.press('Control+Enter');
    if (at % 20 === 19)
      await expect.poll(async () => (await client.audits.get({ auditId })).progress.done).toBe(at + 1);
  }
  await expect.poll(async () => (await client.audits.get({ auditId })).progress.done).toBe(entries.length);
}

/** The report without the only thing that may differ between two places. */
const withoutClock = (report: Report): Report => ({ ...report, computedAt: '' });

test('two people audit 200 of 3,956 real answers and three places agree on the report', async ({
  browser,
}) => {
  test.skip(!existsSync(data), 'shared/data/ragtruth-qa is not beside this repository');
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'assay-journey-'));
  const running: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
    running.push(one);
    return one;
  };
  try {
    const hub = keep(await startHubProcess(join(folder, 'hub')));
    const hosts = [
      keep(await startWorkbench(join(folder, 'a'))),
      keep(await startWorkbench(join(folder, 'b'))),
    ] as const;
    const { url, adminToken } = hub.said;
    const invite = (name: string, role: string) =>
      callHub<{ person: { id: string }; token: string }>(url, adminToken ?? '', '/v1/people', { name, role });
    const [adaAtHub, benAtHub] = [await invite('Ada', 'lead'), await invite('Ben', 'reviewer')];
    const ada = await openWorkbench(browser, hosts[0].said.url, 'Ada', 0.1);
    const ben = await openWorkbench(browser, hosts[1].said.url, 'Ben', 0.2);
    await connect(ada.page, url, adaAtHub.token);
    await connect(ben.page, url, benAtHub.token);
    await ada.client.sync.now({});

    await planAndDraw(ada.page);
    const [drawn] = await ada.client.audits.list({});
    if (drawn === undefined) throw new Error('nothing was drawn');
    const auditId = drawn.id;
    const manifest = await ada.client.audits.manifest({ auditId });
    expect(manifest.frameSize).toBe(3956);
    expect(manifest.items).toHaveLength(200);
    expect(manifest.items.filter((item) => item.isOverlap)).toHaveLength(40);
    expect(await ada.client.audits.redraw({ auditId })).toEqual({ isSame: true, missing: 0, added: 0 });
    await ada.client.sync.now({});
    await ben.client.sync.now({});

    const truth = readTruth();
    const traceIds = new Map(manifest.items.map((item) => [item.id as string, item.traceId as string]));
    await reviewAll(ada, auditId, traceIds, truth);
    await reviewAll(ben, auditId, traceIds, truth);
    // Before the close a reviewer has no report: other people's answers are not his to see.
    await expect(ben.client.reports.get({ auditId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await ben.client.sync.now({});
    await ada.client.sync.now({});

    await ada.page.goto(`${new URL(ada.page.url()).origin}/#/report/${auditId}`);
    await ada.page.getByRole('button', { name: 'Close audit' }).click();
    await ada.page.getByRole('button', { name: 'Close audit' }).last().click();
    await expect.poll(async () => (await ada.client.audits.get({ auditId })).state).toBe('closed');
    await ada.client.sync.now({});
    await ben.client.sync.now({});
    await ada.client.sync.now({});

    const onA = await ada.client.reports.get({ auditId });
    const onB = await ben.client.reports.get({ auditId });
    const atHub = await callHub<Report>(url, adaAtHub.token, `/v1/audits/${auditId}/report`);
    expect(withoutClock(onB)).toEqual(withoutClock(onA));
    expect(withoutClock(atHub)).toEqual(withoutClock(onA));
    expect(onA.coverage).toMatchObject({
      frame: 3956,
      drawn: 200,
      reviewed: 200,
      skipped: 0,
      overlapReviewed: 40,
    });

    const overlap = manifest.items
      .filter((item) => item.isOverlap)
      .map((item) => [ada, ben].map((one) => one.given.get(item.traceId)).filter((one) => one !== undefined));
    expect(overlap.every((labels) => labels.length === 2)).toBe(true);
    const question = onA.questions.find((one) => one.question === 'hallucination');
    const agreed = overlap.filter(([a, b]) => a === b).length / overlap.length;
    expect(agreed).toBeLessThan(1);
    expect(question?.agreement.pairwise.estimate).toBeCloseTo(agreed, 12);
    expect(question?.agreement.alpha.estimate).toBeCloseTo(alphaByDefinition(overlap), 12);

    const assignments = await ada.client.audits.assignments({ auditId });
    const order = new Map(
      assignments.map((one) => [one.itemId as ItemId as string, one.personIds as string[]]),
    );
    const byId = new Map([
      [adaAtHub.person.id, ada],
      [benAtHub.person.id, ben],
    ]);
    expect(question?.overall.figure.estimate).toBeCloseTo(weightedRate(manifest, order, byId), 12);
    console.log(
      `journey: rate ${question?.overall.figure.estimate?.toFixed(4)} ` +
        `(${question?.overall.figure.low?.toFixed(4)}–${question?.overall.figure.high?.toFixed(4)}), ` +
        `agreement ${agreed.toFixed(3)}, α ${question?.agreement.alpha.estimate?.toFixed(4)}`,
    );

    for (const { client } of [ada, ben]) {
      expect(await client.sync.verify({})).toMatchObject({
        isComplete: true,
        headsMatch: true,
        problems: [],
      });
      expect(await client.ledger.verify({})).toMatchObject({
        isIntact: true,
        projectionsMatch: true,
        problems: [],
      });
    }
    // Ben's window shows the same figure that the hub computed.
    await ben.page.goto(`${new URL(ben.page.url()).origin}/#/report/${auditId}`);
    await expect(
      ben.page.getByText(`${(100 * (question?.overall.figure.estimate ?? 0)).toFixed(1)}`).first(),
    ).toBeVisible();
  } catch (error) {
    for (const [at, context] of browser.contexts().entries()) {
      for (const page of context.pages()) await page.screenshot({ path: `test-results/journey-${at}.png` });
    }
    throw error;
  } finally {
    for (const one of running.toReversed()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
