/**
 * A store with many disagreements for benches: closed audits whose items are the demo's traces, each judged by five people
 * who slip, confuse two classes, and differ about hard items; a share of the cases is ruled.
 */
import { inTransaction } from '../../db/connection.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { putPerson } from '../../db/queries/people.ts';
import { putReview } from '../../db/queries/reviews.ts';
import type { BackendContext } from '../../electron/backend/context.ts';
import { appendOwn, getSelf } from '../../electron/backend/self.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import type { ManifestItem } from '../../shared/domain/audit.ts';
import { itemIdOf, manifest } from '../../shared/domain/audit.ts';
import { canonicalJson, digestOf, sha256Hex } from '../../shared/domain/canonical.ts';
import { facetsOf } from '../../shared/domain/facets.ts';
import type { AuditId, Digest, EventId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { dimensionValue } from '../../shared/domain/trace.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';
import { makePlan } from './made-audit.ts';
import { manifestText } from './test-device.ts';

const classes = ['none', 'factual', 'procedural', 'policy', 'citation', 'other'];
const dimensions = ['intent', 'language'] as const;
const people = 5;

export interface DisputedStore {
  auditIds: AuditId[];
  reviews: number;
}

/** `perAudit` items each; about half of them are disputed on some question. */
export function storeDisputed(context: BackendContext, audits: number, perAudit: number): DisputedStore {
  const { store, ids } = context;
  const { traces } = generateDemo({ seed: 'disputed', count: audits * perAudit, weekStart: '2026-01-05' });
  const me = getSelf(store).person.id;
  const reviewers = [me, ...Array.from({ length: people - 1 }, () => ids.uuidv7() as PersonId)];
  const found: DisputedStore = { auditIds: [], reviews: 0 };
  inTransaction(store, () => {
    for (const [n, id] of reviewers.entries())
      if (n > 0) putPerson(store, { id, name: `Reviewer ${n}`, role: 'reviewer' });
    for (let n = 0; n < audits; n += 1) {
      const auditId = ids.uuidv7() as AuditId;
      const own = traces.slice(n * perAudit, (n + 1) * perAudit);
      storeAudit(context, auditId, `Week ${n + 1}`, own, reviewers);
      found.auditIds.push(auditId);
      found.reviews += own.length * people;
    }
  });
  return found;
}

function storeAudit(
  context: BackendContext,
  auditId: AuditId,
  title: string,
  traces: readonly Trace[],
  reviewers: readonly PersonId[],
): void {
  const { store } = context;
  const plan = makePlan({
    title,
    dimensions: [...dimensions],
    thresholds: [{ question: 'hallucination', limit: 0.2 }],
  });
  const items = traces.map((trace, n): ManifestItem => {
    const text = canonicalJson(trace);
    const contentDigest = sha256Hex(text) as Digest;
    insertContent(store, { digest: contentDigest, text });
    return {
      id: itemIdOf(auditId, trace.id),
      traceId: trace.id,
      stratum: canonicalJson(dimensions.map((name) => dimensionValue(trace, name))),
      key: contentDigest,
      rank: n + 1,
      inclusionProbability: 0.1,
      weight: 10 + (n % 7),
      isOverlap: true,
      position: n + 1,
      contentDigest,
      sealedDigest: null,
      facets: facetsOf(trace, [...dimensions]),
    };
  });
  const strata = [...Map.groupBy(items, (one) => one.stratum)].map(([key, members]) => ({
    key,
    values: JSON.parse(key) as string[],
    population: members.length * 10,
    drawn: members.length,
    isTakeAll: false,
  }));
  const drawn = manifest.parse({
    v: 1,
    auditId,
    plan,
    frameSize: items.length * 10,
    strata,
    items,
    drawnAt: '2026-01-06T09:00:00.000Z',
  });
  const made = { manifest: drawn, manifestDigest: digestOf(drawn), contents: [] };
  insertContent(store, { digest: made.manifestDigest, text: manifestText(made) });
  appendOwn(context, 'audit.planned@1', { auditId }, { auditId, plan, isDemo: false });
  const itemCount = items.length;
  appendOwn(
    context,
    'audit.drawn@1',
    { auditId },
    { auditId, manifestDigest: made.manifestDigest, itemCount },
  );
  const assignments = items.map((one) => ({ itemId: one.id, personIds: [...reviewers] }));
  appendOwn(context, 'audit.assigned@1', { auditId }, { auditId, assignments });
  judge(context, auditId, items, reviewers);
  appendOwn(context, 'audit.closed@1', { auditId }, { auditId });
}

const choice = (option: string) => ({ type: 'choice' as const, option });

function judge(
  { store, ids }: BackendContext,
  auditId: AuditId,
  items: readonly ManifestItem[],
  reviewers: readonly PersonId[],
): void {
  const random = randomStream(`judge ${items.length}`);
  const pick = (n: number): number => Math.floor(random() * n);
  for (const [n, item] of items.entries()) {
    const truth = random() < 0.5 ? 0 : 1 + pick(5);
    const isHard = random() < 0.1;
    for (const personId of reviewers) {
      const confused = (truth === 1 || truth === 2) && random() < 0.4 ? 3 - truth : truth;
      const given = classes[isHard || random() < 0.08 ? pick(classes.length) : confused]!;
      const reviewId = ids.uuidv7();
      putReview(store, {
        id: reviewId as ReviewId,
        auditId,
        itemId: item.id,
        personId,
        eventId: reviewId as EventId,
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers: {
          hallucination: choice(given),
          ...(given === 'none'
            ? {}
            : { severity: choice(random() < 0.5 ? 'minor' : 'major'), cause: choice('unclear') }),
          policy: choice(random() < 0.02 ? 'violates' : 'complies'),
          actionability: choice('actionable_as_is'),
          ...(given === 'other'
            ? {
                note: {
                  type: 'text' as const,
                  text: `Invented ${n % 3 === 0 ? 'phone call' : 'opening hours'}`,
                },
              }
            : {}),
        },
        submittedAt: new Date(Date.UTC(2026, 0, 7, 8) + n * 60_000).toISOString(),
        elapsedMs: 30_000,
        supersedes: null,
        isLate: false,
        isCurrent: true,
      });
    }
  }
}
