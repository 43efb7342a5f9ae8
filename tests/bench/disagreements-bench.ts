/**
 * The worklist of 10,000 disagreements through the handler: every filter and order that the screen has, as p50 and p95 and
 * as a ratio to the limit of 50 ms; making the index, and what that costs the thread that takes submissions; the answer
 * after a ruling; one case; clusters; the long tail.
 *
 *   node tests/bench/disagreements-bench.ts [audits] [items of each] [samples]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/backend/clock.ts';
import type { CaseFilter } from '../../shared/contract/disagreements.ts';
import { storeDisputed } from '../support/disputed-store.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { openTestBackend } from '../support/test-backend.ts';

const audits = Number(process.argv[2] ?? 5);
const perAudit = Number(process.argv[3] ?? 1900);
const samples = Number(process.argv[4] ?? 40);
const limitMs = 50;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** The value below which this share of the samples lies. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

interface Timed {
  ms: number;
  /** On a processor, all threads of this program: says the same beside other work. */
  cpuMs: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed & { result: T }> {
  const used = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { ms, cpuMs: (user + system) / 1000, result };
}

/** How late a timer of one millisecond comes on this thread while `work` goes on: its worst. */
async function worstDelay(work: () => Promise<unknown>): Promise<number> {
  let worst = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - 1);
    last = now;
  }, 1);
  await work();
  worst = Math.max(worst, performance.now() - last - 1);
  clearInterval(timer);
  return worst;
}

function report(what: string, calls: readonly Timed[], more: object = {}): void {
  const times = calls.map((one) => one.ms);
  const p95 = quantile(times, 0.95);
  console.log(
    JSON.stringify({
      bench: what,
      samples: times.length,
      p50Ms: round(quantile(times, 0.5)),
      p95Ms: round(p95),
      ratioToLimit: round(p95 / limitMs, 2),
      isWithinLimit: p95 <= limitMs,
      cpuP95Ms: round(
        quantile(
          calls.map((one) => one.cpuMs),
          0.95,
        ),
      ),
      ...more,
    }),
  );
}

const list = (backend: TestBackend, filter: Partial<CaseFilter>, offset = 0) =>
  backend.client.disagreements.list({ filter: { auditIds: [], ...filter }, offset, limit: 100 });

async function measureFilters(backend: TestBackend): Promise<void> {
  const { facets, rows } = await list(backend, {});
  const first = <T extends { value: string }>(of: readonly T[]): string => of[0]!.value;
  const filters: Record<string, Partial<CaseFilter>> = {
    everything: {},
    'one audit': { auditIds: [rows[0]!.case.auditId] },
    question: { question: 'hallucination' },
    pair: { pair: first(facets.pairs).split(' ') as [string, string] },
    stratum: { stratum: first(facets.strata) },
    reviewer: { reviewerId: first(facets.reviewers) as never },
    model: { model: first(facets.models) },
    states: { states: ['open', 'appealed'] },
    verdict: { verdict: 'taxonomy' },
    cluster: { clusterId: rows.find((one) => one.clusterId !== null)!.clusterId! },
    words: { text: 'refund' },
    'all at once': { question: 'hallucination', states: ['open'], verdict: 'taxonomy', text: 'e' },
  };
  for (const [name, filter] of Object.entries(filters)) {
    const times: Timed[] = [];
    let total = 0;
    for (let n = 0; n < samples; n += 1) {
      const one = await timed(() => list(backend, filter, n % 3 === 0 ? 100 : 0));
      times.push(one);
      total = one.result.total;
    }
    report(`list: ${name}`, times, { total });
  }
}

async function measureActs(backend: TestBackend): Promise<void> {
  const { rows } = await list(backend, { states: ['open'] });
  const filter = { auditIds: [], states: ['open' as const] };
  const [get, rule, after] = [[] as Timed[], [] as Timed[], [] as Timed[]];
  for (const row of rows.slice(0, samples)) {
    const of = { case: row.case, filter, showsNames: false };
    get.push(await timed(() => backend.client.disagreements.get(of)));
  }
  for (const row of rows.slice(0, samples)) {
    const ruling = {
      ...row.case,
      rulingId: backend.context.ids.uuidv7() as never,
      option: row.options[0]!.option,
      cause: 'edge_case' as const,
      confidence: 'high' as const,
      rationale: 'As the definition says.',
      changesGuideline: false,
      supersedes: null,
    };
    rule.push(await timed(() => backend.client.disagreements.rule({ ruling, filter })));
    after.push(await timed(() => list(backend, { states: ['open'] })));
  }
  report('one case', get);
  report('a ruling, durable, with the next case', rule);
  report('list after a ruling', after);
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
const backend = await openTestBackend(folder, { clock: systemClock });
try {
  const stored = storeDisputed(backend.context, audits, perAudit);
  let cold = { ms: 0, cpuMs: 0, all: 0 };
  const delay = await worstDelay(async () => {
    const { ms, cpuMs, result } = await timed(() => list(backend, {}));
    cold = { ms, cpuMs, all: result.all };
  });
  console.log(
    JSON.stringify({
      bench: 'index made from nothing',
      disagreements: cold.all,
      reviews: stored.reviews,
      ms: round(cold.ms),
      cpuMs: round(cold.cpuMs),
      worstDelayOfOtherCallsMs: round(delay),
    }),
  );
  await measureFilters(backend);
  await measureActs(backend);
  const [auditId] = stored.auditIds;
  const of = { auditId: auditId!, question: 'hallucination' };
  const clusters = await timed(() => backend.client.disagreements.clusters(of));
  const tail = await timed(() => backend.client.disagreements.longTail(of));
  console.log(
    JSON.stringify({
      bench: 'clusters and long tail of one audit',
      clusters: clusters.result.clusters.length,
      clustersMs: round(clusters.ms),
      groups: tail.result.groups.length,
      longTailMs: round(tail.ms),
    }),
  );
} finally {
  await backend.close();
  rmSync(folder, { recursive: true });
}
