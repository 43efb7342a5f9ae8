/**
 * The hub as those see it who look after it, in real Chromium against a real hub: people and tokens, what arrived and how
 * it differs, a plan drawn at the hub with gold, work given to others, an audit that draws itself each week; what other
 * roles are offered, what all of it says to those who cannot see it, and what remains when the hub is gone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId, ItemId, ReviewId } from '../../shared/domain/ids.ts';
import { expectCleanInBothThemes } from '../support/accessibility.ts';
import type { AtWorkbench, HubWorld } from '../support/hub-world.ts';
import { oddRows, startHubWorld, weekOfTraces } from '../support/hub-world.ts';
import { callHub } from '../support/loopback.ts';
import { answersOf } from '../support/test-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-hub-spec-'));
let world: HubWorld;
let mara: AtWorkbench;
let ben: AtWorkbench;
let firstId: AuditId;

test.describe.configure({ mode: 'serial' });
test.use({ reducedMotion: 'reduce', actionTimeout: 10_000 });

test.beforeAll(async () => {
  world = await startHubWorld(folder);
});

test.afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function open(page: Page, who: AtWorkbench, path: string): Promise<void> {
  await page.goto(who.host.said.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${new URL(who.host.said.url).origin}/#${path}`);
}

async function judgeAll({ client }: AtWorkbench, auditId: AuditId, most = 1_000): Promise<void> {
  const { entries } = await client.reviews.queue({ auditId });
  for (const [n, { itemId }] of entries.slice(0, most).entries()) {
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: crypto.randomUUID() as ReviewId,
      draft: {
        answers: answersOf(n % 4 === 0 ? 'factual' : 'none'),
        elapsedMs: 9_000,
        focusedQuestion: null,
        supersedes: null,
      },
    });
  }
  await client.sync.now({});
}

/** Adds a person from the form, typing and pressing Enter; answers the token that is shown. */
async function addByKeys(page: Page, name: string, role: string): Promise<string> {
  const form = panel(page, 'Add a person');
  await form.getByLabel('Name').focus();
  await page.keyboard.type(name);
  await form.getByLabel('Role').selectOption(role);
  await form.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  const once = panel(page, `New token of ${name}`);
  await expect(once.getByRole('heading')).toBeFocused();
  const token = await once.locator('[data-token]').textContent();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-token]')).toHaveCount(0);
  return token ?? '';
}

test('an admin comes by key, adds a lead and a reviewer by keys, and sees what was refused to whom', async ({
  page,
}) => {
  await open(page, world.admin, '/today');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { level: 1, name: 'Hub' })).toBeVisible();

  const tokens = {
    mara: await addByKeys(page, 'Mara Lindqvist', 'lead'),
    ben: await addByKeys(page, 'Ben Okafor', 'reviewer'),
  };
  const people = await world.admin.client.hub.people.list();
  const named = (name: string) => people.find((one) => one.name === name);
  const [lead, reviewer] = [named('Mara Lindqvist'), named('Ben Okafor')];
  if (lead === undefined || reviewer === undefined) throw new Error('nobody was added');
  expect([lead.role, reviewer.role]).toEqual(['lead', 'reviewer']);
  [mara, ben] = await Promise.all([
    world.sit({ person: lead, token: tokens.mara }),
    world.sit({ person: reviewer, token: tokens.ben }),
  ]);

  await expect(callHub(world.url, tokens.ben, '/v1/refusals')).rejects.toThrow('403');
  await page.reload();
  const refused = panel(page, 'Refused').getByRole('row').nth(1);
  await expect(refused).toContainText('Ben Okafor');
  await expect(refused).toContainText('/v1/refusals');

  await page.getByRole('button', { name: /Ben Okafor/ }).click();
  const his = panel(page, 'Ben Okafor');
  await his.getByLabel('Name', { exact: true }).fill('Ben Okafor-Lind');
  await his.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('button', { name: 'Ben Okafor-Lind reviewer' })).toBeVisible();
  await page.getByRole('button', { name: /Rotate token/ }).click();
  await page.getByLabel('The old one ends').selectOption('in an hour');
  await page.getByRole('button', { name: 'Make the new one' }).click();
  const fresh = (await page.locator('[data-token]').textContent()) ?? '';
  expect(fresh).not.toBe(tokens.ben);
  for (const token of [fresh, tokens.ben]) {
    const me = await callHub<{ person: { name: string } }>(world.url, token, '/v1/me');
    expect(me.person.name).toBe('Ben Okafor-Lind');
  }
});

