import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { findAudit } from '../../db/queries/audits.ts';
import { countProgress, listQueue } from '../../db/queries/items.ts';
import { listRefusals } from '../../db/queries/outbox.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import { findManifest, gatherReportInput } from '../../electron/backend/report-input.ts';
import { beginSecondLook } from '../../electron/backend/second-look.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { ItemId, ReviewId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import { composeReport } from '../../shared/report/compose.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import type { Fault } from '../support/fault-proxy.ts';
import { faults, startFaultProxy } from '../support/fault-proxy.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { SyncDevice } from '../support/sync-world.ts';
import { listFaults, openDevice } from '../support/sync-world.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import { inMemory } from '../support/databases.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  hub = await startListeningHub(inMemory());
});
afterAll(() => hub.close());
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  cleanups = [];
  folder.remove();
});

interface Member {
  device: SyncDevice;
  token: string;
}

async function member(name: string, role: Role, url = hub.url, held?: string): Promise<Member> {
  const token = held ?? (await hub.addPerson(name, role)).token;
  opened += 1;
  const device = openDevice(join(folder.path, `${name} ${opened}`), name, { random: () => 0.5 });
  cleanups.push(() => device.close());
  await device.sync.connect(url, token);
  await settled(device);
  return { device, token };
}
let opened = 0;

async function settled(...devices: SyncDevice[]): Promise<void> {
  for (const one of devices) {
    const status = await one.sync.runNow();
    expect(status).toMatchObject({ phase: 'idle', isOnline: true, waiting: 0, error: null });
  }
}

const secondLook = { cleanShare: 0.5, flaggedShare: 1 };

/** An audit of twelve items, two of them shared, in which everybody has judged what is theirs. */
async function judgedAudit(members: readonly Member[]): Promise<Manifest> {
  const devices = members.map((one) => one.device);
  const people = devices.map((one) => one.personId());
  const { manifest } = devices[0]!.draw(12, 2, people, { secondLook });
  await settled(...devices);
  for (const device of devices) judgeAll(device, manifest);
  await settled(...devices, devices[0]!);
  return manifest;
}

/** Submits whatever is open in a person's queue. */
function judgeAll(device: SyncDevice, manifest: Manifest): void {
  for (const entry of listQueue(device.store, manifest.auditId, device.personId())) {
    if (entry.reviewedMs === null && entry.skippedAt === null) judge(device, manifest, entry.itemId);
  }
}

function judge(device: SyncDevice, manifest: Manifest, itemId: ItemId): void {
  device.review(
    manifest,
    manifest.items.findIndex((one) => one.id === itemId),
  );
}

/** Changes every clean answer of this person to a flagged one, so that another draw would follow. */
function turnOver(device: SyncDevice, { auditId, plan }: Manifest): void {
  for (const review of listReviewsOfAudit(device.store, auditId)) {
    if (review.personId !== device.personId()) continue;
    device.append('review.submitted@1', {
      reviewId: device.ids.uuidv7() as ReviewId,
      auditId,
      itemId: review.itemId,
      scorecard: plan.scorecard,
      answers: answersOf('factual'),
      elapsedMs: 1,
      supersedes: review.id,
      sawModel: false,
      sawJudge: false,
    });
  }
}

const looksAt = (device: SyncDevice): unknown[] =>
  listRows(device.store, 'SELECT * FROM second_look ORDER BY item_id');

/** The report as this device computes it, but for its time. */
function reportAt({ store }: SyncDevice, { auditId }: Manifest): Omit<Report, 'computedAt'> {
  const audit = findAudit(store, auditId)!;
  const input = gatherReportInput(store, audit, findManifest(store, audit)!, '2026-02-01T00:00:00.000Z');
  const { computedAt, ...report } = composeReport(input);
  expect(computedAt).toBe(input.computedAt);
  // What crosses the wire has no undefined.
  return JSON.parse(JSON.stringify(report)) as Omit<Report, 'computedAt'>;
}

