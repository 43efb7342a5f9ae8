import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHubReports } from '../../hub/report/reports.ts';
import { createReportRunner } from '../../hub/report/runner.ts';
import { findAudit } from '../../hub/store/audits.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { measureAgreement } from '../../electron/backend/measure-agreement.ts';
import type { AgreementCheck } from '../../shared/contract/hub-work.ts';
import type { Report } from '../../shared/contract/report.ts';
import { digestOf } from '../../shared/domain/canonical.ts';
import { findScorecard, shippedCatalogue } from '../../shared/domain/catalogue.ts';
import type { EventBody } from '../../shared/domain/events.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { answersOf } from '../support/test-device.ts';

type Measured = EventBody<'agreement.measured@1'>;

/** An audit whose items are all of the overlap. */
class OverlapAudit extends TestAudit {
  constructor(size: number) {
    super(size, { overlap: { size, reviewersPerItem: 2 } });
    for (const item of this.manifest.items) item.isOverlap = true;
    this.contents.splice(
      this.contents.findIndex((one) => one.text.includes('"drawnAt"')),
      1,
    );
    this.keep(this.manifest);
  }
}

describeOnEachDatabase('agreement that devices measured', (databases) => {
  let hub: TestHub;
  let lead: TestPerson;
  let leadDevice: TestDevice;
  let people: TestPerson[];
  let devices: TestDevice[];
  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
    lead = await hub.add('lead');
    leadDevice = new TestDevice(hub, lead);
    people = [await hub.add('reviewer'), await hub.add('reviewer')];
    devices = people.map((one) => new TestDevice(hub, one));
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });

  const checksOf = async (audit: TestAudit): Promise<AgreementCheck[]> =>
    (await hub.ask<AgreementCheck[]>(lead.token, 'GET', `/v1/audits/${audit.id}/agreement`)).body;

  /** What the lead's device measures from what it was told. */
  async function measure(audit: TestAudit): Promise<Measured[]> {
    const known = await hub.known(lead.token);
    const reviews = [...known].flatMap(([key, payload]) =>
      key.startsWith('review/') && (payload as Review).auditId === audit.id ? [payload as Review] : [],
    );
    return measureAgreement({
      audit: known.get(`audit/${audit.id}`) as never,
      manifest: audit.manifest,
      scorecard: findScorecard(audit.plan.scorecard, shippedCatalogue)!,
      assignments: audit.manifest.items.map((item) => ({
        itemId: item.id,
        personIds: people.map((one) => one.person.id),
      })),
      reviews,
      skips: [],
      secondLooks: [],
      refusedCount: 0,
      names: new Map(),
      computedAt: '2026-03-02T00:00:00.000Z',
    } as never);
  }

  async function reviewAll(audit: TestAudit): Promise<ReviewId[]> {
    const made: ReviewId[] = [];
    for (const [at, device] of devices.entries()) {
      for (let item = 0; item < audit.manifest.items.length; item += 1) {
        const isFlagged = item % 4 === 0 || (at === 1 && item % 5 === 0);
        made.push(device.review(audit, item, { answers: isFlagged ? answersOf('factual') : clean }));
      }
      await device.push();
    }
    return made;
  }

  it('is confirmed from exactly the reviews that were measured, also when more come later', async () => {
    const audit = new OverlapAudit(12);
    await audit.open(leadDevice, people, true);
    const made = await reviewAll(audit);
    const measured = await measure(audit);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured[0]?.value.estimate).not.toBeNull();
    for (const body of measured) leadDevice.append('agreement.measured@1', body);
    // Changed by a hair, and with the digest of other reviews.
    const first = measured[0]!;
    const estimate = first.value.estimate! + 1e-6;
    leadDevice.append('agreement.measured@1', { ...first, value: { ...first.value, estimate } });
    leadDevice.append('agreement.measured@1', { ...first, reviewsDigest: digestOf([]) });
    leadDevice.append('agreement.measured@1', { ...first, statistic: 'something_new' });
    const withStranger = [...first.reviewIds, crypto.randomUUID() as ReviewId].toSorted();
    leadDevice.append('agreement.measured@1', {
      ...first,
      reviewIds: withStranger,
      reviewsDigest: digestOf(withStranger),
    });
    await leadDevice.push();
    const checks = await checksOf(audit);
    const n = measured.length;
    expect(checks.map((one) => one.outcome)).toEqual(
      expect.arrayContaining([...Array.from({ length: n }, () => 'confirmed'), 'differs', 'waiting']),
    );
    const byOutcome = (of: string) => checks.filter((one) => one.outcome === of);
    expect([byOutcome('confirmed').length, byOutcome('differs').length, byOutcome('waiting').length]).toEqual(
      [n, 2, 2],
    );
    for (const one of byOutcome('confirmed')) expect(one.hub).toBe(one.device);
    expect(byOutcome('differs').map((one) => one.sentence)).toEqual(
      expect.arrayContaining([expect.stringContaining('instead of'), expect.stringContaining('digest')]),
    );
    expect(
      byOutcome('waiting')
        .map((one) => one.sentence)
        .join(' '),
    ).toContain('1 of the');
    // A review is superseded and the audit closes: what was measured before stays what it was.
    devices[0]!.review(audit, 0, { answers: clean, supersedes: made[0]! });
    await devices[0]!.push();
    await audit.close(leadDevice);
    expect((await checksOf(audit)).filter((one) => one.outcome === 'confirmed')).toHaveLength(n);
    const reviewer = await hub.ask(people[0]!.token, 'GET', `/v1/audits/${audit.id}/agreement`);
    expect(reviewer.status).toBe(403);
  });

  it('is refused from whoever has no part in the audit, and from whoever changes nothing', async () => {
    const audit = new OverlapAudit(4);
    await audit.open(leadDevice, people, true);
    await reviewAll(audit);
    const [body] = await measure(audit);
    const reasons: unknown[] = [];
    for (const role of ['reviewer', 'auditor'] as const) {
      const stranger = new TestDevice(hub, await hub.add(role));
      stranger.append('agreement.measured@1', body!);
      // Not even whether there is such an audit is told by measuring of it.
      stranger.append('agreement.measured@1', { ...body!, auditId: crypto.randomUUID() as never });
      reasons.push((await stranger.push()).refused.map((one) => one.reason));
    }
    expect(reasons).toEqual([
      ['NOT_ASSIGNED', 'NOT_ASSIGNED'],
      ['WRONG_ROLE', 'WRONG_ROLE'],
    ]);
    devices[0]!.append('agreement.measured@1', body!);
    expect((await devices[0]!.push()).refused).toEqual([]);
    expect(await checksOf(audit)).toMatchObject([{ outcome: 'confirmed', personId: people[0]!.person.id }]);
  });

  it('reports are computed once for as long as nothing changes, and say so by their tag', async () => {
    const audit = new OverlapAudit(8);
    await audit.open(leadDevice, people, true);
    await reviewAll(audit);
    const url = `/v1/audits/${audit.id}/report`;
    const [one, other] = await Promise.all([1, 2].map(() => hub.ask<Report>(lead.token, 'GET', url)));
    expect(one!.status).toBe(200);
    expect(other!.body).toEqual(one!.body);
    const again = await hub.ask<Report>(lead.token, 'GET', url);
    // Not even the time is another: nothing was computed anew.
    expect(again.body).toEqual(one!.body);
    const etag = String(again.headers['etag']);
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const same = await hub.app.inject({
      url,
      headers: { authorization: `Bearer ${lead.token}`, 'if-none-match': etag },
    });
    expect([same.statusCode, same.payload]).toEqual([304, '']);
    devices[0]!.skip(audit, 0);
    await devices[0]!.push();
    const changed = await hub.ask<Report>(lead.token, 'GET', url);
    expect(changed.headers['etag']).not.toBe(etag);
    expect(changed.body.computedAt > one!.body.computedAt).toBe(true);
  });

  it('the hub answers others while a report is being computed', async () => {
    const audit = new OverlapAudit(60);
    await audit.open(leadDevice, people, true);
    await reviewAll(audit);
    const reports = createHubReports(hub.database.db);
    let isOver = false;
    const computed = reports.get((await findAudit(hub.database.db, audit.id))!, '2026-03-02T00:00:00.000Z');
    void computed.finally(() => (isOver = true));
    let answered = 0;
    while (!isOver) {
      expect((await hub.ask(lead.token, 'GET', '/v1/me')).status).toBe(200);
      if (!isOver) answered += 1;
      // Injected requests leave no gap in which a message of another thread could come.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await computed).report.auditId).toBe(audit.id);
    expect(answered).toBeGreaterThan(5);
    await reports.close();
  });
});

describe('the thread of reports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-thread-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('that ends unasked fails the call under way, and the next one has a new thread', async () => {
    const program = join(folder, 'fragile.mjs');
    writeFileSync(
      program,
      `import { parentPort, threadId } from 'node:worker_threads';
       parentPort.on('message', (message) => {
         if (message.type !== 'compute') return;
         if (message.takes.computedAt === 'end') process.exit(3);
         parentPort.postMessage({ id: message.id, ok: true, gives: threadId });
       });`,
    );
    const runner = createReportRunner(pathToFileURL(program));
    const run = (computedAt: string) => runner.run('report', { computedAt }, async () => {});
    const first = await run('a');
    const ended = run('end').catch((error: unknown) => (error as Error).name);
    const second = run('b');
    expect(await ended).toBe('ReportThreadEnded');
    expect(await second).not.toBe(first);
    const never = runner.run('report', { computedAt: 'c' }, () => sleep(60_000, undefined, { ref: false }));
    const stopped = never.catch((error: unknown) => (error as Error).name);
    await new Promise((resolve) => setImmediate(resolve));
    await runner.close();
    expect(await stopped).toBe('ReportThreadEnded');
  });
});
