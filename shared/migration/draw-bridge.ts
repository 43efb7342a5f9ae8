/**
 * From the items of an earlier audit to the manifest of its bridge audit. Must not know stores or people.
 *
 * Invariants: the strata are the old classes, counted in items of the earlier audit that can still be judged; the plan has
 * no dimensions and items carry no facets, so that no reviewer is told what an item was called before; the seed follows from
 * that of the earlier audit, so that nobody can choose which items come.
 */
import type { Audit, AuditPlan, Manifest, ManifestItem, ManifestStratum, PhaseOne } from '../domain/audit.ts';
import { itemIdOf } from '../domain/audit.ts';
import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import type { AuditId, Digest } from '../domain/ids.ts';
import type { ScorecardRef } from '../domain/scorecard.ts';
import type { Bridge } from '../domain/taxonomy-change.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';
import { chooseOverlap } from '../sampling/overlap.ts';
import { compareKeys } from '../sampling/prn.ts';
import { queueOrder } from '../sampling/queue-order.ts';
import { selectBottomK } from '../sampling/select.ts';
import type { LabelledItem, PlannedClass } from './plan-bridge.ts';

/** Share of the items that several people judge, and the fewest: agreement under the new version rests on them. */
const OVERLAP_SHARE = 0.3;
const LEAST_OVERLAP = 50;

export interface BridgePlanFacts {
  /** The earlier audit, with its seed. */
  readonly audit: Audit;
  readonly bridge: Bridge;
  /** The new version, and the scorecard that asks it. */
  readonly taxonomy: Taxonomy;
  readonly scorecard: ScorecardRef;
  readonly classes: readonly PlannedClass[];
  readonly reviewers: number;
  readonly dueAt: string | null;
}

const keyOf = (option: string): string => canonicalJson([option]);

/** The plan of a bridge audit. */
export function bridgePlanOf(facts: BridgePlanFacts): AuditPlan {
  const { audit, bridge, taxonomy, scorecard, classes, reviewers, dueAt } = facts;
  const { source, filter, seed, alpha, blinding, overlap } = audit.plan;
  const size = classes.reduce((sum, of) => sum + of.drawn, 0);
  const strata = classes.filter((of) => of.drawn > 0).length;
  const shared = Math.min(size, Math.max(strata, LEAST_OVERLAP, Math.ceil(size * OVERLAP_SHARE)));
  const name = `${bridge.auditId}:${bridge.question}:${bridge.to.id}@${bridge.to.version}`;
  return {
    title: titleOf(audit, taxonomy),
    source,
    filter,
    dimensions: [],
    allocation: {
      rule: 'equal',
      size,
      minPerStratum: 0,
      takeAllBelow: 0,
      sizes: Object.fromEntries(countable(classes).map((of) => [keyOf(of.class), of.drawn])),
    },
    overlap: {
      size: reviewers < 2 ? 0 : shared,
      reviewersPerItem: Math.max(2, Math.min(reviewers, overlap.reviewersPerItem)),
    },
    seed: sha256Hex(`${seed}:bridge:${name}`).slice(0, 32),
    selection: 'bottomK',
    scorecard,
    thresholds: [],
    ciMethod: 'kgStar',
    alpha,
    blinding,
    ...(dueAt === null ? {} : { dueAt }),
    bridge,
  };
}

const mostTitle = 120;

function titleOf({ title }: Audit, { title: classes, version }: Taxonomy): string {
  const end = ` under ${classes} v${version}`;
  const whole = `Relabel of ${title}${end}`;
  if (whole.length <= mostTitle) return whole;
  const start = `Relabel of ${title}`.slice(0, mostTitle - end.length - 1).toWellFormed();
  return `${start.trimEnd()}…${end}`;
}

/** Strata hold what can be drawn from them. */
function countable(classes: readonly PlannedClass[]): PlannedClass[] {
  return classes.filter((of) => of.items > of.gone);
}

export interface BridgeDraw {
  readonly auditId: AuditId;
  readonly plan: AuditPlan;
  readonly classes: readonly PlannedClass[];
  readonly items: readonly LabelledItem[];
  /** Items of the earlier audit's manifest. */
  readonly drawn: readonly ManifestItem[];
  readonly phaseOne: Omit<PhaseOne, 'weights' | 'classes'>;
  readonly drawnAt: string;
}

/** Draws the sub-sample: of each class the items with the smallest keys. Throws a RangeError when nothing is to be drawn. */
export function drawBridgeManifest(draw: BridgeDraw): Manifest {
  const { plan, classes, auditId, drawnAt } = draw;
  const strata: ManifestStratum[] = countable(classes).map((of) => {
    const population = of.items - of.gone;
    const isTakeAll = of.drawn === population;
    return { key: keyOf(of.class), values: [of.class], population, drawn: of.drawn, isTakeAll };
  });
  const items = drawItems(draw, strata);
  const weights = new Map(draw.items.map((of) => [of.traceId, of.weight]));
  return {
    v: 1,
    auditId,
    plan,
    frameSize: draw.items.filter((of) => !of.isGone).length,
    strata,
    items,
    phaseOne: {
      ...draw.phaseOne,
      classes: classes.map(({ class: id, title, items: count, gone, share }) => ({
        class: id,
        title,
        items: count,
        gone,
        share,
      })),
      weights: items.map((one) => weights.get(one.traceId)!),
    },
    drawnAt,
  };
}

/** The chosen items with their texts as the earlier audit had them, in the order of their keys. */
function drawItems(
  { plan, auditId, ...draw }: BridgeDraw,
  strata: readonly ManifestStratum[],
): ManifestItem[] {
  const frame = draw.items.filter((of) => !of.isGone);
  const selected = selectBottomK({
    seed: plan.seed,
    purpose: 'sample',
    items: frame.map((of) => ({ id: of.traceId, stratum: keyOf(of.option) })),
    sizes: new Map(strata.map((of) => [of.key, of.drawn])),
  });
  const taken = [...selected].flatMap(([stratum, ranked]) => ranked.map((one) => ({ ...one, stratum })));
  if (taken.length === 0) throw new RangeError('there is nothing to judge anew');
  const overlap = chooseOverlap({ seed: plan.seed, items: taken, total: plan.overlap.size });
  if (!overlap.ok) throw new RangeError('the overlap does not reach every class');
  const isOverlap = new Set(overlap.itemIds);
  const positions = new Map(queueOrder(taken).map((one, at) => [one.id, at + 1]));
  const before = new Map<string, ManifestItem>(draw.drawn.map((one) => [one.traceId, one]));
  const byKey = new Map(strata.map((of) => [of.key, of]));
  return taken.toSorted(compareKeys).map((one): ManifestItem => {
    const { traceId, contentDigest, sealedDigest } = before.get(one.id)!;
    const { population, drawn: size } = byKey.get(one.stratum)!;
    return {
      id: itemIdOf(auditId, traceId),
      traceId,
      stratum: one.stratum,
      key: one.key as Digest,
      rank: one.rank,
      inclusionProbability: size / population,
      weight: population / size,
      isOverlap: isOverlap.has(one.id),
      position: positions.get(one.id)!,
      contentDigest,
      sealedDigest,
      facets: {},
    };
  });
}
