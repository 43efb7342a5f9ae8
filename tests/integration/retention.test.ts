/** Retention at the hub: exactly what is due is erased, counts and proofs stay true, and devices are told. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeTraces } from '../../hub/ingest/store-traces.ts';
import { randomIds } from '../../hub/outside.ts';
import { appendOwn } from '../../hub/own-ledger.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { purge } from '../../hub/retention/purge.ts';
import { purgeToday } from '../../hub/retention/start-purge.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { BatchReport, Retention } from '../../shared/contract/hub-traces.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { riskClasses } from '../../shared/domain/trace.ts';
import type { TestDatabases } from '../support/hub-databases.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import { clean, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import type { TestPerson } from '../support/hub-fixture.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-05T12:00:00Z');
const clock = {
  ms: start,
  now(): Date {
    return new Date(this.ms);
  },
};
const log = pino({ level: 'silent' });

/** `days` by risk class; what has none of these is kept for `others`. */
function rulesOf(days: Partial<Record<string, number | null>>, others: number | null): Retention {
  const rules = Object.entries(days).map(([riskClass, kept]) => ({
    riskClasses: [riskClass as (typeof riskClasses)[number]],
    traceDays: kept ?? null,
    itemDays: kept ?? null,
  }));
  return { rules: [...rules, { riskClasses: [], traceDays: others, itemDays: others }] };
}

interface Arrives {
  at: number;
  riskClass: (typeof riskClasses)[number] | undefined;
  /** Day on which it wishes to be gone. */
  until: number | undefined;
  verdict: string | undefined;
}

function traceOf(id: string, of: Partial<Arrives> = {}): unknown {
  return {
    id,
    occurredAt: new Date(start - day).toISOString(),
    prompt: [{ role: 'user', text: `What of ${id}?` }],
    output: 'This.',
    ...(of.riskClass === undefined ? {} : { riskClass: of.riskClass }),
    ...(of.until === undefined ? {} : { retainUntil: new Date(start + of.until * day).toISOString() }),
    ...(of.verdict === undefined ? {} : { judge: [{ name: 'rules', verdict: of.verdict }] }),
  };
}

