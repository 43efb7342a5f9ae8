/**
 * From disagreement to a better definition and back, on real data and in real Chromium: 400 answers with the reviews of the
 * seven people who judged them are imported; the first agreement is the listed one; ten cases are ruled by keyboard; the
 * guideline is changed and published; a relabel sample is drawn; a second audit asks the new version, and agreement before
 * and after stands side by side with intervals. The reviews of the relabel and of the second audit are simulated: nobody can
 * be asked again, and every screen that shows them says so.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Running } from '../support/loopback.ts';
import { startWorkbench, workbenchClient } from '../support/loopback.ts';
import { simulatedCsv } from '../support/simulated-labels.ts';

const data = resolve(import.meta.dirname, '../../../shared/data/clapnq/rag-model-performance.json');
const folder = mkdtempSync(join(tmpdir(), 'assay-clapnq-'));
const question = 'faithfulness';
const rulings = 10;
/** Questions that are not looked at here and must be answered all the same. */
const otherAnswers = { answer_relevance: 'yes', fluency: 'yes' };

let host: Running<{ url: string; pid: number }>;
let client: ReturnType<typeof workbenchClient>;

test.skip(!existsSync(data), 'the labelled data of ../shared/data is not beside this clone');

test.beforeAll(async () => {
  host = await startWorkbench(join(folder, 'store'));
  client = workbenchClient(host.said.url);
});

