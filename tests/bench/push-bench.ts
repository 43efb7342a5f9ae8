/**
 * How many ledger events a second the hub takes (hashes checked, projected, told in the feed, durable), beside bare
 * inserts of the same event rows in the same batches into a table without any of that, alternating in the same run; on
 * the embedded database and, where the machine has one, on PostgreSQL. And the memory of the process under that load.
 *
 *   node tests/bench/push-bench.ts [batches] [events per batch]
 */
import { sql } from 'kysely';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { benchOnEachDatabase } from '../support/bench-databases.ts';

const batches = Number(process.argv[2] ?? 20);
const perBatch = Number(process.argv[3] ?? 100);
const writers = 4;
const items = 500;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function makeBareTable({ database: { db } }: TestHub): Promise<void> {
  await sql`CREATE TABLE bare (LIKE ledger_event INCLUDING DEFAULTS)`.execute(db);
}

/** The rows of the batch as they were stored, inserted once more into a table without indexes. */
async function insertBare({ database: { db } }: TestHub, device: TestDevice, from: number): Promise<number> {
  const rows = await db
    .selectFrom('ledger_event')
    .selectAll()
    .where('ledger_id', '=', device.ledger)
    .where('seq', '>', from)
    .execute();
  const into = db.withTables<{ bare: Record<string, unknown> }>();
  return timed(() =>
    into
      .insertInto('bare')
      .values(rows as never)
      .execute(),
  );
}

async function measure(name: string, place: DatabasePlace): Promise<void> {
  const hub = await TestHub.start(place);
  try {
    await makeBareTable(hub);
    const people: TestPerson[] = [];
    for (let n = 0; n < writers; n += 1) people.push(await hub.add('reviewer'));
    const audit = new TestAudit(items);
    await audit.open(new TestDevice(hub, await hub.add('lead')), people, true);
    const devices = people.map((one) => new TestDevice(hub, one));
    const times = { push: 0, bare: 0, one: [] as number[] };
    for (let batch = 0; batch < batches + 2; batch += 1) {
      const device = devices[batch % writers]!;
      const from = device.events.length;
      const round0 = Math.floor(batch / writers) * perBatch;
      for (let n = 0; n < perBatch; n += 1) device.review(audit, (round0 + n) % items);
      const push = await timed(async () => {
        const answer = await device.send(from);
        if (answer.status !== 200) throw new Error(answer.text);
      });
      const bare = await insertBare(hub, device, from);
      if (batch < 2) continue;
      times.push += push;
      times.bare += bare;
    }
    for (let n = 0; n < 40; n += 1) {
      const device = devices[n % writers]!;
      device.review(audit, n, {});
      times.one.push(await timed(() => device.send(device.events.length - 1)));
    }
    const differences = await compareWithReplay(hub.database.db, hub.database.hubId);
    if (differences.length > 0) throw new Error(differences[0]);
    const events = batches * perBatch;
    console.log(
      JSON.stringify({
        bench: 'ledger push',
        database: name,
        events,
        perBatch,
        pushPerSecond: Math.round((events / times.push) * 1000),
        barePerSecond: Math.round((events / times.bare) * 1000),
        timesBare: round(times.push / times.bare),
        oneEventP50Ms: round(times.one.toSorted((a, b) => a - b)[20] ?? Number.NaN),
        rssMb: Math.round(process.memoryUsage().rss / 1e6),
      }),
    );
  } finally {
    await hub.close();
  }
}

await benchOnEachDatabase('ledger push', measure);
