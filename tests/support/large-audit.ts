/**
 * A large audit for benches: drawn items in strata with facets, judges and weeks, and the reviews of several people as
 * rows of the store. All items have the same content, because no figure rests on it.
 */
import { inTransaction, runSql } from '../../db/connection.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { putPerson } from '../../db/queries/people.ts';
import type { BackendContext } from '../../electron/backend/context.ts';
import { appendOwn, getSelf } from '../../electron/backend/self.ts';
import type { Manifest, ManifestItem } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { AuditId, Digest, ItemId, PersonId, TraceId } from '../../shared/domain/ids.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';
import { makePlan, makeTrace } from './made-audit.ts';

export interface LargeAudit {
  auditId: AuditId;
  /** Items that only the person of this device has and that nobody reviewed, in queue order. */
  open: ItemId[];
  reviewCount: number;
}

const languages = ['de', 'en', 'es', 'fr'];
const models = ['assist-1', 'assist-2', 'assist-3'];
const risks = ['low', 'medium', 'high', 'critical'];
const classes = ['none', 'factual', 'procedural', 'policy', 'citation'];

export interface LargeAuditOptions {
  items: number;
  /** Share of the items that everyone has. */
  overlapShare: number;
  people: number;
  /** Items at the end of this person's queue that are left open. */
  open: number;
}

export function storeLargeAudit(context: BackendContext, options: LargeAuditOptions): LargeAudit {
  const { store, ids } = context;
  const auditId = ids.uuidv7() as AuditId;
  const me = getSelf(store).person.id;
  const people = [me, ...Array.from({ length: options.people - 1 }, () => ids.uuidv7() as PersonId)];
  const trace = canonicalJson(makeTrace(1));
  const contentDigest = sha256Hex(trace);
  const manifest = makeManifest(auditId, options, contentDigest);
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  const assigned = manifest.items.map((item, n) => ({
    itemId: item.id,
    personIds: item.isOverlap ? people : [people[n % people.length]!],
  }));
  const mine = assigned.filter((one) => one.personIds.length === 1 && one.personIds[0] === me);
  const open = mine.slice(mine.length - options.open).map((one) => one.itemId);
  return inTransaction(store, () => {
    for (const [n, id] of people.entries())
      if (n > 0) putPerson(store, { id, name: `Reviewer ${n}`, role: 'reviewer' });
    insertContent(store, { digest: contentDigest, text: trace });
    insertContent(store, { digest: manifestDigest, text });
    const plan = manifest.plan;
    const itemCount = manifest.items.length;
    appendOwn(context, 'audit.planned@1', { auditId }, { auditId, plan, isDemo: false });
    appendOwn(context, 'audit.drawn@1', { auditId }, { auditId, manifestDigest, itemCount });
    appendOwn(context, 'audit.assigned@1', { auditId }, { auditId, assignments: assigned });
    const reviewCount = insertReviews(context, auditId, assigned, new Set(open));
    return { auditId, open, reviewCount };
  });
}

function makeManifest(auditId: AuditId, options: LargeAuditOptions, contentDigest: Digest): Manifest {
  const random = randomStream('large audit');
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const plan = makePlan({
    title: 'A large audit',
    dimensions: ['language', 'riskClass'],
    allocation: { rule: 'proportional', size: options.items, minPerStratum: 1, takeAllBelow: 0 },
    registration: {
      primaryQuestion: 'hallucination',
      stopRule: { kind: 'fixed' },
      hypotheses: [
        {
          statement: 'assist-2 hallucinates less than assist-1',
          claim: {
            kind: 'difference',
            question: 'hallucination',
            dimension: 'model',
            a: 'assist-2',
            b: 'assist-1',
            direction: 'lower',
          },
        },
      ],
    },
  });
  const items = Array.from({ length: options.items }, (_, n): ManifestItem => {
    const traceId = `trace-${n}` as TraceId;
    const values = [languages[n % 4]!, pick(risks)];
    return {
      id: itemIdOf(auditId, traceId),
      traceId,
      stratum: canonicalJson(values),
      key: contentDigest,
      rank: n + 1,
      inclusionProbability: 0.05,
      weight: 20,
      isOverlap: n < options.items * options.overlapShare,
      position: n + 1,
      contentDigest,
      sealedDigest: null,
      facets: {
        language: values[0]!,
        riskClass: values[1]!,
        model: pick(models),
        week: `2026-W${String(10 + (n % 12))}`,
        'judge.heuristic': random() < 0.2 ? 'unsupported' : 'supported',
      },
    };
  });
  const strata = [...Map.groupBy(items, (one) => one.stratum)].map(([key, members]) => ({
    key,
    values: JSON.parse(key) as string[],
    population: members.length * 20,
    drawn: members.length,
    isTakeAll: false,
    verdicts: { heuristic: { supported: members.length * 16, unsupported: members.length * 4 } },
  }));
  return {
    v: 1,
    auditId,
    plan,
    frameSize: options.items * 20,
    strata,
    items,
    drawnAt: '2026-01-06T09:00:00.000Z',
  };
}

const choice = (option: string) => ({ type: 'choice', option });

/** Reviews as rows of the projection: what a feed leaves behind, without its entries. */
function insertReviews(
  { store, ids }: BackendContext,
  auditId: AuditId,
  assigned: readonly { itemId: ItemId; personIds: readonly PersonId[] }[],
  open: ReadonlySet<ItemId>,
): number {
  const random = randomStream('large audit reviews');
  let count = 0;
  for (const { itemId, personIds } of assigned) {
    if (open.has(itemId)) continue;
    const truth = random() < 0.15 ? classes[1 + Math.floor(random() * 4)]! : 'none';
    for (const personId of personIds) {
      const given = random() < 0.1 ? classes[Math.floor(random() * 5)]! : truth;
      const answers = JSON.stringify({
        hallucination: choice(given),
        ...(given === 'none'
          ? {}
          : { severity: choice(random() < 0.5 ? 'minor' : 'major'), cause: choice('unclear') }),
        policy: choice(random() < 0.05 ? 'violates' : 'complies'),
        actionability: choice('actionable_as_is'),
      });
      const values = [
        ids.uuidv7(),
        auditId,
        itemId,
        personId,
        ids.uuidv7(),
        'hallucination_audit',
        1,
        answers,
      ];
      runSql(store, 'INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, 1)', [
        ...values,
        '2026-01-07T08:00:00.000Z',
        30_000,
      ]);
      count += 1;
    }
  }
  return count;
}