test.afterAll(async () => {
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const go = async (page: Page, to: string): Promise<void> => {
  await page.goto(`${new URL(host.said.url).origin}/#${to}`);
};

async function findAuditId(title: string): Promise<AuditId> {
  const found = (await client.audits.list({})).find((one) => one.title.includes(title));
  if (found === undefined) throw new Error(`no audit is called ${title}`);
  return found.id;
}

/** Imports a file on the Import screen; into the audit with this title, or as one of its own. */
async function importFile(
  page: Page,
  path: string,
  into: { audit: string } | { title: string },
  isSimulated: boolean,
): Promise<void> {
  await go(page, '/import');
  await page.getByLabel('File or folder').fill(path);
  await page.getByRole('button', { name: 'Look into it' }).click();
  if ('audit' in into) {
    const choice = page.getByLabel('What becomes of it');
    const value = await choice.locator('option', { hasText: into.audit }).getAttribute('value');
    await choice.selectOption(value);
    await expect(page.getByLabel('Name of the import')).toBeVisible();
  } else {
    await page.getByLabel('Title of the audit that is made').fill(into.title);
    await page.getByRole('checkbox', { name: 'Close the audit at once' }).check();
  }
  if (isSimulated) await page.getByRole('checkbox', { name: 'These reviews are simulated' }).check();
  await page.getByRole('button', { name: /^Import [\d,]+ reviews$/ }).click();
  await expect(page.getByRole('heading', { name: 'Imported', exact: true })).toBeVisible();
}

/** What most of the people who judged an answer said, by trace. */
async function readTruth(
  auditId: AuditId,
  classes: readonly { id: string; title: string }[],
): Promise<Map<string, string>> {
  const optionOf = new Map(classes.map((one) => [one.title, one.id]));
  const truth = new Map<string, string>();
  const { items } = await client.audits.manifest({ auditId });
  for (const item of items) {
    const { reviews } = await client.reports.item({ auditId, itemId: item.id });
    const counts = new Map<string, number>();
    for (const review of reviews) {
      const given = review.answers.find((one) => one.question === question)?.answer;
      const option = optionOf.get(given ?? '');
      if (option !== undefined) counts.set(option, (counts.get(option) ?? 0) + 1);
    }
    const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (most !== undefined) truth.set(item.traceId, most[0]);
  }
  return truth;
}

test('an audit’s disagreements become a better definition, and the effect is measured', async ({ page }) => {
  page.setDefaultTimeout(20_000);
  await page.goto(host.said.url);
  await page.locator('h1').first().waitFor();

  const first =
    await test.step('the reviews of seven people are imported, and agreement is the listed one', async () => {
      await importFile(page, data, { title: 'ClapNQ, as it was judged' }, false);
      const auditId = await findAuditId('ClapNQ, as it was judged');
      await go(page, `/report/${auditId}`);
      const { questions, coverage } = await client.reports.get({ auditId });
      const faithfulness = questions.find((one) => one.question === question)!;
      expect(coverage).toMatchObject({ frame: 400, reviewed: 400 });
      // The listed figures of the data's description.
      expect(faithfulness.agreement.alpha.estimate).toBeCloseTo(0.455391, 6);
      expect(faithfulness.agreement.pairwise.estimate).toBeCloseTo(0.513333, 6);
      expect(faithfulness.agreement.ac1.n).toBe(400);
      await expect(page.getByText('imported', { exact: true }).first()).toBeVisible();
      return auditId;
    });

  await test.step('ten cases are ruled by keyboard, and ask for another guideline', async () => {
    await go(page, `/disagreements?audit=${first}`);
    await page.getByRole('heading', { name: 'Disagreements' }).waitFor();
    await page.getByLabel('Question').selectOption({ value: question });
    await expect(async () => {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Ruling', exact: true })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    for (let ruled = 0; ruled < rulings; ruled += 1) {
      await page.getByRole('region', { name: 'Ruling', exact: true }).waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('c');
      if (ruled === 0) await page.getByRole('checkbox', { name: /guideline/i }).check();
      const before = page.url();
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => page.url()).not.toBe(before);
    }
    const list = await client.disagreements.list({
      filter: { auditIds: [first], question, states: ['ruled'] },
      offset: 0,
      limit: 50,
    });
    expect(list.total).toBe(rulings);
  });

  await test.step('the definition is changed and published as version 2', async () => {
    await go(page, `/taxonomy/${question}`);
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    const definition = page.getByLabel('Definition');
    await definition.fill(`${await definition.inputValue()} One unsupported claim is enough.`);
    await expect(page.getByRole('group', { name: /Does the meaning/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await expect(page.getByRole('radio', { name: 'It means something else' })).toBeChecked();
    await page.keyboard.press('p');
    await page.getByLabel('What changes, and why').fill('Where one unsupported claim stands was left open.');
    await page.getByRole('button', { name: /Publish version 2/ }).click();
    await expect(page.getByRole('heading', { name: 'Version 2 is published' })).toBeVisible();
  });

  const { classes } = (await client.taxonomies.get({ id: question })).versions[0]!.taxonomy;
  const truth = await readTruth(first, classes);
  const simulated = {
    seed: 'second audit',
    truth,
    options: classes.map((one) => one.id),
    reviewers: ['Simulated 1', 'Simulated 2', 'Simulated 3'],
    errorRate: 0.12,
  };
  const csvOf = async (name: string, auditId: AuditId): Promise<string> => {
    const path = join(folder, `${name}.csv`);
    const { items } = await client.audits.manifest({ auditId });
    const traces = items.map((one) => one.traceId);
    writeFileSync(path, simulatedCsv(simulated, question, traces, otherAnswers));
    return path;
  };

  await test.step('a relabel sample bridges the rate, with simulated reviews that say so', async () => {
    await go(page, `/taxonomy/${question}`);
    await page.getByRole('tab', { name: 'Relabel' }).click();
    await page.getByRole('button', { name: /^Draw \d+ items$/ }).click();
    await expect(page.getByText('The relabel sample is drawn')).toBeVisible();
    const bridge = (await client.audits.list({})).find((one) => one.plan.bridge !== undefined)!;
    await importFile(page, await csvOf('relabel', bridge.id), { audit: bridge.title }, true);
    await client.audits.close({ auditId: bridge.id });
  });

  await test.step('a second audit asks version 2, and its reviews are simulated', async () => {
    await go(page, '/plan');
    await page
      .getByRole('radio', { name: /ClapNQ|rag-model-performance/ })
      .first()
      .check();
    await page.getByLabel('Sample size').fill('150');
    await page.getByLabel('Overlap', { exact: true }).fill('150');
    await page.getByLabel('Scorecard').selectOption({ label: 'Answer quality, version 2' });
    await page.getByLabel('Title').fill('ClapNQ, second audit');
    await page.getByRole('button', { name: 'Draw the sample' }).click();
    await expect(page.getByText('Manifest').first()).toBeVisible();
    const auditId = await findAuditId('second audit');
    await importFile(page, await csvOf('second', auditId), { audit: 'second audit' }, true);
    await client.audits.close({ auditId });
  });

  await test.step('agreement before and after stands side by side, with intervals and where it is from', async () => {
    await go(page, `/taxonomy/${question}`);
    await page.getByRole('tab', { name: 'Effect' }).click();
    const { changes } = await client.taxonomies.effect({ id: question });
    const [change] = changes;
    expect(change!.before[0]!.alpha.estimate).toBeCloseTo(0.455391, 6);
    expect(change!.alphaDifference!.low).toBeGreaterThan(0);
    expect(change!.bridges[0]!.rate.estimate).not.toBeNull();
    await expect(page.getByRole('row', { name: /ClapNQ, as it was judged .* imported \.46/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /second audit .* imported, simulated/ })).toBeVisible();
    await expect(page.getByText('simulated', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/Agreement rose by/)).toBeVisible();
    await expect(page.getByText(/Some of these reviews are simulated/)).toBeVisible();
  });
});
