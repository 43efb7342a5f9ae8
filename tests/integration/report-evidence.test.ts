import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadableStore } from '../../db/connection.ts';
import { closeStore, explainSql, listRows, openScratchStore } from '../../db/connection.ts';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { reviewsOfItemSql } from '../../db/queries/reviews.ts';
import {
  assignmentsOfItemSql,
  countRefusedReviews,
  entriesSinceSql,
  eventsSinceSql,
  mostSteps,
  skipsOfItemSql,
} from '../../db/queries/report-evidence.ts';
import { recordRefusals } from '../../db/queries/outbox.ts';
import { getCurrentLedger } from '../../db/queries/ledger.ts';
import { rebuildProjections } from '../../db/replay.ts';
import type { AuditEvidence } from '../../electron/backend/report/audit-evidence.ts';
import { createEvidenceReader } from '../../electron/backend/report/audit-evidence.ts';
import { createReportGatherer } from '../../electron/backend/report/report-gather.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { composeReport } from '../../shared/report/compose.ts';
import type { Act } from '../support/random-acts.ts';
import { act, perform } from '../support/random-acts.ts';
import type { TestDevice } from '../support/test-device.ts';
import { createDevice } from '../support/test-device.ts';

const tables = ['review', 'skip', 'assignment', 'second_look'];

/** Every audit that anything is known of, with or without a row of its own. */
function listKnownAudits(store: ReadableStore): AuditId[] {
  const sql = [...tables, 'audit'].map((one) => `SELECT audit_id AS id FROM ${one}`).join(' UNION ');
  return listRows<{ id: AuditId }>(store, `${sql} ORDER BY id`).map((row) => row.id);
}

/** Independent of the order in which rows were read. */
function sorted({ reviews, skips, assignments, secondLooks }: AuditEvidence): unknown {
  const facts = { reviews, skips, assignments, secondLooks };
  return Object.fromEntries(
    Object.entries(facts).map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row)).toSorted()]),
  );
}

describe('evidence that is brought up to date', () => {
  test('equals evidence read anew after every one of any sequence of acts', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), fc.nat(), (acts, seed) => {
        const device = createDevice(`evidence-${seed}`);
        device.draw(3, 2);
        const read = createEvidenceReader(device.store, 10_000);
        const known = new Set<AuditId>(listKnownAudits(device.store));
        for (const id of known) read(id);
        for (const one of acts) {
          perform(device, one);
          for (const id of listKnownAudits(device.store)) known.add(id);
          const anew = createEvidenceReader(device.store, 10_000);
          for (const id of known) expect(sorted(read(id))).toEqual(sorted(anew(id)));
        }
        for (const table of tables) {
          if (listRows(device.store, `SELECT 1 FROM ${table} LIMIT 1`).length > 0) seen.add(table);
        }
        closeStore(device.store);
      }),
      { numRuns: 200 },
    );
    expect([...seen].toSorted()).toEqual(tables.toSorted());
  });

  test('gives a new version to every audit that changed, and the old one to an audit that did not', () => {
    const device = createDevice();
    const [one, other] = [device.draw(2), device.draw(2)].map((made) => made.manifest.auditId);
    const read = createEvidenceReader(device.store, 10_000);
    const before = [read(one!), read(other!)];
    const item = listRows<{ id: string }>(device.store, 'SELECT item_id AS id FROM item WHERE audit_id = ?', [
      other!,
    ])[0]!;
    const items = listRows<{ id: string }>(device.store, 'SELECT item_id AS id FROM item ORDER BY item_id');
    const at = items.findIndex((row) => row.id === item.id);
    perform(device, { kind: 'review', a: at, b: 0 });
    expect(read(one!)).toBe(read(one!));
    expect(read(one!).version).toBe(before[0]!.version);
    expect(read(other!).version).not.toBe(before[1]!.version);
    expect(read(other!).reviews).toHaveLength(1);
    closeStore(device.store);
  });

  test('is read anew after more acts than are worth looking at one by one', () => {
    const device = createDevice();
    const { manifest } = device.draw(2);
    const read = createEvidenceReader(device.store, 10_000);
    read(manifest.auditId);
    for (let n = 0; n <= mostSteps; n += 1) perform(device, { kind: 'flag', a: 0, b: n });
    perform(device, { kind: 'review', a: 1, b: 0 });
    expect(read(manifest.auditId).reviews).toHaveLength(1);
    closeStore(device.store);
  });

  test('notices a hub that began anew and tells other reviews at the same places', () => {
    const device = createDevice();
    const { manifest } = device.draw(1);
    const read = createEvidenceReader(device.store, 10_000);
    const say = (answer: 'none' | 'factual') => {
      perform(device, { kind: 'review', a: 0, b: answer === 'none' ? 0 : 1 });
    };
    say('none');
    perform(device, { kind: 'feedOwn', a: 0, b: 0 });
    const late = read(manifest.auditId).reviews[0]!;
    expect(late.isLate).toBe(true);
    perform(device, { kind: 'reset', a: 0, b: 0 });
    // The same place in the feed now says something else of the same review.
    perform(device, { kind: 'feedOwn', a: 1, b: 0 });
    expect(read(manifest.auditId).reviews).toEqual([{ ...late, isLate: false }]);
    closeStore(device.store);
  });

  const plans = [
    [eventsSinceSql, /ledger_event_order/],
    [entriesSinceSql, /feed_entry_order/],
    [reviewsOfItemSql, /review_of_item/],
    [assignmentsOfItemSql, /PRIMARY KEY \(item_id=\?\)/],
    [skipsOfItemSql, /PRIMARY KEY \(item_id=\?\)/],
  ] as const;
  test.each(plans)('is read through indexes: %s', (sql, index) => {
    const store = openScratchStore();
    const steps = explainSql(store, sql);
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    expect(steps.join(' ')).toMatch(index);
    closeStore(store);
  });
});

