/**
 * The Report screen in real Chromium on the real loopback host, on the work of three people: every figure leads to how it
 * was computed and to its items, leaves as a picture, a table or a file, and can be reached without a mouse.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { FigureRef } from '../../shared/contract/report-ref.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { AuditId, ReviewId } from '../../shared/domain/ids.ts';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';
import type { ReportWorld } from '../support/report-world.ts';
import { startReportWorld } from '../support/report-world.ts';

const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');
const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until `target` has focus; fails when the page is gone round without meeting it. */
async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  for (let at = 0; at < most; at += 1) {
    if ((await target.count()) > 0 && (await isFocused(target.first()))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(target)}`);
}

async function textOf(download: Promise<Download>): Promise<{ name: string; bytes: Buffer }> {
  const done = await download;
  return { name: done.suggestedFilename(), bytes: readFileSync(await done.path()) };
}

const rateOf = (part: { dimension?: string; value?: string } = {}): FigureRef => ({
  kind: 'rate',
  question: 'hallucination',
  option: null,
  dimension: part.dimension ?? null,
  value: part.value ?? null,
});

test.describe('the report of three people', () => {
  test.describe.configure({ mode: 'serial' });
  const folder = mkdtempSync(join(tmpdir(), 'assay-report-spec-'));
  let world: ReportWorld;

  test.beforeAll(async () => {
    test.setTimeout(400_000);
    world = await startReportWorld(join(folder, 'world'));
  });

  test.afterAll(async () => {
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(page: Page, auditId: AuditId, host = world.lead.host): Promise<void> {
    await page.goto(host.said.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto(`${new URL(host.said.url).origin}/#/report/${auditId}`);
    await expect(page.getByRole('heading', { name: 'By question' })).toBeVisible({ timeout: 30_000 });
  }

  /** Opens everything that is folded. */
  async function openDetails(page: Page): Promise<void> {
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    // A hint of what lies under the pointer where it rests would take the next Escape.
    await page.mouse.move(0, 0);
  }

  const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'About this figure' });

  test('opens with its rate, its verdict in a sentence, and what would change it', async ({ page }) => {
    await open(page, world.auditId);
    const report = await world.lead.client.reports.get({ auditId: world.auditId });
    const primary = report.questions.find((one) => one.isPrimary);
    await expect(page.getByText(primary?.threshold?.sentence ?? 'no sentence').first()).toBeVisible();
    const rate = `${((primary?.overall.figure.estimate ?? 0) * 100).toFixed(1)} %`;
    await expect(page.getByText(rate).first()).toBeVisible();
    await expect(page.getByText('What would change this verdict')).toBeVisible();
    await expect(page.getByText('Interim: not a decision yet')).toBeVisible();
    for (const hypothesis of report.registered?.hypotheses ?? [])
      await expect(page.getByText(hypothesis.statement)).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Control of misses/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Judge against people/ })).toBeVisible();
  });

  test('a bar leads to its items, an item to its text and everybody’s answers, and Escape back', async ({
    page,
  }) => {
    await open(page, world.auditId);
    const bar = page.getByRole('button', { name: /^Items behind low:/ });
    await bar.click();
    const { items } = await world.lead.client.reports.explain({
      auditId: world.auditId,
      ref: rateOf({ dimension: 'riskClass', value: 'low' }),
    });
    await expect(panel(page).getByText(`Items (${items.length})`)).toBeVisible();
    const first = items[0];
    await page.keyboard.press('j');
    const item = panel(page).getByRole('region', { name: 'Item', exact: true });
    await expect(item.getByRole('heading', { name: `Item ${first?.position}` })).toBeVisible();
    const held = await world.lead.client.reports.item({
      auditId: world.auditId,
      itemId: first?.itemId ?? ('' as never),
    });
    for (const name of ['Prompt', 'Context', 'Output'])
      await expect(item.getByRole('region', { name })).toBeVisible();
    await expect(item.getByRole('region', { name: 'Output' })).toContainText(
      held.trace?.output.slice(0, 40) ?? 'no output',
    );
    for (const review of held.reviews)
      await expect(item.getByRole('columnheader', { name: review.name ?? '' })).toBeVisible();
    await page.keyboard.press('j');
    await expect(item.getByRole('heading', { name: `Item ${items[1]?.position}` })).toBeVisible();
    await page.keyboard.press('k');
    await expect(item.getByRole('heading', { name: `Item ${first?.position}` })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(item).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(panel(page)).toHaveCount(0);
    await expect(bar).toBeFocused();
  });

  test('every figure says how it was computed, with the digest of what entered', async ({ page }) => {
    await open(page, world.auditId);
    await page.getByRole('button', { name: 'How was this computed?', exact: true }).click();
    const { inputsDigest, steps } = await world.lead.client.reports.explain({
      auditId: world.auditId,
      ref: rateOf(),
    });
    await expect(panel(page).getByTitle(inputsDigest)).toBeVisible();
    await expect(panel(page).getByRole('listitem')).toHaveCount(steps.length);
    // The panel is no dialog: another figure can be asked about while it stands.
    await page.keyboard.press('Escape');
    for (const name of ['low', 'Factual', 'Policy', 'Precision', 'Missed among clean']) {
      await page
        .getByRole('button', { name: `How was this computed: ${name}, ` })
        .first()
        .click();
      await expect(panel(page).getByText('Digest of the inputs'), name).toBeVisible();
      await expect(panel(page).getByRole('alert'), name).toHaveCount(0);
      await page.keyboard.press('Escape');
    }
  });

  test('a coefficient, a pair, a metric, a difference, a trend and a claim each say how they were computed', async ({
    page,
  }) => {
    await open(page, world.auditId);
    const { client } = world.lead;
    const report = await client.reports.get({ auditId: world.auditId });
    const primary = report.questions.find((one) => one.isPrimary);
    const pair = primary?.agreement.perPair[0];
    const judge = primary?.judges[0];
    const row = primary?.breakdowns.find((one) => one.dimension === 'riskClass')?.rows[0];
    const claim = report.registered?.hypotheses[0];
    if (primary === undefined || pair === undefined || judge === undefined) throw new Error('no figures');
    if (row === undefined || claim === undefined) throw new Error('no part of the frame, or no claim');
    const { question } = primary;
    const names = [pair.a, pair.b].map((id) => report.reviewers.find((one) => one.personId === id)?.name);
    const agreement = { kind: 'agreement', question, option: null } as const;
    const asked: [string, FigureRef][] = [
      [`Gwet’s AC1, ${primary.title}`, { ...agreement, pair: null, statistic: 'ac1' }],
      [`Cohen’s κ, ${names.join(' and ')}`, { ...agreement, pair: [pair.a, pair.b] }],
      [`α without ${names[0]}`, { ...agreement, pair: null, person: pair.a, statistic: 'alphaWithout' }],
      [
        `Recall, How good is ${judge.judge}`,
        { kind: 'judge', question, judge: judge.judge, cell: null, metric: 'recall' },
      ],
      [
        `${row.value}, against the rest`,
        { kind: 'rate', question, option: null, dimension: 'riskClass', value: row.value, isContrast: true },
      ],
      ['trend, ', { kind: 'trend', question }],
      [claim.statement, { kind: 'hypothesis', index: 0 }],
      ['the interval valid however often one looks', { kind: 'anytime' }],
    ];
    await openDetails(page);
    for (const [name, ref] of asked) {
      const how = page.getByRole('button', { name: /^How was this computed: / }).and(page.getByLabel(name));
      await expect(how, name).toHaveCount(1);
      await how.focus();
      await page.keyboard.press('Enter');
      const told = await client.reports.explain({ auditId: world.auditId, ref });
      await expect(panel(page).getByTitle(told.inputsDigest), name).toBeVisible();
      await expect(panel(page).getByText(told.title, { exact: true }), name).toBeVisible();
      await expect(panel(page).getByText(`Items (${told.items.length})`), name).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(how, name).toBeFocused();
    }
  });

  test('no two figures of the screen answer to the same name', async ({ page }) => {
    await open(page, world.auditId);
    await openDetails(page);
    const hows = page.getByRole('button', { name: /^How was this computed/ });
    const names = await hows.evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label') ?? one.textContent),
    );
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('a cell of the confusion map leads to the items on which reviewers parted', async ({ page }) => {
    await open(page, world.auditId);
    const report = await world.lead.client.reports.get({ auditId: world.auditId });
    const confusion = report.questions.find((one) => one.isPrimary)?.agreement.confusion;
    if (confusion === undefined) throw new Error('there is no confusion map');
    const [a, b] = confusion.options.flatMap((one, row) =>
      confusion.options.flatMap((other, column) =>
        column > row && (confusion.counts[row]?.[column] ?? 0) > 0 ? [[one, other] as const] : [],
      ),
    )[0] ?? [undefined, undefined];
    await page.getByRole('button', { name: `Items behind ${a?.title} against ${b?.title}: ` }).click();
    const { items } = await world.lead.client.reports.explain({
      auditId: world.auditId,
      ref: { kind: 'confusion', question: 'hallucination', a: a?.option ?? '', b: b?.option ?? '' },
    });
    expect(items.length).toBeGreaterThan(0);
    await expect(panel(page).getByText(`Items (${items.length})`)).toBeVisible();
    await expect(panel(page).getByText('contested').first()).toBeVisible();
  });

  test('what the figure hangs on leads to the items that nobody has ruled on', async ({ page }) => {
    await open(page, world.auditId);
    await page.getByRole('button', { name: 'Show contested items' }).click();
    const report = await world.lead.client.reports.get({ auditId: world.auditId });
    const count = report.questions.find((one) => one.isPrimary)?.contested.count;
    await expect(panel(page).getByText(`Items (${count})`)).toBeVisible();
  });

  test('a figure is copied as CSV with whole numbers, and saved as SVG and PNG', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, world.auditId);
    const report = await world.lead.client.reports.get({ auditId: world.auditId });
    const tools = page.getByRole('button', { name: 'Copy or save: Hallucination rate by risk class' });
    await tools.click();
    await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    await expect(page.getByText('Copied as CSV')).toBeVisible();
    const csv = await page.evaluate(() => navigator.clipboard.readText());
    expect(csv).toContain('name,estimate,low,high,n,limit');
    expect(csv).toContain(String(report.questions.find((one) => one.isPrimary)?.overall.figure.estimate));

    await tools.click();
    const svg = textOf(page.waitForEvent('download'));
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
    expect((await svg).name).toMatch(/^hallucination-rate-by-.*\.svg$/);
    expect((await svg).bytes.toString('utf8')).toMatch(/^<svg xmlns=.*Whole frame.*<\/svg>$/s);

    await tools.click();
    const png = textOf(page.waitForEvent('download'));
    await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
    expect((await png).bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect((await png).bytes.length).toBeGreaterThan(10_000);

    await tools.click();
    await page.getByRole('menuitem', { name: 'Copy as PNG' }).click();
    await expect(page.getByText(/^Copied as PNG|saved as a file instead$/)).toBeVisible();
  });

  test('the report leaves as JSON that names its manifest, and without names where that is asked', async ({
    page,
  }) => {
    await open(page, world.auditId);
    await page.keyboard.press('x');
    const named = textOf(page.waitForEvent('download'));
    await page.getByRole('menuitem', { name: /^JSON/ }).click();
    const report = await world.lead.client.reports.get({ auditId: world.auditId });
    const text = (await named).bytes.toString('utf8');
    expect(JSON.parse(text)).toBeTruthy();
    expect(text).toContain(report.manifestDigest);
    expect(text).toContain('Ben Okafor');

    await page.keyboard.press('x');
    await page.getByRole('menuitemcheckbox', { name: 'Hide names of reviewers' }).click();
    const nameless = textOf(page.waitForEvent('download'));
    await page.getByRole('menuitem', { name: /^JSON/ }).click();
    expect((await nameless).bytes.toString('utf8')).not.toContain('Ben Okafor');
  });

  test('all of it can be reached without a mouse', async ({ page }) => {
    await open(page, world.auditId);
    const questions = page.getByRole('radiogroup', { name: 'Question' });
    await page.keyboard.press(']');
    await expect(questions.getByRole('radio').nth(1)).toBeChecked();
    await page.keyboard.press('[');
    await expect(questions.getByRole('radio').first()).toBeChecked();
    const bar = page.getByRole('button', { name: /^Items behind Whole frame:/ });
    await tabTo(page, bar);
    await page.keyboard.press('Enter');
    await expect(panel(page).getByRole('heading', { name: 'Items behind this figure' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(bar).toBeFocused();
    // The weeks are one stop for Tab; arrows go from week to week, Enter opens one.
    const weeks = page.getByRole('group', { name: /by week/ }).getByRole('button');
    await tabTo(page, weeks.first());
    await page.keyboard.press('ArrowRight');
    await expect(weeks.nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panel(page).getByText(/^Items \(\d+\)$/)).toBeVisible();
    await page.keyboard.press('h');
    await expect(panel(page).getByRole('heading', { name: 'How was this computed?' })).toBeVisible();
  });

  test('an earlier audit stands beside this one, question by question', async ({ page }) => {
    await open(page, world.auditId);
    await page.getByLabel('Compare with').selectOption(world.earlierId);
    const compared = await world.lead.client.reports.compare({
      auditId: world.auditId,
      withAuditId: world.earlierId,
    });
    const table = page.getByRole('table', { name: / beside / });
    await expect(table).toBeVisible();
    for (const one of compared.questions)
      await expect(table.getByRole('rowheader', { name: one.rateTitle }).first()).toBeVisible();
  });

  test('figures follow new labels without being asked', async ({ page }) => {
    await open(page, world.begunId);
    const { client } = world.lead;
    const before = await client.reports.get({ auditId: world.begunId });
    const reviewed = page
      .getByRole('region', { name: 'Coverage' })
      .getByRole('button', { name: /items? reviewed$/ });
    await expect(reviewed).toHaveText(String(before.coverage.reviewed));
    const { entries } = await client.reviews.queue({ auditId: world.begunId });
    const itemId = entries.find((one) => one.state === 'open')?.itemId;
    if (itemId === undefined) throw new Error('nothing is open');
    await client.reviews.submit({
      auditId: world.begunId,
      itemId,
      submissionId: uuidFromText(`live ${itemId}`) as ReviewId,
      draft: {
        answers: {
          hallucination: { type: 'choice', option: 'none' },
          policy: { type: 'choice', option: 'complies' },
          actionability: { type: 'choice', option: 'actionable_as_is' },
        },
        elapsedMs: 9_000,
        focusedQuestion: null,
        supersedes: null,
      },
    });
    await expect(reviewed).toHaveText(String(before.coverage.reviewed + 1));
  });

  test('a second look that cannot begin says why', async ({ page }) => {
    await open(page, world.begunId);
    await page.getByRole('button', { name: 'Begin second look' }).click();
    await page.getByRole('button', { name: 'Begin second look' }).click();
    await expect(page.getByRole('region', { name: /^Control of misses/ }).getByRole('alert')).toBeVisible();
  });

  test('a reviewer reads that the report opens at the close, and the report of a closed audit', async ({
    page,
  }) => {
    const ben = world.others[0];
    if (ben === undefined) throw new Error('nobody else reviews');
    await page.goto(ben.host.said.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto(`${new URL(ben.host.said.url).origin}/#/report/${world.auditId}`);
    await expect(page.getByRole('heading', { name: 'The report opens when the audit closes' })).toBeVisible();
    await open(page, world.earlierId, ben.host);
    await expect(page.getByText('Interim: not a decision yet')).toHaveCount(0);
  });

  test('says all that it shows to those who cannot see it, in both themes', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, world.auditId);
    await openDetails(page);
    await expectCleanInBothThemes(page, 'report');
    await page.keyboard.press('h');
    await expect(panel(page).getByText('Digest of the inputs')).toBeVisible();
    await expectCleanInBothThemes(page, 'explanation');
    await page.keyboard.press('j');
    await expect(panel(page).getByRole('region', { name: 'Output' })).toBeVisible();
    await expectCleanInBothThemes(page, 'item');
    await open(page, world.begunId);
    await expectCleanInBothThemes(page, 'interim report');
  });
});

const data = resolve(import.meta.dirname, '../../../shared/data/ragtruth-qa');

test('one person’s audit of real answers says why there is no agreement, and hides nothing else', async ({
  page,
}) => {
  test.skip(!existsSync(data), 'shared/data/ragtruth-qa is not beside this repository');
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'assay-report-real-'));
  let host: Running<{ url: string; pid: number }> | null = null;
  try {
    host = await startWorkbench(join(folder, 'data'));
    const auditId = await auditAlone(host.said.url);
    await page.goto(host.said.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto(`${new URL(host.said.url).origin}/#/report/${auditId}`);
    await expect(
      page.getByText('No figure for any question: no item has been scored by two reviewers.'),
    ).toBeVisible();
    await expect(page.getByText(/^No second look was planned/)).toBeVisible();
    await expect(page.getByText(/registered nothing before the draw but its thresholds/)).toBeVisible();
    const report = await workbenchClient(host.said.url).reports.get({ auditId });
    const figure = report.questions.find((one) => one.question === 'hallucination')?.overall.figure;
    const whole = page
      .getByRole('table', { name: /^Hallucination rate/ })
      .getByRole('row', { name: /^Whole frame/ });
    expect(plain(await whole.innerText())).toContain(`${((figure?.estimate ?? 0) * 100).toFixed(1)} %`);
    await page.getByRole('button', { name: /^Items behind Whole frame:/ }).click();
    await expect(panelItems(page)).toContainText(`Items (${figure?.n})`);
  } finally {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

const panelItems = (page: Page): Locator => page.getByRole('complementary', { name: 'About this figure' });

/** Draws sixty of the real answers for the one person of a device and answers them as they were labelled. */
async function auditAlone(url: string): Promise<AuditId> {
  const client = workbenchClient(url);
  const { person } = await client.app.status({});
  const source = await client.sources.add({ paths: [data], preset: null, mapping: null, name: 'RAGTruth' });
  const { auditId } = await client.audits.draw({
    reviewerIds: [person.id],
    plan: {
      title: 'RAGTruth, by one person',
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      filter: { dimensions: [] },
      dimensions: ['model'],
      allocation: { rule: 'proportional', size: 60, minPerStratum: 2, takeAllBelow: 0 },
      overlap: { size: 0, reviewersPerItem: 2 },
      seed: '0ddba110ddba110ddba110ddba110dd1',
      selection: 'bottomK',
      scorecard: { id: 'hallucination_audit', version: 1 },
      thresholds: [{ question: 'hallucination', limit: 0.3 }],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    },
  });
  const truth = readTruth();
  const { items } = await client.audits.manifest({ auditId });
  for (const item of items) {
    const isBad = truth.get(item.traceId) ?? false;
    await client.reviews.submit({
      auditId,
      itemId: item.id,
      submissionId: uuidFromText(`alone ${item.id}`) as ReviewId,
      draft: {
        answers: {
          hallucination: { type: 'choice', option: isBad ? 'factual' : 'none' },
          ...(isBad ? { severity: { type: 'choice' as const, option: 'major' } } : {}),
          policy: { type: 'choice', option: 'complies' },
          actionability: { type: 'choice', option: 'actionable_as_is' },
        },
        elapsedMs: 20_000,
        focusedQuestion: null,
        supersedes: null,
      },
    });
  }
  return auditId;
}

/** Whether each answer has a labelled span, by answer id. */
function readTruth(): Map<string, boolean> {
  const truth = new Map<string, boolean>();
  for (const file of readdirSync(data).filter((name) => name.endsWith('hallucination.jsonl'))) {
    for (const line of readFileSync(join(data, file), 'utf8').trim().split('\n')) {
      const { id, labels } = JSON.parse(line) as { id: string; labels: unknown[] };
      truth.set(id, labels.length > 0);
    }
  }
  return truth;
}
