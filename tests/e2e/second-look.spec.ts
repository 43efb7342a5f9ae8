/**
 * A second look by keyboard, in real Chromium: what comes back from another person's first verdicts stands on Today and in
 * the queue like any other work, is judged to the end, and nothing on screen tells it from a first look.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { AuditId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from '../support/loopback.ts';
import { makePlan, makeTrace } from '../support/made-audit.ts';
import { answersOf } from '../support/test-device.ts';

type Client = ReturnType<typeof workbenchClient>;

const folder = mkdtempSync(join(tmpdir(), 'assay-second-look-'));
const ends: (() => Promise<void>)[] = [];

test.afterAll(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

async function startOne(name: string): Promise<{ url: string; client: Client }> {
  const host = await startWorkbench(join(folder, name));
  ends.push(host.stop);
  return { url: host.said.url, client: workbenchClient(host.said.url) };
}

/** Ada leads, Ben reviews; each on a store of their own, both at one hub. */
async function startTwo() {
  const hub = await startHubProcess(join(folder, 'hub'));
  ends.push(hub.stop);
  const { url, adminToken } = hub.said;
  const people: PersonId[] = [];
  const hosts: { url: string; client: Client }[] = [];
  for (const [name, role] of [
    ['Ada', 'lead'],
    ['Ben', 'reviewer'],
  ] as const) {
    const added = await callHub<{ person: Person; token: string }>(url, adminToken ?? '', '/v1/people', {
      name,
      role,
    });
    const host = await startOne(name);
    await host.client.sync.connect({ url, token: added.token });
    people.push(added.person.id);
    hosts.push(host);
  }
  const [ada, ben] = hosts;
  if (ada === undefined || ben === undefined) throw new Error('nobody');
  for (const host of hosts) await host.client.sync.now({});
  return { ada, ben, people };
}

async function draw({ client }: { client: Client }, reviewerIds: PersonId[]): Promise<AuditId> {
  const path = join(folder, 'traces.jsonl');
  writeFileSync(path, Array.from({ length: 40 }, (_, n) => `${JSON.stringify(makeTrace(n))}\n`).join(''));
  const source = await client.sources.add({ paths: [path], preset: null, mapping: null, name: 'Refunds' });
  const plan = makePlan({
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    allocation: { rule: 'proportional', size: 12, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 3, reviewersPerItem: 2 },
    secondLook: { cleanShare: 0.5, flaggedShare: 1 },
  });
  return (await client.audits.draw({ plan, reviewerIds })).auditId;
}

async function judgeAll(client: Client, auditId: AuditId): Promise<void> {
  const { entries } = await client.reviews.queue({ auditId });
  for (const [n, { itemId }] of entries.entries()) {
    const answers = answersOf(n % 4 === 0 ? 'factual' : 'none');
    const draft = { answers, elapsedMs: 9_000, focusedQuestion: null, supersedes: null };
    await client.reviews.submit({ auditId, itemId, submissionId: crypto.randomUUID() as ReviewId, draft });
  }
  await client.sync.now({});
}

const place = (page: Page) => page.getByText(/^\d+ \/ \d+$/);

test('is done from Today to the end of the queue, and looks like any other work', async ({ page }) => {
  const { ada, ben, people } = await startTwo();
  const auditId = await draw(ada, people);
  for (const { client } of [ada, ben]) {
    await client.sync.now({});
    await judgeAll(client, auditId);
  }
  await ada.client.sync.now({});
  const begun = await ada.client.audits.beginSecondLook({ auditId });
  expect(begun.clean + begun.flagged).toBeGreaterThan(2);
  for (const { client } of [ada, ben]) await client.sync.now({});
  const before = await ben.client.reviews.queue({ auditId });
  const { mine, done } = before.progress;
  expect(mine).toBeGreaterThan(done);

  await page.goto(ben.url);
  const go = page.getByRole('button', { name: /Begin|Continue/ });
  await expect(go).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`${mine - done} left`);
  await go.focus();
  await page.keyboard.press('Enter');
  for (let at = done + 1; at <= mine; at += 1) {
    await expect(place(page)).toHaveText(`${at} / ${mine}`);
    await page.locator('[data-question="hallucination"][data-focused]').waitFor();
    await expect(page.locator('body')).not.toContainText(/second look|again|judged before/i);
    for (const key of '113') await page.keyboard.press(key);
    if (at === mine) {
      // Back among the first looks and forward again: one queue.
      await page.keyboard.press('k');
      await expect(place(page)).toHaveText(`${at - 1} / ${mine}`);
      await page.keyboard.press('j');
      await expect(place(page)).toHaveText(`${at} / ${mine}`);
      await page.locator('[data-question="hallucination"]').waitFor();
    }
    await page.keyboard.press('Control+Enter');
  }
  await expect(page.getByText('Everything is dealt with')).toBeVisible();
  await ben.client.sync.now({});
  const after = await ben.client.reviews.queue({ auditId });
  expect(after.progress).toMatchObject({ mine, done: mine });
  expect(after.entries.map((one) => one.itemId)).toEqual(before.entries.map((one) => one.itemId));

  await page.goto(ada.url);
  await page.goto(`${new URL(ada.url).origin}/#/trail`);
  await expect(page.getByText('Second look assigned').filter({ visible: true }).first()).toBeVisible();
  await ada.client.sync.now({});
  const { questions } = await ada.client.reports.get({ auditId });
  const control = questions.find((one) => one.isPrimary)?.missControl;
  expect(control).toMatchObject({ assigned: begun.clean + begun.flagged, judged: mine - done });
});