async function reportOfHub({ token }: Member, { auditId }: Manifest): Promise<Omit<Report, 'computedAt'>> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${hub.url}/v1/audits/${auditId}/report`, { headers });
  expect(answer.status).toBe(200);
  const { computedAt, ...report } = (await answer.json()) as Report;
  expect(computedAt).toMatch(/Z$/);
  return report;
}

async function expectAllWell(...devices: SyncDevice[]): Promise<void> {
  for (const one of devices) {
    expect(listFaults(one.store)).toEqual([]);
    expect(await one.sync.verify()).toMatchObject({ isComplete: true, headsMatch: true, problems: [] });
  }
  expect(await hub.listFaults()).toEqual([]);
}

describe('a second look', () => {
  test('goes to the others through the hub, comes back, and is the same report everywhere after the close', async () => {
    const members = [
      await member('Ada', 'lead'),
      await member('Bob', 'reviewer'),
      await member('Cy', 'reviewer'),
    ];
    const [ada, bob, cy] = members.map((one) => one.device) as [SyncDevice, SyncDevice, SyncDevice];
    const manifest = await judgedAudit(members);
    const { auditId } = manifest;
    const before = reportAt(ada, manifest);
    const begun = beginSecondLook(ada, auditId);
    const looks = listSecondLooks(ada.store, auditId);
    expect(looks).toHaveLength(begun.clean + begun.flagged);
    await settled(ada, bob, cy);

    for (const device of [bob, cy]) {
      const own = looks.filter((one) => one.personId === device.personId());
      expect(own.length).toBeGreaterThan(0);
      expect(listSecondLooks(device.store, auditId)).toEqual(own);
      const seen = listReviewsOfAudit(device.store, auditId).map((one) => one.personId);
      expect(new Set(seen)).toEqual(new Set([device.personId()]));
      const sealed = listRows(device.store, 'SELECT 1 FROM item WHERE sealed_digest IS NOT NULL');
      expect(sealed).toEqual([]);
      const queue = listQueue(device.store, auditId, device.personId());
      expect(new Set(queue.slice(-own.length).map((one) => one.itemId))).toEqual(
        new Set(own.map((one) => one.itemId)),
      );
      judgeAll(device, manifest);
      const { mine, done } = countProgress(device.store, auditId, device.personId());
      expect(done).toBe(mine);
    }
    judgeAll(ada, manifest);
    await settled(bob, cy, ada);
    const firstHand = ({ questions, coverage }: Omit<Report, 'computedAt'>): unknown => [
      coverage,
      questions.map(({ overall, options, agreement }) => [overall, options, agreement]),
    ];
    expect(firstHand(reportAt(ada, manifest))).toEqual(firstHand(before));

    ada.append('audit.closed@1', { auditId });
    await settled(ada, bob, cy);
    for (const device of [bob, cy]) expect(looksAt(device)).toEqual(looksAt(ada));
    const report = reportAt(ada, manifest);
    expect(report.reviewIds).toHaveLength(before.reviewIds.length + looks.length);
    for (const device of [bob, cy]) expect(reportAt(device, manifest)).toEqual(report);
    for (const one of members) expect(await reportOfHub(one, manifest)).toEqual(report);
    await expectAllWell(ada, bob, cy);
  });

  test('of a lead with two devices begins once: the first that reaches the hub counts, on both', async () => {
    const [ada, bob] = [await member('Ada', 'lead'), await member('Bob', 'reviewer')];
    const manifest = await judgedAudit([ada, bob]);
    const other = await member('Ada', 'lead', hub.url, ada.token);
    turnOver(other.device, manifest);
    beginSecondLook(ada.device, manifest.auditId);
    beginSecondLook(other.device, manifest.auditId);
    expect(looksAt(other.device)).not.toEqual(looksAt(ada.device));
    await settled(ada.device, bob.device);
    const begun = looksAt(ada.device);
    await settled(other.device, ada.device, bob.device);
    expect(listRefusals(other.device.store)).toMatchObject([{ reason: 'ALREADY_BEGUN' }]);
    expect(looksAt(other.device)).toEqual(begun);
    expect(looksAt(ada.device)).toEqual(begun);
    await expectAllWell(ada.device, other.device, bob.device);
  });

  test('that begins after the close is taken back on the device that began it', async () => {
    const [ada, bob] = [await member('Ada', 'lead'), await member('Bob', 'reviewer')];
    const manifest = await judgedAudit([ada, bob]);
    const other = await member('Ada', 'lead', hub.url, ada.token);
    ada.device.append('audit.closed@1', { auditId: manifest.auditId });
    beginSecondLook(other.device, manifest.auditId);
    await settled(ada.device, other.device, bob.device, ada.device);
    expect(listRefusals(other.device.store)).toMatchObject([{ reason: 'AUDIT_STATE' }]);
    for (const { device } of [ada, other, bob]) expect(looksAt(device)).toEqual([]);
    const report = reportAt(ada.device, manifest);
    for (const { device } of [other, bob]) expect(reportAt(device, manifest)).toEqual(report);
    await expectAllWell(ada.device, other.device, bob.device);
  });

  test.each([
    ['lost answers', (): Fault => 'lose_answer'],
    ['repeated requests', (): Fault => 'repeat'],
    ['requests that come again late', (): Fault => 'repeat_late'],
    ['everything that a network does', (chance: Chance): Fault => chance.pick(faults)],
  ])('is neither lost nor doubled by %s', async (_, fault) => {
    const chance = createChance(9);
    let weather = (): Fault => 'none';
    const proxy = await startFaultProxy(hub.url, () => weather());
    cleanups.push(() => proxy.close());
    const members = [await member('Ada', 'lead', proxy.url), await member('Bob', 'reviewer', proxy.url)];
    const devices = members.map((one) => one.device);
    const [ada, bob] = devices as [SyncDevice, SyncDevice];
    const manifest = await judgedAudit(members);
    const { auditId } = manifest;
    weather = () => (chance.next() < 0.5 ? fault(chance) : 'none');
    const { clean, flagged } = beginSecondLook(ada, auditId);
    for (let round = 0; round < 8; round += 1) {
      for (const device of devices) {
        await device.sync.runNow();
        judgeAll(device, manifest);
      }
    }
    weather = () => 'none';
    await settled(ada, bob);
    judgeAll(bob, manifest);
    await settled(bob, ada);
    const submitted = devices.flatMap((device) => device.submitted).toSorted();
    expect(submitted).toHaveLength(14 + clean + flagged);
    expect((await hub.listReviews(auditId)).map((one) => one.id)).toEqual(submitted);
    ada.append('audit.closed@1', { auditId });
    await settled(ada, bob);
    expect(looksAt(bob)).toEqual(looksAt(ada));
    expect(looksAt(ada)).toHaveLength(clean + flagged);
    expect(reportAt(bob, manifest)).toEqual(reportAt(ada, manifest));
    expect(await reportOfHub(members[1]!, manifest)).toEqual(reportAt(ada, manifest));
    await expectAllWell(ada, bob);
  });
});