describe('a report from memory', () => {
  /** Reports of every audit whose manifest is here, from memory and composed anew. */
  const both = (device: TestDevice, gatherer: ReturnType<typeof createReportGatherer>) => {
    const at = '2026-02-01T00:00:00.000Z';
    const sql = `SELECT audit_id AS id FROM audit JOIN content ON digest = manifest_digest`;
    return listRows<{ id: AuditId }>(device.store, sql).map(({ id }) => ({
      kept: gatherer.report(id, at),
      anew: composeReport(createReportGatherer(device.store).input(id, at)),
    }));
  };

  test('equals one composed anew after any sequence of acts', () => {
    let compared = 0;
    let different = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 12 }), fc.nat(), (acts: Act[], seed) => {
        const device = createDevice(`report-${seed}`);
        device.draw(4, 3);
        const gatherer = createReportGatherer(device.store);
        let last = '';
        for (const one of acts) {
          perform(device, one);
          for (const { kept, anew } of both(device, gatherer)) {
            expect(kept).toEqual(anew);
            compared += 1;
            if (last !== (last = kept.reviewsDigest)) different += 1;
          }
        }
        closeStore(device.store);
      }),
      { numRuns: 25 },
    );
    expect(compared).toBeGreaterThan(different);
    expect(different).toBeGreaterThan(0);
  });

  test('carries the time at which it was asked for', () => {
    const device = createDevice();
    const { manifest } = device.draw(2);
    const gatherer = createReportGatherer(device.store);
    const one = gatherer.report(manifest.auditId, '2026-02-01T00:00:00.000Z');
    const other = gatherer.report(manifest.auditId, '2026-02-02T00:00:00.000Z');
    expect(other).toEqual({ ...one, computedAt: '2026-02-02T00:00:00.000Z' });
    closeStore(device.store);
  });

  test('counts the reviews that the hub refused, and nothing else that it refused', () => {
    const device = createDevice();
    const { manifest } = device.draw(2);
    const gatherer = createReportGatherer(device.store);
    const refused = () => gatherer.report(manifest.auditId, '2026-02-01T00:00:00.000Z').coverage.refused;
    expect(refused()).toBe(0);
    for (const kind of ['review', 'skip']) perform(device, { kind, a: 0, b: 0 });
    const events = listRows<{ eventId: never; seq: number }>(
      device.store,
      `SELECT event_id AS eventId, seq FROM ledger_event WHERE kind IN ('review.submitted', 'item.skipped')`,
    );
    expect(events).toHaveLength(2);
    const ledger = getCurrentLedger(device.store).id;
    const told = events.map((one) => ({ ...one, reason: 'NOT_ASSIGNED', detail: 'not yours' }));
    recordRefusals(device.store, ledger, told);
    expect(refused()).toBe(1);
    expect(countRefusedReviews(device.store, manifest.auditId)).toBe(1);
    expect(countRefusedReviews(device.store, device.draw(1).manifest.auditId)).toBe(0);
    closeStore(device.store);
  });
});

test('rebuilding the projections makes evidence be read anew', () => {
  const device = createDevice();
  const { manifest } = device.draw(1);
  const read = createEvidenceReader(device.store, 10_000);
  const before = read(manifest.auditId).version;
  rebuildProjections(device.store);
  expect(read(manifest.auditId).version).not.toBe(before);
  applyFeedPage(device.store, { cursor: 'c', entries: [] });
  closeStore(device.store);
});
