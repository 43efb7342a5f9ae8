import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import type { PushAnswer } from '../../shared/contract/hub.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { verifyChain, GENESIS } from '../../shared/domain/ledger.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import type { TestPerson } from '../support/hub-fixture.ts';

/** What a bad network, a hasty device or a proxy does to a push. */
const fault = fc.oneof(
  fc.record({ type: fc.constant('append' as const), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ type: fc.constant('push' as const), from: fc.nat(12), count: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ type: fc.constant('repeat' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('reorder' as const), from: fc.nat(12), seed: fc.nat() }),
  fc.record({
    type: fc.constant('double' as const),
    from: fc.nat(12),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ type: fc.constant('hole' as const), from: fc.nat(12), at: fc.nat(5) }),
  fc.record({ type: fc.constant('confirm' as const) }),
);

describeOnEachDatabase('pushing through faults', (databases) => {
  let hub: TestHub;
  let people: TestPerson[];
  let audit: TestAudit;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
    people = [await hub.add('reviewer'), await hub.add('reviewer')];
    audit = new TestAudit(5);
    await audit.open(new TestDevice(hub, await hub.add('lead')), people, true);
  });
  afterAll(async () => {
    await hub.close();
  });

  it(
    'ends with exactly the device’s events, once each, and projections that equal their replay',
    { timeout: 180_000 },
    async () => {
      const schedule = fc.array(fc.tuple(fc.nat(1), fault), { minLength: 5, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(schedule, async (steps) => {
          const devices = people.map((person) => new TestDevice(hub, person));
          for (const [whose, step] of steps) await take(devices[whose]!, step);
          for (const device of devices) await recover(device);
          expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
        }),
        { numRuns: databases.isShareable ? 8 : 20, seed: 20_260_301 },
      );
    },
  );

  async function take(
    device: TestDevice,
    step: typeof fault extends fc.Arbitrary<infer T> ? T : never,
  ): Promise<void> {
    const { events } = device;
    switch (step.type) {
      case 'append':
        for (let count = 0; count < step.count; count += 1) act(device, events.length + count);
        return;
      case 'push':
        return send(device, events.slice(step.from, step.from + step.count));
      case 'repeat':
        for (let time = 0; time < step.times; time += 1) await send(device, events);
        return;
      case 'reorder': {
        const batch = events.slice(step.from);
        const at = batch.length === 0 ? 0 : step.seed % batch.length;
        return send(device, [...batch.slice(at), ...batch.slice(0, at)]);
      }
      case 'double': {
        const batch = events.slice(step.from, step.from + step.count);
        return send(device, [...batch, ...batch]);
      }
      case 'hole':
        return send(
          device,
          events.slice(step.from).filter((_, at) => at !== step.at),
        );
      case 'confirm': {
        const head = await hub.ask<PushAnswer>(device.owner.token, 'GET', `/v1/ledgers/${device.ledger}`);
        if (head.status !== 200) return;
        const ids = head.body.refused.map((one) => one.eventId);
        return send(device, events.slice(0, 1), ids);
      }
    }
  }

  /** A mixture of what counts, what is refused and what nobody knows. */
  function act(device: TestDevice, at: number): void {
    if (at % 5 === 0) device.appendRaw({ kind: 'norming.voted', kindVersion: 1, body: { at } });
    else if (at % 5 === 1) device.skip(audit, at % 5);
    else if (at % 5 === 2) device.review(audit, at % 5, { answers: {} });
    else device.review(audit, at % 5);
  }

  /** Whatever is answered is as good as lost; only the states must fit: taken, or refused as a whole. */
  async function send(device: TestDevice, batch: WireEvent[], confirmed?: string[]): Promise<void> {
    if (batch.length === 0) return;
    const before = await hashesOf(device);
    const answer = await device.sendEvents(batch, confirmed);
    expect([200, 409]).toContain(answer.status);
    const after = await hashesOf(device);
    if (answer.status === 409) expect(after).toEqual(before);
    else expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toEqual(device.events.slice(0, after.length).map((wire) => wire.hash));
  }

  async function hashesOf(device: TestDevice): Promise<string[]> {
    const url = `/v1/ledgers/${device.ledger}/hashes?after=0`;
    const answer = await hub.ask<{ hashes: string[] }>(device.owner.token, 'GET', url);
    return answer.status === 404 ? [] : answer.body.hashes;
  }

  async function recover(device: TestDevice): Promise<void> {
    if (device.events.length === 0) return;
    await device.push();
    expect(await hashesOf(device)).toEqual(device.events.map((wire) => wire.hash));
    const rows = await hub.database.db
      .selectFrom('ledger_event')
      .selectAll()
      .where('ledger_id', '=', device.ledger)
      .orderBy('seq')
      .execute();
    const stored = rows.map(
      ({ envelope, hash, body, salt }) => ({ envelope, hash, body, salt }) as WireEvent,
    );
    expect(stored).toEqual(device.events);
    expect(verifyChain(device.ledger, { seq: 0, hash: GENESIS }, stored).ok).toBe(true);
    const states = new Map(rows.map((row) => [row.event_id, [row.state, row.reason]]));
    expect(states.size).toBe(rows.length);
  }
});
