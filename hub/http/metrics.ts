/**
 * What the hub measures of itself, in Prometheus' text form. Requests are counted as they are answered; what the hub
 * holds is read from the database when somebody asks, so that it is right after a restart and beside other instances.
 *
 * Must not know who asks. Invariant: labels come from fixed lists (route patterns, kinds of the contract), never from
 * what was sent: no person, no text, no unbounded number of series.
 */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { findEventKey } from '../../shared/domain/events.ts';
import type { HubDatabase } from '../database/open.ts';
import type { ReadableHub } from '../store/write.ts';

export interface HubMetrics {
  registry: Registry;
  /** Counts an answer of 401, 403 or 429. */
  countRefusal(status: number, code: string): void;
  /** Everything, as text. */
  read(): Promise<string>;
}

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Measures an application and its database. */
export function measureHub(app: FastifyInstance, { db, readPool }: HubDatabase): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  measureRequests(app, registers);
  measureProcess(app, registers);
  measurePool(readPool, registers);
  const refused = new Counter({
    name: 'assay_hub_refused_requests_total',
    help: 'Requests answered 401, 403 or 429, by code of the problem',
    labelNames: ['status', 'code'],
    registers,
  });
  const readHoldings = measureHoldings(db, registers);
  return {
    registry,
    countRefusal: (status, code) => refused.inc({ status: String(status), code }),
    read: async () => {
      await readHoldings();
      return registry.metrics();
    },
  };
}

function measureRequests(app: FastifyInstance, registers: Registry[]): void {
  const duration = new Histogram({
    name: 'assay_hub_request_duration_seconds',
    help: 'Time to answer, by route pattern and status; reports are the route /v1/audits/:auditId/report',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const running = new Gauge({ name: 'assay_hub_requests_running', help: 'Requests in work', registers });
  app.addHook('onRequest', async () => running.inc());
  app.addHook('onResponse', async (request, reply) => {
    running.dec();
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
}

function measureProcess(app: FastifyInstance, registers: Registry[]): void {
  void new Gauge({
    name: 'assay_hub_connections',
    help: 'Open connections of devices and programs',
    registers,
    async collect() {
      this.set(await new Promise<number>((resolve) => app.server.getConnections((_, n) => resolve(n ?? 0))));
    },
  });
  const dropped = new Counter({
    name: 'assay_hub_connections_dropped_total',
    help: 'Connections closed at once because there were too many',
    registers,
  });
  app.server.on('drop', () => dropped.inc());
  void new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  void new Gauge({
    name: 'process_cpu_seconds',
    help: 'Processor time that the process has used',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
}

function measurePool(readPool: HubDatabase['readPool'], registers: Registry[]): void {
  if (readPool() === null) return;
  void new Gauge({
    name: 'assay_hub_pool_connections',
    help: 'Connections to PostgreSQL, those that are idle, and queries that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(readPool() ?? {})) this.set({ state }, count);
    },
  });
}

/** What the database holds, for the whole hub: instances beside each other answer the same. */
function measureHoldings(db: ReadableHub, registers: Registry[]): () => Promise<void> {
  const events = new Gauge({
    name: 'assay_hub_events',
    help: 'Events of all ledgers by kind and what was decided (applied, refused, pending, unknown), and late ones',
    labelNames: ['kind', 'state', 'is_late'],
    registers,
  });
  const feed = new Gauge({ name: 'assay_hub_feed_entries', help: 'Last position of the feed', registers });
  const traces = new Gauge({
    name: 'assay_hub_traces_received',
    help: 'Traces that arrived, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const batches = new Gauge({ name: 'assay_hub_batches', help: 'Batches of traces', registers });
  const audits = new Gauge({
    name: 'assay_hub_audits',
    help: 'Audits by state; each was drawn once',
    labelNames: ['state'],
    registers,
  });
  const countNew = followEvents(db, events);
  let reading: Promise<void> | null = null;
  const read = async (): Promise<void> => {
    const counter = await db.selectFrom('counter').select(['event', 'feed']).executeTakeFirstOrThrow();
    feed.set(Number(counter.feed));
    await countNew(Number(counter.event));
    const arrived = await countTraces(db);
    batches.set(Number(arrived.batches));
    for (const outcome of ['stored', 'repeated', 'rejected'] as const) {
      traces.set({ outcome }, Number(arrived[outcome] ?? 0));
    }
    audits.reset();
    const byState = await db
      .selectFrom('audit')
      .select((eb) => ['state', eb.fn.countAll().as('count')])
      .groupBy('state')
      .execute();
    for (const { state, count } of byState) audits.set({ state }, Number(count));
  };
  // Two who ask at once must not count the same events twice.
  return () => (reading ??= read().finally(() => void (reading = null)));
}

/**
 * Keeps the counts of events up to date: those that came are added. When some that waited have been decided since,
 * everything is counted again, which is rare.
 */
function followEvents(db: ReadableHub, events: Gauge): (upTo: number) => Promise<void> {
  let position = 0;
  let waiting = 0;
  return async (upTo) => {
    let rows = await countEvents(db, position, upTo);
    const waitsNow = await countWaiting(db, upTo);
    const came = rows
      .filter(({ state }) => isWaiting(state))
      .reduce((sum, row) => sum + Number(row.count), 0);
    if (waitsNow !== waiting + came) {
      events.reset();
      rows = await countEvents(db, 0, upTo);
    }
    for (const row of rows) {
      // A kind that this version does not know is named by whoever sent it.
      const kind = findEventKey(row.kind, row.kindVersion) === null ? 'other' : row.kind;
      events.inc({ kind, state: row.state, is_late: String(row.isLate) }, Number(row.count));
    }
    [position, waiting] = [upTo, waitsNow];
  };
}

const isWaiting = (state: string): boolean => state === 'pending' || state === 'unknown';

async function countWaiting(db: ReadableHub, upTo: number): Promise<number> {
  const row = await db
    .selectFrom('ledger_event')
    .select((eb) => eb.fn.countAll().as('count'))
    // Word by word as the index has it.
    .where(sql<boolean>`state IN ('pending', 'unknown')`)
    .where('position', '<=', upTo)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Only those that came since they were counted last: positions are given out in the order of commits. */
function countEvents(db: ReadableHub, after: number, upTo: number) {
  return db
    .selectFrom('ledger_event')
    .select((eb) => [
      'kind',
      'kind_version as kindVersion',
      'state',
      'is_late as isLate',
      eb.fn.countAll().as('count'),
    ])
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .groupBy(['kind', 'kind_version', 'state', 'is_late'])
    .execute();
}

async function countTraces(db: ReadableHub) {
  return db
    .selectFrom('batch')
    .select((eb) => [
      eb.fn.countAll().as('batches'),
      eb.fn.sum('stored').as('stored'),
      eb.fn.sum('repeated').as('repeated'),
      sql<number>`sum(rejected)`.as('rejected'),
    ])
    .executeTakeFirstOrThrow();
}
