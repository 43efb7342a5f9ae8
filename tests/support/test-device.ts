/** A device without a host: a store with one person's ledger, and the acts that events are made of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WritableStore } from '../../db/connection.ts';
import { inTransaction, openScratchStore } from '../../db/connection.ts';
import type { SessionFacts } from '../../db/fork.ts';
import { appendSession } from '../../db/fork.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { appendEvent, findCurrentLedger, getCurrentLedger, insertLedger } from '../../db/queries/ledger.ts';
import type { Clock } from '../../electron/backend/clock.ts';
import type { IdSource } from '../../electron/backend/ids.ts';
import { createIds } from '../../electron/backend/ids.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import { kindOf } from '../../shared/domain/events.ts';
import type { AuditId, EventId, LedgerId, PersonId } from '../../shared/domain/ids.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Answers } from '../../shared/domain/review.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';
import type { MadeAudit } from './made-audit.ts';
import { makeAudit, makePlan } from './made-audit.ts';

/** A clock that a test sets; every reading is one millisecond later than the one before it. */
export function tickingClock(from = '2026-01-07T08:00:00.000Z'): Clock & { advance(ms: number): void } {
  let nowMs = Date.parse(from);
  return {
    now: () => new Date((nowMs += 1)),
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** Ids that are the same in every run with this seed. */
export function seededIds(seed: string, clock: Clock): IdSource {
  const random = randomStream(seed);
  return createIds(clock, (size) => Uint8Array.from({ length: size }, () => Math.floor(random() * 256)));
}

export interface TestDevice {
  store: WritableStore;
  clock: Clock & { advance(ms: number): void };
  ids: IdSource;
  append<K extends EventKey>(key: K, body: EventBody<K>): void;
  session(): SessionFacts;
  /** Stores and opens an audit of `count` items, dealt to `reviewers` in turn; overlap items to all of them. */
  draw(count: number, overlap?: number, reviewers?: PersonId[], plan?: Partial<AuditPlan>): MadeAudit;
  personId(): PersonId;
}

/** A device on the given store, or on one in memory. A store that has a ledger goes on with it: use another seed. */
export function createDevice(seed = 'device', store = openScratchStore()): TestDevice {
  const clock = tickingClock();
  const ids = seededIds(seed, clock);
  const session = (): SessionFacts => ({
    eventId: ids.uuidv7() as EventId,
    at: clock.now().toISOString(),
    salt: ids.saltHex(),
    device: 'test',
    app: 'assay test',
    personName: 'Ada',
  });
  const personId = (): PersonId => getCurrentLedger(store).personId;
  const append: TestDevice['append'] = (key, body) => {
    const { id, personId: actor } = getCurrentLedger(store);
    const ids7 = ids.uuidv7() as EventId;
    const at = clock.now().toISOString();
    appendEvent(store, id, { ...kindOf(key), id: ids7, at, actor, subject: {}, body, salt: ids.saltHex() });
  };
  const draw: TestDevice['draw'] = (count, overlap = 0, reviewers = [personId()], plan = {}) => {
    const auditId = ids.uuidv7() as AuditId;
    const made = makeAudit(auditId, count, overlap, makePlan(plan));
    const { manifest, manifestDigest, contents } = made;
    inTransaction(store, () => {
      for (const content of contents) insertContent(store, content);
      insertContent(store, { digest: manifestDigest, text: manifestText(made) });
      append('audit.planned@1', { auditId, plan: manifest.plan, isDemo: false });
      append('audit.drawn@1', { auditId, manifestDigest, itemCount: count });
      append('audit.assigned@1', {
        auditId,
        assignments: manifest.items.map((item, n) => ({
          itemId: item.id,
          personIds: item.isOverlap ? reviewers : [reviewers[n % reviewers.length]!],
        })),
      });
    });
    return made;
  };
  if (findCurrentLedger(store) === null) {
    const ledger = ids.uuidv7() as LedgerId;
    const person = ids.uuidv7() as PersonId;
    insertLedger(store, { id: ledger, personId: person, role: 'lead', hubId: null });
    appendSession(store, ledger, person, session());
  }
  return { store, clock, ids, append, session, draw, personId };
}

export function manifestText({ manifest }: MadeAudit): string {
  return canonicalJson(manifest);
}

/** A complete form of the default scorecard. */
export function answersOf(hallucination: 'none' | 'factual' = 'none'): Answers {
  const choice = (option: string) => ({ type: 'choice' as const, option });
  return {
    hallucination: choice(hallucination),
    ...(hallucination === 'none' ? {} : { severity: choice('minor'), cause: choice('unclear') }),
    policy: choice('complies'),
    actionability: choice('actionable_as_is'),
  };
}

/** A folder that is removed when the test ends: call `remove` in afterEach. */
export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'assay-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
