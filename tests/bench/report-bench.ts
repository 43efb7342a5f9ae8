/**
 * How long after a durable submission the recomputed report of a 10,000-item audit is in hand, and what that costs the
 * thread that takes submissions: beside one pass over the same reviews (read from SQLite and parsed) and beside the delay
 * of the same event loop when it has nothing to do, all in one run. Then the report of a million labels.
 *
 *   node tests/bench/report-bench.ts [samples] [labels of the large audit; 0 leaves it out]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import type { LargeAudit } from '../support/large-audit.ts';
import { storeLargeAudit } from '../support/large-audit.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, newReviewId, openTestBackend } from '../support/test-backend.ts';
import { answersOf } from '../support/test-device.ts';

const samples = Number(process.argv[2] ?? 100);
const labels = Number(process.argv[3] ?? 1_000_000);
const goalMs = 100;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** The value below which this share of the samples lies. */
function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** How late a timer of one millisecond comes on this thread, by what is going on meanwhile. */
function watchLoop() {
  const late = { idle: [] as number[], busy: [] as number[] };
  let phase: keyof typeof late | null = null;
  let last = 0;
  const tick = (): void => {
    const now = performance.now();
    if (phase !== null) late[phase].push(Math.max(0, now - last - 1));
    last = now;
  };
  const timer = setInterval(tick, 1);
  return {
    late,
    during: async (of: keyof typeof late, work: () => Promise<unknown>): Promise<void> => {
      last = performance.now();
      phase = of;
      await work();
      tick();
      phase = null;
    },
    stop: () => clearInterval(timer),
  };
}

async function submitNext(backend: TestBackend, { auditId, open }: LargeAudit, n: number): Promise<void> {
  const draft = draftOf(answersOf(n % 7 === 0 ? 'factual' : 'none'));
  const call = { auditId, itemId: open[n]!, submissionId: newReviewId(backend), draft };
  await backend.client.reviews.submit(call);
}

/** One pass over the reviews of the audit, as rows and parsed: median of ten. */
async function passMs(backend: TestBackend, { auditId }: LargeAudit): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    times.push((await timed(() => listReviewsOfAudit(backend.context.store, auditId))).ms);
  }
  return quantile(times, 0.5);
}

async function afterEachLabel(folder: string): Promise<void> {
  const backend = await openTestBackend(folder, { clock: systemClock });
  try {
    const warmUp = 10;
    const audit = storeLargeAudit(backend.context, {
      items: 10_000,
      overlapShare: 0.1,
      people: 4,
      open: samples + warmUp,
    });
    const { auditId } = audit;
    const { reports } = backend.context;
    const cold = await timed(() => reports.get({ auditId }));
    const pass = await passMs(backend, audit);
    const loop = watchLoop();
    const times: number[] = [];
    const whole: number[] = [];
    for (let n = 0; n < samples + warmUp; n += 1) {
      await submitNext(backend, audit, n);
      const isMeasured = n >= warmUp;
      if (n % 2 === 0) {
        await sleep(1);
        const one = async () => {
          const { ms } = await timed(() => reports.get({ auditId }));
          if (isMeasured) times.push(ms);
        };
        await (isMeasured ? loop.during('busy', one) : one());
      } else {
        const { ms } = await timed(() => backend.client.reports.get({ auditId }));
        if (isMeasured) whole.push(ms);
      }
      if (isMeasured) await loop.during('idle', () => sleep(quantile(times, 0.5) || 1));
    }
    const again = await timed(() => reports.get({ auditId }));
    loop.stop();
    console.log(
      JSON.stringify({
        bench: 'report after a label',
        items: 10_000,
        reviews: audit.reviewCount,
        samples,
        coldMs: round(cold.ms),
        engineP50Ms: round(quantile(times, 0.5)),
        engineP95Ms: round(quantile(times, 0.95)),
        callP50Ms: round(quantile(whole, 0.5)),
        callP95Ms: round(quantile(whole, 0.95)),
        unchangedMs: round(again.ms),
        passMs: round(pass),
        ratioToPassP50: round(quantile(times, 0.5) / pass, 2),
        ratioToPassP95: round(quantile(times, 0.95) / pass, 2),
        loopIdleP99Ms: round(quantile(loop.late.idle, 0.99), 2),
        loopBusyP99Ms: round(quantile(loop.late.busy, 0.99), 2),
        loopBusyMaxMs: round(Math.max(...loop.late.busy), 2),
        loopRatioP99: round(quantile(loop.late.busy, 0.99) / quantile(loop.late.idle, 0.99), 2),
        goalMs,
        isWithinGoal: quantile(times, 0.95) <= goalMs,
      }),
    );
  } finally {
    await backend.close();
  }
}

async function ofMany(folder: string): Promise<void> {
  const backend = await openTestBackend(folder, { clock: systemClock });
  try {
    const people = 4;
    // Half of the labels on items that everyone has.
    const items = Math.round(labels / (people / 2 + 0.5));
    const built = await timed(() =>
      storeLargeAudit(backend.context, { items, overlapShare: 1 / 2, people, open: 2 }),
    );
    const audit = built.result;
    const { auditId } = audit;
    const loop = watchLoop();
    let cold = Number.NaN;
    await loop.during('busy', async () => {
      cold = (await timed(() => backend.context.reports.get({ auditId }))).ms;
    });
    loop.stop();
    await submitNext(backend, audit, 0);
    const again = await timed(() => backend.context.reports.get({ auditId }));
    console.log(
      JSON.stringify({
        bench: 'report of many labels',
        items,
        reviews: audit.reviewCount,
        storedInMs: round(built.ms),
        coldMs: round(cold),
        afterLabelMs: round(again.ms),
        loopP99Ms: round(quantile(loop.late.busy, 0.99), 2),
        loopMaxMs: round(
          loop.late.busy.reduce((one, other) => Math.max(one, other), 0),
          2,
        ),
      }),
    );
  } finally {
    await backend.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  await afterEachLabel(join(folder, 'one'));
  if (labels > 0) await ofMany(join(folder, 'many'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