test('what arrives is counted with its rejects, what was masked, and how it differs from before', async ({
  page,
}) => {
  const now = Date.now();
  await world.send('support-bot', weekOfTraces(2, 160, now));
  const week = weekOfTraces(1, 160, now).map((one, at) =>
    at % 3 === 0 ? { ...one, model: 'aurora-9' } : one,
  );
  const batch = await world.send('support-bot', [
    ...week,
    ...oddRows(weekOfTraces(3, 1, now)[0] ?? week[0]!),
  ]);
  expect(batch).toMatchObject({ stored: 161, rejected: 2 });

  await open(page, mara, '/hub/people');
  await page.getByRole('tab', { name: 'People' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Sources' })).toBeFocused();
  await expect(page).toHaveURL(/#\/hub\/sources$/);
  const newest = panel(page, 'Arrivals of support-bot').getByRole('row').nth(1);
  expect(plain(await newest.textContent())).toMatch(/161.*✕ 2.*▲/);
  await newest.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const detail = panel(page, 'Batch');
  await expect(detail.getByRole('heading', { level: 3 })).toBeFocused();
  await expect(detail).toContainText('aurora-9');
  await expect(detail).toContainText('E-mail');
  await expect(detail.getByRole('table').getByRole('row')).toHaveCount(3);

  const strata = panel(page, 'Strata of support-bot');
  // New sources begin with these three.
  await expect(strata.getByRole('checkbox', { checked: true })).toHaveCount(3);
  for (const name of [/^Intent/, /^Model/]) await strata.getByRole('checkbox', { name }).uncheck();
  await expect(strata).toContainText('anew');
  await strata.getByRole('button', { name: 'Index by these' }).click();
  await expect(page.getByRole('button', { name: /support-bot.*strata by risk class/ })).toBeVisible();
  const [source] = await mara.client.hub.sources.list();
  expect(source).toMatchObject({ declared: ['riskClass'], traceCount: 321 });
  // A lead reads the rules of masking and retention; changing them is an admin's.
  await expect(page.getByRole('checkbox', { name: 'E-mail' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Count what is due' })).toHaveCount(0);
});

test('a judged item becomes gold from the report, and another one is judged anew', async ({ page }) => {
  const [source] = await mara.client.hub.sources.list();
  if (source === undefined) throw new Error('no source');
  await mara.client.sync.now({});
  const drawn = await mara.client.hub.work.draw({
    plan: {
      title: 'First look',
      sourceId: source.id,
      filter: { dimensions: [] },
      dimensions: ['riskClass'],
      allocation: { rule: 'proportional', size: 8, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 4, reviewersPerItem: 2 },
      selection: 'rotating',
      scorecard: { id: 'hallucination_audit', version: 1 },
      thresholds: [],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    },
    reviewerIds: [mara.person.id],
  });
  firstId = drawn.auditId;
  await judgeAll(mara, firstId);
  await mara.client.sync.now({});

  await open(page, mara, `/report/${firstId}`);
  await page.getByRole('heading', { name: 'By question' }).waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('h');
  await page.getByText('Digest of the inputs').waitFor();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'Output' }).waitFor();
  const item = panel(page, 'Item');
  await item.locator('summary', { hasText: 'Use as gold' }).click();
  await item.getByLabel('Hallucination').selectOption('Factual');
  await item.getByLabel('Why this is right').fill('The amount stands nowhere in the passages.');
  await item.getByRole('button', { name: 'Use as gold' }).click();
  await expect(item).toContainText('It is gold now');

  await item.locator('summary', { hasText: 'Have it judged anew' }).click();
  await item.getByLabel('Reason').fill('The definition has changed.');
  await item.getByRole('button', { name: 'Ask for 1 item' }).click();
  await expect(item).toContainText('asked for');
  await mara.client.sync.now({});
  const { entries } = await mara.client.reviews.queue({ auditId: firstId });
  expect(entries.filter((entry) => entry.state === 'open')).toHaveLength(1);
});

test('a lead plans on the hub’s source, draws with rotating selection and gold, and nobody is told which is gold', async ({
  page,
}) => {
  await world.add('Cid Romero', 'reviewer');
  await mara.client.sync.now({});
  await open(page, mara, '/plan');
  await page.getByRole('radio', { name: 'support-bot' }).check();
  await expect(page.getByLabel('Seed of the draw')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Model', exact: true }).check();
  // Model is not indexed, and the hub says what would make it so.
  await expect(panel(page, 'Frame')).toContainText('▲');
  await page.getByRole('checkbox', { name: 'Model', exact: true }).uncheck();
  await page.getByRole('checkbox', { name: 'Risk class', exact: true }).check();
  await expect(page.getByRole('checkbox', { name: 'Leave out what was audited already' })).toBeChecked();
  await expect(panel(page, 'Frame')).toContainText(/313\straces in the frame/);
  await expect(page.getByRole('radio', { name: 'Rotating' })).toBeChecked();
  await page.getByLabel('Gold items').fill('1');
  await page.getByLabel('Sample size').fill('24');
  await page.getByLabel('Overlap', { exact: true }).fill('6');
  await page.getByLabel('Title').fill('Week in hand');
  // Gold goes to nobody who had it before, so those who score are two others.
  await page.getByRole('checkbox', { name: /Mara Lindqvist/ }).uncheck();
  await page.getByRole('checkbox', { name: /Ben Okafor/ }).check();
  await page.getByRole('checkbox', { name: /Cid Romero/ }).check();
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Week in hand' })).toBeVisible();
  await expect(panel(page, 'What was drawn')).toContainText('going on where the last audit ended');
  await expect(panel(page, 'What was drawn')).toContainText('1 mixed in');
  await page.getByRole('button', { name: 'Draw again to check' }).click();
  await expect(page.getByText('✓ The same sample')).toBeVisible();

  const audits = await mara.client.audits.list({});
  const audit = audits.find((one) => one.title === 'Week in hand');
  if (audit === undefined) throw new Error('nothing was drawn');
  const manifest = await mara.client.audits.manifest({ auditId: audit.id });
  expect(manifest.items).toHaveLength(24);
  const earlier = new Set(
    (await mara.client.audits.manifest({ auditId: firstId })).items.map((one) => one.traceId),
  );
  expect(manifest.items.some((one) => earlier.has(one.traceId))).toBe(false);

  // Ben has the gold item, and nothing of his queue or of the items in it says so.
  await ben.client.sync.now({});
  const { entries } = await ben.client.reviews.queue({ auditId: audit.id });
  const sampled = new Set<ItemId>(manifest.items.map((one) => one.id));
  expect(entries.filter((one) => !sampled.has(one.itemId))).toHaveLength(1);
  await open(page, ben, `/review/${audit.id}`);
  await page.locator('[data-question="hallucination"]').waitFor();
  await expect(page.locator('body')).not.toContainText(/gold/i);
  await expect(page.getByRole('link', { name: 'Hub', exact: true })).toHaveCount(0);
});

test('work of someone who is away goes to others, told before it is done', async ({ page }) => {
  const audit = (await mara.client.audits.list({})).find((one) => one.title === 'Week in hand');
  if (audit === undefined) throw new Error('no audit');
  await judgeAll(ben, audit.id, 3);
  await open(page, mara, '/hub/work');
  await page.getByLabel('Audit', { exact: true }).selectOption('Week in hand');
  const reviewers = panel(page, 'Reviewers');
  await expect(reviewers).toContainText(/3 of \d+ reviewed/);
  await expect(reviewers).toContainText('Cid Romero');
  const form = panel(page, 'Someone is away');
  await form.getByLabel('From, who is away').selectOption({ label: await labelOf(form, 'Ben') });
  await form.getByRole('checkbox', { name: /Cid/ }).check();
  expect(plain(await form.textContent())).toMatch(/open items of Ben Okafor-Lind would go to Cid Romero/);
  await form.getByLabel('Reason').fill('Ben is ill this week.');
  await form.getByRole('button', { name: 'Give to others' }).click();
  await expect(form).toContainText(/✓ \d+\sitems? given to others/);
  const load = await mara.client.hub.work.load({ auditId: audit.id });
  const his = load.find((one) => one.personId === ben.person.id);
  expect(his).toMatchObject({ reviewed: 3 });
});

/** The whole label of an option that begins with a name. */
async function labelOf(form: Locator, name: string): Promise<string> {
  const labels = await form.getByLabel('From, who is away').locator('option').allTextContents();
  return labels.find((one) => one.startsWith(name)) ?? name;
}

test('a weekly audit is made from an audit’s plan, draws its week once, and is stopped', async ({ page }) => {
  await open(page, mara, '/hub/weekly');
  await page.getByRole('button', { name: 'Make a weekly audit' }).click();
  await page.getByLabel('Begin with').selectOption('the plan of First look');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('First look {week}');
  await expect(page.getByRole('checkbox', { name: /^Risk class/ })).toBeChecked();
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByLabel('At', { exact: true }).fill('06:30');
  await page.getByRole('checkbox', { name: /Ben Okafor/ }).check();
  await page.getByRole('button', { name: 'Save and let it run' }).click();
  const weekly = panel(page, 'First look {week}');
  await expect(weekly).toContainText('Every Monday at 06:30, Europe/Berlin, for the week before');
  await weekly.getByRole('button', { name: 'Run now' }).click();
  await expect(weekly.getByText(/✓ \d{4}-W\d\d is drawn/)).toBeVisible();
  await expect(weekly.getByRole('link', { name: /the audit of/ })).toHaveCount(1);
  await weekly.getByRole('button', { name: 'Run now' }).click();
  await expect(weekly.getByRole('row')).toHaveCount(2);
  await weekly.getByRole('button', { name: 'Stop' }).click();
  await expect(weekly.getByRole('button', { name: 'Go on' })).toBeFocused();
  await weekly.getByRole('button', { name: 'Stop it' }).click();
  await expect(weekly).toContainText('not any more');
});

test('every part is clean to axe in both themes', async ({ page }) => {
  for (const part of ['people', 'sources', 'work', 'gold', 'weekly']) {
    await open(page, world.admin, `/hub/${part}`);
    await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible();
    if (part === 'people') await page.getByRole('button', { name: /Ben Okafor/ }).click();
    if (part === 'sources') await page.getByRole('table').first().getByRole('button').first().click();
    await page
      .getByRole('tabpanel')
      .locator('summary')
      .evaluateAll((all) => {
        for (const one of all) one.parentElement?.setAttribute('open', '');
      });
    await expectCleanInBothThemes(page, part);
  }
});

test('without the hub the screen keeps what was said last and says what cannot be done', async ({ page }) => {
  await open(page, mara, '/hub/sources');
  await expect(page.getByRole('button', { name: /support-bot/ })).toBeVisible();
  await world.hub.stop();
  await mara.client.sync.now({}).catch(() => undefined);
  await expect(page.getByText('The hub cannot be reached', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /support-bot/ })).toBeVisible();
  await page.goto(`${new URL(mara.host.said.url).origin}/#/plan`);
  await expect(panel(page, '1 · Source')).toContainText('The hub cannot be reached');
  await page.reload();
  await page.goto(`${new URL(mara.host.said.url).origin}/#/hub/weekly`);
  await expect(page.getByText('Not known while the hub cannot be reached.')).toBeVisible();
});
