/**
 * How many entries of the change feed a second a hub tells devices that read from the beginning, one and several at once,
 * and the memory of the process meanwhile; on the embedded database and, where the machine has one, on PostgreSQL.
 *
 *   node tests/bench/feed-bench.ts [items] [devices at once]
 */
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { benchOnEachDatabase } from '../support/bench-databases.ts';

const items = Number(process.argv[2] ?? 2000);
const devices = Number(process.argv[3] ?? 20);

/** Reads a feed to its end as a device does, page by page; answers its entries and bytes. */
async function readAll(url: string, token: string): Promise<{ entries: number; bytes: number }> {
  let cursor = '';
  let entries = 0;
  let bytes = 0;
  for (;;) {
    const answer = await fetch(`${url}/v1/feed?limit=500&after=${encodeURIComponent(cursor)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    const lines = text.trimEnd().split('\n');
    const end = JSON.parse(lines.at(-1) ?? '') as { cursor: string; hasMore: boolean; count: number };
    entries += end.count;
    bytes += text.length;
    cursor = end.cursor;
    if (!end.hasMore) return { entries, bytes };
  }
}

async function measure(name: string, place: DatabasePlace): Promise<void> {
  const hub = await TestHub.start(place);
  try {
    const people: TestPerson[] = [];
    for (let n = 0; n < devices; n += 1) people.push(await hub.add('reviewer'));
    const audit = new TestAudit(items);
    await audit.open(new TestDevice(hub, await hub.add('lead')), people, true);
    const url = await hub.app.listen({ host: '127.0.0.1', port: 0 });
    await readAll(url, people[0]!.token);
    const before = performance.now();
    const one = await readAll(url, people[0]!.token);
    const oneMs = performance.now() - before;
    const together = performance.now();
    const all = await Promise.all(people.map((person) => readAll(url, person.token)));
    const allMs = performance.now() - together;
    const entries = all.reduce((sum, of) => sum + of.entries, 0);
    console.log(
      JSON.stringify({
        bench: 'feed pull',
        database: name,
        entriesPerDevice: one.entries,
        bytesPerDevice: one.bytes,
        onePerSecond: Math.round((one.entries / oneMs) * 1000),
        devices,
        allPerSecond: Math.round((entries / allMs) * 1000),
        rssMb: Math.round(process.memoryUsage().rss / 1e6),
      }),
    );
  } finally {
    await hub.close();
  }
}

await benchOnEachDatabase('feed pull', measure);
