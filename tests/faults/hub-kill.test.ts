import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../hub/database/open.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import type { PushAnswer } from '../../shared/contract/hub.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import { createChance } from '../support/chance.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { Processes } from '../support/killable.ts';

/**
 * A real hub process on disk is killed with SIGKILL at seeded random moments while three devices push, also while it
 * starts and recovers. `ASSAY_KILL_ROUNDS` and `ASSAY_KILL_SEED` choose more rounds or another history.
 */
const rounds = Number(process.env['ASSAY_KILL_ROUNDS'] ?? 40);
const seed = Number(process.env['ASSAY_KILL_SEED'] ?? 20_260_302);

const folder = mkdtempSync(join(tmpdir(), 'assay-kill-'));
const dataDir = join(folder, 'hub');
const processes = new Processes(join(folder, 'compiled'));
afterAll(() => {
  processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  child: Awaited<ReturnType<Processes['spawn']>>;
  url: string;
  ended: Promise<void>;
}

/** Starts the hub; `null` when it was killed before it was ready. */
async function launch(killAfterMs: number | null): Promise<Running | null> {
  const child = await processes.spawn('../../hub/demo-process.ts', [], { ASSAY_HUB_DATA: dataDir });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const line = await new Promise<string | null>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve(null));
  });
  if (timer !== null) clearTimeout(timer);
  if (line === null) {
    if (killAfterMs === null) throw new Error('the hub did not start again');
    return null;
  }
  return { child, ended, url: (JSON.parse(line) as { url: string }).url };
}

async function start(): Promise<Running> {
  const running = await launch(null);
  if (running === null) throw new Error('the hub did not start');
  return running;
}

/** As when its parent goes away. */
async function endInPeace({ child, ended }: Running): Promise<void> {
  child.stdin.end();
  await ended;
}

async function kill({ child, ended }: Running): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** One person's device and the last event that the hub has acknowledged to it. */
interface Pusher {
  device: TestDevice;
  acknowledged: number;
  reviews: Map<number, ReviewId>;
}

it(`an acknowledged push survives ${rounds} kills of the hub, and nothing is doubled`, async () => {
  const chance = createChance(seed);
  const audit = new TestAudit(6);
  const pushers = await prepare(audit);
  let kills = 0;
  let duringStart = 0;
  let answersLost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const isEarly = chance.below(5) === 0;
    const running = await launch(isEarly ? 100 + chance.below(900) : null);
    kills += 1;
    if (running === null) {
      duringStart += 1;
      continue;
    }
    await checkAcknowledged(running.url, pushers);
    const over = new AbortController();
    const timer = setTimeout(() => {
      over.abort();
      void kill(running);
    }, chance.below(400));
    await Promise.all(
      pushers.map(async (pusher) => {
        while (!over.signal.aborted)
          if (!(await pushSome(running.url, pusher, audit, chance.below(1000)))) answersLost += 1;
      }),
    );
    clearTimeout(timer);
    await running.ended;
  }
  await finish(audit, pushers);
  const events = pushers.reduce((sum, { device }) => sum + device.events.length, 0);
  console.log(
    `kills ${kills} (${duringStart} while starting), pushes without an answer ${answersLost}, events ${events}, lost 0, doubled 0`,
  );
  expect(answersLost).toBeGreaterThan(0);
  expect(events).toBeGreaterThan(rounds);
});

/** People, an audit that is open, and a device each, before anything is killed. */
async function prepare(audit: TestAudit): Promise<Pusher[]> {
  const hub = await TestHub.start({ dataDir });
  const people: TestPerson[] = [];
  for (let count = 0; count < 3; count += 1) people.push(await hub.add('reviewer', `Reviewer ${count}`));
  await audit.open(new TestDevice(hub, await hub.add('lead')), people, true);
  await hub.close();
  // Only a process that ends in peace leaves its compiled code behind for the next.
  await endInPeace(await start());
  return people.map((owner) => ({ device: new TestDevice(hub, owner), acknowledged: 0, reviews: new Map() }));
}

/** Appends some events and sends everything that is not acknowledged; false when no answer came. */
async function pushSome(url: string, pusher: Pusher, audit: TestAudit, draw: number): Promise<boolean> {
  const { device } = pusher;
  for (let count = 0; count <= draw % 4; count += 1) {
    const item = (draw + count) % 6;
    if (draw % 7 === 0) device.skip(audit, item);
    else
      pusher.reviews.set(item, device.review(audit, item, { supersedes: pusher.reviews.get(item) ?? null }));
  }
  const events = device.events.slice(pusher.acknowledged, pusher.acknowledged + 200);
  const answer = await ask<PushAnswer>(url, device, 'POST', '/events', { events });
  if (answer === null) return false;
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  const { seq, hash } = answer.body;
  expect(device.events[seq - 1]?.hash).toBe(hash);
  expect(seq).toBeGreaterThanOrEqual(pusher.acknowledged);
  pusher.acknowledged = seq;
  return true;
}

async function checkAcknowledged(url: string, pushers: Pusher[]): Promise<void> {
  for (const { device, acknowledged } of pushers) {
    if (acknowledged === 0) continue;
    const hashes: string[] = [];
    for (let hasMore = true; hasMore;) {
      const page = await ask<{ hashes: string[]; hasMore: boolean }>(
        url,
        device,
        'GET',
        `/hashes?after=${hashes.length}`,
      );
      if (page?.status !== 200) throw new Error('the hub does not answer');
      hashes.push(...page.body.hashes);
      hasMore = page.body.hasMore;
    }
    expect(hashes.length).toBeGreaterThanOrEqual(acknowledged);
    expect(hashes).toEqual(device.events.slice(0, hashes.length).map((wire) => wire.hash));
  }
}

/** Everything is sent at last; then the database itself is looked at. */
async function finish(audit: TestAudit, pushers: Pusher[]): Promise<void> {
  const running = await start();
  await checkAcknowledged(running.url, pushers);
  for (const pusher of pushers) {
    while (pusher.acknowledged < pusher.device.events.length) {
      const events = pusher.device.events.slice(pusher.acknowledged, pusher.acknowledged + 200);
      const answer = await ask<PushAnswer>(running.url, pusher.device, 'POST', '/events', { events });
      expect(answer?.status).toBe(200);
      pusher.acknowledged = answer!.body.seq;
    }
  }
  await endInPeace(running);
  const database = await openDatabase({ dataDir });
  const { db, hubId } = database;
  for (const { device } of pushers) {
    const rows = await db
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
  }
  const submitted = pushers
    .flatMap(({ device }) => device.events)
    .filter((wire) => wire.envelope.includes('"review.submitted"'));
  const reviews = await db.selectFrom('review').select('id').where('audit_id', '=', audit.id).execute();
  expect(reviews).toHaveLength(submitted.length);
  expect(await compareWithReplay(db, hubId)).toEqual([]);
  await database.close();
}

/** Null when the hub went away before it had answered. */
async function ask<T>(
  url: string,
  device: TestDevice,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: T; text: string } | null> {
  try {
    const answer = await fetch(`${url}/v1/ledgers/${device.ledger}${path}`, {
      method,
      headers: { authorization: `Bearer ${device.owner.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as T };
  } catch {
    return null;
  }
}
