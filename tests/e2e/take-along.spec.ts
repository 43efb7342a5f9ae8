/**
 * "Take with me" in real Chromium, by keyboard: an audit is taken along and proved, the hub goes, an answer is judged, the
 * hub comes back, and what was done goes by itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import { hubPlanOf } from '../support/hub-team.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from '../support/loopback.ts';
import { makeTrace } from '../support/made-audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-take-along-'));
const ends: (() => Promise<void>)[] = [];
const items = 120;
const hourMs = 3_600_000;

test.use({ reducedMotion: 'reduce', actionTimeout: 10_000 });
test.afterAll(async () => {
  for (const end of ends.toReversed()) await end().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

const hubFolder = join(folder, 'hub');

/** A hub with an audit for Ben, some of whose texts may be kept for less than two days more. */
async function startWorld() {
  const hub = await startHubProcess(hubFolder);
  ends.push(hub.stop);
  const { url } = hub.said;
  const admin = hub.said.adminToken ?? '';
  const ben = await callHub<{ person: Person; token: string }>(url, admin, '/v1/people', {
    name: 'Ben',
    role: 'reviewer',
  });
  const retainUntil = new Date(Date.now() + 30 * hourMs).toISOString();
  const traces = Array.from({ length: items }, (_, n) => ({
    ...makeTrace(n, 40),
    ...(n % 10 === 0 ? { retainUntil } : {}),
  }));
  await callHub(url, admin, '/v1/traces?source=support', traces);
  const source = (await callHub<{ id: string }[]>(url, admin, '/v1/sources'))[0]!;
  const plan = hubPlanOf(source.id as never, {
    title: 'Support answers, week 47',
    allocation: { rule: 'proportional', size: items, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
    dueAt: new Date(Date.now() + 120 * hourMs).toISOString(),
  });
  const reviewerIds: PersonId[] = [ben.person.id];
  const { auditId } = await callHub<{ auditId: AuditId }>(url, admin, '/v1/audits', { plan, reviewerIds });
  const host = await startWorkbench(join(folder, 'ben'));
  ends.push(host.stop);
  const client = workbenchClient(host.said.url);
  await client.sync.connect({ url, token: ben.token });
  await client.sync.now({});
  return { hub, host, client, auditId };
}

/** For the eye only: screenshots go where the variable says. */
async function look(page: Page, name: string): Promise<void> {
  const out = process.env['ASSAY_LOOK'];
  if (out === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(out, `${name}-${colorScheme}-${width}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`)).toEqual([]);
  }
}

test('an audit is taken along, judged without a network, and goes back by itself', async ({ page }) => {
  const { hub, host, client, auditId } = await startWorld();
  await page.goto(host.said.url);
  await expect(page.getByRole('link', { name: 'Take with me: Support answers, week 47' })).toBeVisible();
  await expect(page.getByText(/kept until .*\(29 hours\)/)).toBeVisible();
  await look(page, 'today');

  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { level: 1, name: 'Take with me' })).toBeVisible();
  const choice = page.getByRole('checkbox', { name: 'Support answers, week 47' });
  await expect(choice).toBeChecked();
  await expect(page.getByText(/texts are kept until .*\(29 hours\)/)).toBeVisible();
  await expect(page.getByText('here, not proved yet')).toBeVisible();
  await look(page, 'take');
  await expectAccessible(page);
  await page.keyboard.press('t');
  const proved = page.getByRole('heading', { name: `All ${items} answers are on this computer` });
  await expect(proved).toBeFocused();
  await expect(page.getByText(/Read again and compared with the draw at/)).toBeVisible();
  await expect(page.getByText(/whole, proved at/)).toBeVisible();
  await look(page, 'proved');
  await expectAccessible(page);

  await hub.stop();
  await client.sync.now({});
  await page.getByRole('link', { name: 'Begin with Support answers, week 47' }).press('Enter');
  await page.locator('[data-question="hallucination"]').waitFor();
  await expect(page.getByText(/texts: \d+ hours left/)).toBeVisible();
  await look(page, 'bench');
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('contentinfo').getByText(/1\sevent waiting/)).toBeVisible();

  await page.goto(`${new URL(host.said.url).origin}/#/take`);
  await expect(page.getByText('The hub does not answer')).toBeVisible();
  await expect(page.getByText(/119 to judge/)).toBeVisible();
  const readAgain = page.getByRole('button', { name: 'Read again: Support answers, week 47' });
  await readAgain.press('Enter');
  await expect(page.getByText(/Read again and compared with the draw at/)).toBeVisible();
  await look(page, 'offline');
  await page.getByRole('button', { name: /^Take (with me|again)/ }).press('Enter');
  await expect(
    page.getByRole('status').getByText(/All 120 answers that are known here are on this computer/),
  ).toBeVisible();
  await look(page, 'failed');

  const back = await startHubProcess(hubFolder, Number(new URL(hub.said.url).port));
  ends.push(back.stop);
  await page.goto(`${new URL(host.said.url).origin}/#/sync`);
  await page.getByRole('button', { name: 'Sync now' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'In step with the hub' })).toBeVisible();
  expect(await client.sync.verify({})).toMatchObject({ isComplete: true });
  expect((await client.audits.get({ auditId })).progress.done).toBe(1);
});