describeOnEachDatabase('retention', (databases: TestDatabases) => {
  let hub: TestHub;
  let admin: TestPerson;
  let lead: TestPerson;
  let reviewer: TestPerson;

  beforeAll(async () => {
    clock.ms = start;
    hub = await TestHub.start(databases.next(), { clock });
    admin = await hub.add('admin');
    lead = await hub.add('lead');
    reviewer = await hub.add('reviewer');
  }, 60_000);
  afterAll(() => hub.close());

  const facts = () => ({ database: hub.database, clock, ids: randomIds });

  async function arrive(source: string, traces: readonly unknown[], atDay = 0): Promise<BatchReport> {
    return storeTraces(
      hub.database.db,
      {
        source,
        importer: 'json',
        receivedBy: admin.person.id,
        receivedAt: new Date(start + atDay * day).toISOString(),
      },
      traces.map((trace, at) => ({ line: at + 1, trace })),
      { sampleSeed: hub.database.sampleSeed, ids: randomIds },
    );
  }

  async function keep(retention: Retention): Promise<void> {
    expect((await hub.ask(admin.token, 'PUT', '/v1/retention', retention)).status).toBe(200);
  }

  async function erasedIds(source: string): Promise<string[]> {
    const { rows } = await sql<{ id: string; body: string | null }>`
      SELECT trace.id, trace.body FROM trace JOIN source ON source.number = trace.source_number
      WHERE source.name = ${source} AND (erased_at IS NOT NULL OR body IS NULL OR cell_number < 0 OR facets = '{}')
    `.execute(hub.database.db);
    expect(rows.every((row) => row.body === null)).toBe(true);
    return rows.map((row) => row.id).toSorted();
  }

  async function purgeNow(isDryRun = false): Promise<{ traces: number; items: number }> {
    const answer = await hub.ask<{ traces: number; items: number }>(
      admin.token,
      'POST',
      '/v1/retention/purge',
      { isDryRun },
    );
    expect(answer.status).toBe(200);
    return answer.body;
  }

  it('is for the hub alone to carry out, by rules that fit every trace; as it comes, nothing is erased', async () => {
    const usual = await hub.ask(admin.token, 'GET', '/v1/retention');
    expect(usual.body).toEqual({ rules: [{ riskClasses: [], traceDays: null, itemDays: null }] });
    const halves = { rules: [{ riskClasses: ['high'], traceDays: 1, itemDays: 1 }] };
    expect((await hub.ask(admin.token, 'PUT', '/v1/retention', halves)).status).toBe(400);
    const device = new TestDevice(hub, admin);
    const audit = new TestAudit(1);
    await audit.open(device, [admin]);
    const digests = audit.contents.map((one) => one.digest);
    const body = { reason: 'Because.', digests };
    device.append('content.erased@1', body);
    expect((await device.push()).refused).toMatchObject([{ reason: 'WRONG_ROLE' }]);
    const own = inWrite(hub.database.db, (write) =>
      appendOwn(write, [{ key: 'content.erased@1', subject: {}, body }], hub.facts),
    );
    await expect(own).rejects.toMatchObject({ code: 'CONFLICT' });
    await audit.close(device);
  });

  it('erases exactly the traces that are due, and keeps every count true', async () => {
    const arrives = fc.record<Arrives>({
      at: fc.constantFrom(0, 7, 20),
      riskClass: fc.option(fc.constantFrom(...riskClasses), { nil: undefined }),
      until: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      verdict: fc.option(fc.constantFrom('clean', 'flagged'), { nil: undefined }),
    });
    const kept = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null });
    const someRules = fc
      .tuple(fc.dictionary(fc.constantFrom(...riskClasses), kept), kept)
      .map(([days, others]) => rulesOf(days, others));
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrives, { minLength: 1, maxLength: 25 }),
        someRules,
        fc.integer({ min: 1, max: 60 }),
        async (all, retention, now) => {
          const source = `round ${round}`;
          round += 1;
          clock.ms = start;
          await keep(retention);
          const traces = all.map((one, at) => ({ day: one.at, trace: traceOf(`t${at}`, one) }));
          for (const [on, some] of Map.groupBy(traces, (one) => one.day)) {
            await arrive(
              source,
              some.map((one) => one.trace),
              on,
            );
          }
          clock.ms = start + now * day;
          const due = all.flatMap((one, at) => {
            const fits = retention.rules.find(
              ({ riskClasses: some }) => some.length === 0 || some.some((risk) => risk === one.riskClass),
            );
            const ends = [one.until, fits?.traceDays == null ? undefined : one.at + fits.traceDays];
            return ends.some((end) => end !== undefined && end <= now) ? [`t${at}`] : [];
          });
          const { db } = hub.database;
          const { number, id } = await db
            .selectFrom('source')
            .select(['number', 'id'])
            .where('name', '=', source)
            .executeTakeFirstOrThrow();
          await purge(facts(), { isDryRun: true });
          expect(await erasedIds(source)).toEqual([]);
          await purge(facts(), { isDryRun: false });
          expect(await erasedIds(source)).toEqual(due.toSorted());
          const counted = await hub.ask<{ frameSize: number }>(lead.token, 'POST', '/v1/frames/count', {
            sourceId: id,
            filter: {},
            dimensions: [],
          });
          expect(counted.body.frameSize).toBe(all.length - due.length);
          const { rows } = await sql<{ days: number; verdicts: number; said: number }>`SELECT
            (SELECT coalesce(sum(population), 0)::int FROM cell_day JOIN cell ON cell.number = cell_number
              WHERE source_number = ${number}) AS days,
            (SELECT coalesce(sum(population), 0)::int FROM cell_verdict JOIN cell ON cell.number = cell_number
              WHERE source_number = ${number}) AS verdicts,
            (SELECT count(*)::int FROM trace WHERE source_number = ${number} AND body LIKE '%"judge"%') AS said
          `.execute(db);
          expect(rows[0]?.days).toBe(all.length - due.length);
          expect(rows[0]?.verdicts).toBe(rows[0]?.said);
        },
      ),
      { numRuns: databases.isShareable ? 4 : 7 },
    );
  }, 60_000);

  it('keeps where an erased trace came from, and takes it for known when it comes again', async () => {
    await eraseEarlier();
    await keep(rulesOf({}, 3));
    await arrive('again', [traceOf('a'), traceOf('b', { until: 90 })]);
    clock.ms = start + 3 * day;
    expect((await purgeNow(true)).traces).toBe(2);
    expect((await purgeNow()).traces).toBe(2);
    expect(await purgeNow()).toEqual({ traces: 0, items: 0 });
    expect(await arrive('again', [traceOf('a')], 4)).toMatchObject({ stored: 0, repeated: 1 });
    expect(await erasedIds('again')).toEqual(['a', 'b']);
    const sources = await hub.ask<{ id: string; name: string }[]>(admin.token, 'GET', '/v1/sources');
    const id = sources.body.find((one) => one.name === 'again')?.id ?? '';
    const about = await hub.ask(admin.token, 'GET', `/v1/sources/${id}/trace?traceId=a`);
    expect(about.body).toMatchObject({ traceId: 'a', trace: null, erasedAt: clock.now().toISOString() });
  });

  it('never touches what an open audit holds; once it is closed, texts go by the days of items, and devices are told', async () => {
    await eraseEarlier();
    await keep(rulesOf({}, 5));
    const device = new TestDevice(hub, lead);
    const own = new TestDevice(hub, reviewer);
    const audit = new TestAudit(4);
    const other = new TestAudit(1);
    await audit.open(device, [reviewer]);
    await other.open(device, [reviewer]);
    const held = audit.manifest.items.map((item) => item.traceId);
    await arrive('held', [...held.map((id) => traceOf(id)), traceOf('free')]);
    await hold('held', audit.id, held);
    own.review(audit, 0);
    own.review(audit, 1, {
      answers: {
        ...clean,
        evidence: {
          type: 'spans',
          spans: [
            {
              id: randomUUID(),
              output: { start: 0, end: 2, quote: 'No' },
              class: 'factual',
              support: { kind: 'not_in_context' },
            },
          ],
        },
      },
    });
    expect((await own.push()).refused).toMatchObject([{ reason: 'BAD_ANSWERS' }]);
    clock.ms = start + 50 * day;
    expect(await purgeNow()).toMatchObject({ traces: 1, items: 0 });
    expect(await erasedIds('held')).toEqual(['free']);

    await audit.close(device);
    const before = await hub.pull(lead.token);
    const mine = await hub.pull(reviewer.token);
    clock.ms += 5 * day - 1;
    expect(await purgeNow(true)).toEqual({ traces: 0, items: 0 });
    clock.ms += 1;
    // The sealed facts of every trace are the same text, which the other audit still needs.
    expect(await purgeNow(true)).toEqual({ traces: 4, items: 4 });
    expect(await purgeNow()).toEqual({ traces: 4, items: 4 });
    expect(await purgeNow()).toEqual({ traces: 0, items: 0 });
    for (const [person, cursor] of [
      [lead, before.cursor],
      [reviewer, mine.cursor],
    ] as const) {
      const told = itemsOf((await hub.pull(person.token, cursor)).entries, audit.id);
      expect(told.map((one) => one.content)).toEqual([null, null, null, null]);
      expect(told.map((one) => one.contentDigest).toSorted()).toEqual(
        audit.manifest.items.map((item) => item.contentDigest as string).toSorted(),
      );
      const anew = itemsOf((await hub.pull(person.token)).entries, audit.id);
      expect(anew.every((one) => one.content === null)).toBe(true);
    }
    expect(itemsOf((await hub.pull(lead.token)).entries, other.id)).toMatchObject([
      { content: expect.stringContaining('parcel') },
    ]);

    // What is said late of an erased item still counts as late, and a replay decides everything as it was decided.
    own.review(audit, 2);
    expect((await own.push()).late).toHaveLength(1);
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);

    await other.close(device);
    clock.ms += 5 * day;
    expect(await purgeNow()).toEqual({ traces: 0, items: 1 });
    const { rows } = await sql`SELECT 1 FROM content JOIN item ON digest IN (content_digest, sealed_digest)
      WHERE item.audit_id IN (${audit.id}, ${other.id}) AND text IS NOT NULL`.execute(hub.database.db);
    expect(rows).toEqual([]);
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);

    // Sent again for another audit, the texts are back, and a replay erases nothing anew.
    const digests = audit.contents.map((one) => one.digest);
    const missing = await hub.ask<{ missing: string[] }>(lead.token, 'POST', '/v1/contents/missing', {
      digests,
    });
    expect(missing.body.missing.toSorted()).toEqual(
      digests.filter((digest) => digest !== audit.manifestDigest).toSorted(),
    );
    await audit.upload(device);
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    const back = itemsOf((await hub.pull(lead.token)).entries, audit.id);
    expect(back.every((one) => one.content !== null)).toBe(true);
  }, 60_000);

  it('is not held up by a wish for a year that the database does not know', async () => {
    clock.ms = start + 150 * day;
    await keep(rulesOf({}, 1));
    await purgeNow();
    const device = new TestDevice(hub, lead);
    const audit = new TestAudit(2);
    const [first] = audit.manifest.items;
    if (first === undefined) throw new RangeError('the audit is empty');
    const open = audit.contents.find((one) => one.digest === first.contentDigest)!;
    const retainUntil = '0000-01-01T00:00:00.000Z';
    first.contentDigest = audit.keep({ ...(JSON.parse(open.text) as object), retainUntil });
    audit.keep(audit.manifest);
    await audit.open(device, [reviewer]);
    expect(await purgeNow()).toMatchObject({ items: 0 });
    await audit.close(device);
    // What it wishes is long over, the other one stays its day.
    expect(await purgeNow()).toMatchObject({ items: 1 });
    clock.ms += day;
    expect(await purgeNow()).toMatchObject({ items: 1 });
  });

  it('keeps what active gold needs until it is retired', async () => {
    clock.ms = start + 200 * day;
    await keep(rulesOf({}, 1));
    await purgeNow();
    const device = new TestDevice(hub, lead);
    const audit = new TestAudit(2);
    await audit.open(device, [reviewer]);
    await audit.close(device);
    const [first] = audit.manifest.items;
    if (first === undefined) throw new RangeError('the audit is empty');
    const goldId = randomUUID();
    await inWrite(hub.database.db, (write) =>
      appendOwn(
        write,
        [
          {
            key: 'gold.added@1',
            subject: {},
            body: {
              goldId,
              traceId: first.traceId,
              contentDigest: first.contentDigest,
              sealedDigest: first.sealedDigest,
              scorecard: { id: 'hallucination_audit', version: 1 },
              answers: clean,
              rationale: 'Known.',
            } as never,
          },
        ],
        hub.facts,
      ),
    );
    clock.ms += 2 * day;
    expect((await purgeNow()).items).toBe(1);
    await inWrite(hub.database.db, (write) =>
      appendOwn(write, [{ key: 'gold.retired@1', subject: {}, body: { goldId } as never }], hub.facts),
    );
    expect((await purgeNow()).items).toBe(1);
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
  });

  it('runs by itself once a day, whatever number of hubs share the database', async () => {
    clock.ms = start + 300 * day;
    const all = [1, 2, 3].map(() => purgeToday({ ...facts(), log }));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    clock.ms += 12 * 3_600_000;
    expect(await purgeToday({ ...facts(), log })).toBe(true);
    expect(await purgeToday({ ...facts(), log })).toBe(false);
  });

  /** What other tests left must not be counted by the next one. */
  async function eraseEarlier(): Promise<void> {
    await keep(rulesOf({}, 1));
    clock.ms = start + 100 * day;
    await purgeNow();
    clock.ms = start;
  }

  /** As a draw leaves it. */
  async function hold(source: string, auditId: string, ids: readonly string[]): Promise<void> {
    await sql`
      INSERT INTO audited_trace (source_number, trace_id, audit_id, cell_number, occurred_ms)
      SELECT source_number, trace.id, ${auditId}, cell_number, occurred_ms
      FROM trace JOIN source ON source.number = source_number
      WHERE source.name = ${source} AND trace.id = ANY(${ids}::text[])
    `.execute(hub.database.db);
  }
});

type ItemPayload = NonNullable<Extract<FeedEntry, { kind: 'item' }>['payload']>;

function itemsOf(entries: readonly FeedEntry[], auditId: string): ItemPayload[] {
  const latest = new Map<string, ItemPayload>();
  for (const entry of entries) {
    if (entry.kind === 'item' && entry.payload !== null && entry.payload.auditId === auditId) {
      latest.set(entry.id, entry.payload);
    }
  }
  return [...latest.values()];
}
