/**
 * How long a person waits for a submission to be durable: the whole handler (checks, event, projections, answer) against
 * a bare one-row commit in the same mode, alternating in the same run on the same disk.
 *
 *   node tests/bench/submit-bench.ts [samples]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { inTransaction } from '../../db/connection.ts';
import { appendOwn } from '../../electron/backend/self.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { answersOf } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

const samples = Number(process.argv[2] ?? 200);
const goal = 3;

/** The value below which 95 % of the samples lie, milliseconds. */
function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function openBare(path: string): () => void {
  const bare = new Database(path);
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = bare.prepare('INSERT INTO row (text) VALUES (?)');
  return () => void insert.run('x'.repeat(500));
}

/** Reviews of the first items, stored at once: the counts of an audit that is nearly done. */
function reviewMost(backend: TestBackend, manifest: Manifest, count: number): void {
  inTransaction(backend.context.store, () => {
    for (const { id: itemId } of manifest.items.slice(0, count)) {
      const { auditId } = manifest;
      appendOwn(
        backend.context,
        'review.submitted@1',
        { auditId, itemId },
        {
          reviewId: newReviewId(backend),
          auditId,
          itemId,
          scorecard: manifest.plan.scorecard,
          answers: answersOf(),
          elapsedMs: 1,
          supersedes: null,
          sawModel: false,
          sawJudge: false,
        },
      );
    }
  });
}

async function measure(items: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const backend = await openTestBackend(join(folder, 'data'));
  try {
    const commit = openBare(join(folder, 'bare.db'));
    const { manifest } = storeMadeAudit(backend, items, { length: 20 });
    const times = { bare: [] as number[], submit: [] as number[] };
    const warmUp = 20;
    const before = items - samples - warmUp;
    reviewMost(backend, manifest, before);
    for (let n = 0; n < samples + warmUp; n += 1) {
      const on = { auditId: manifest.auditId, itemId: manifest.items[before + n]!.id };
      const call = { ...on, submissionId: newReviewId(backend), draft: draftOf(answersOf()) };
      const start = performance.now();
      commit();
      const middle = performance.now();
      await backend.client.reviews.submit(call);
      const end = performance.now();
      if (n < warmUp) continue;
      times.bare.push(middle - start);
      times.submit.push(end - middle);
    }
    const ratio = p95(times.submit) / p95(times.bare);
    console.log(
      JSON.stringify({
        bench: 'durable submit',
        items,
        samples,
        bareP95Ms: Number(p95(times.bare).toFixed(3)),
        submitP95Ms: Number(p95(times.submit).toFixed(3)),
        bareMedianMs: Number(median(times.bare).toFixed(3)),
        submitMedianMs: Number(median(times.submit).toFixed(3)),
        ratioP95: Number(ratio.toFixed(2)),
        ratioMedian: Number((median(times.submit) / median(times.bare)).toFixed(2)),
        goal,
        isWithinGoal: ratio <= goal,
      }),
    );
  } finally {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const items of [samples + 20, 10_000]) await measure(items);
