/** Evidence that fulfils every contract, spelled out item by item: who was given it, who answered what, its facets. */
import type { Audit, AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { audit as auditSchema, itemIdOf, manifest as manifestSchema } from '../../shared/domain/audit.ts';
import { sha256Hex, uuidFromText } from '../../shared/domain/canonical.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId, TraceId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { makePlan } from './made-audit.ts';

/** Option by question. */
export type MadeAnswers = Record<string, string>;

export interface SampleItem {
  stratum: string;
  /** By person; people who are given the item are those of `given`, else those who answered or skipped. */
  answers?: Record<string, MadeAnswers>;
  given?: string[];
  /** Reason by person. */
  skips?: Record<string, string>;
  facets?: Record<string, string>;
  isOverlap?: boolean;
  lateAnswers?: Record<string, MadeAnswers>;
}

export interface MadeSample {
  /** Traces of the frame by stratum. */
  strata: Record<string, number>;
  /** In queue order. */
  items: SampleItem[];
  plan?: Partial<AuditPlan>;
  /** Changes of the manifest's plan only. */
  drawnPlan?: Partial<AuditPlan>;
  state?: Audit['state'];
  scorecard?: Scorecard;
  /** Distinguishes audits. */
  name?: string;
  closedAt?: string;
}

const at = '2026-11-09T08:00:00.000Z';

/** Id of a person by name, as in the evidence. */
export const idOf = (name: string): string => uuidFromText(`person ${name}`);

export function makeSample(made: MadeSample): ReportInput {
  const { items, state = 'closed', scorecard = hallucinationAudit, name = 'sample' } = made;
  const auditId = uuidFromText(`audit ${name}`) as AuditId;
  const plan = makePlan({
    title: name,
    dimensions: ['language'],
    thresholds: [],
    scorecard: { id: scorecard.id, version: scorecard.version },
    ...made.plan,
  });
  const manifest = manifestOf(made, auditId, { ...plan, ...made.drawnPlan });
  return {
    audit: auditSchema.parse({
      id: auditId,
      title: name,
      state,
      plan,
      leadId: idOf('lead'),
      manifestDigest: sha256Hex(`manifest ${name}`),
      plannedAt: at,
      drawnAt: at,
      closedAt: state === 'closed' ? (made.closedAt ?? at) : null,
      isDemo: false,
    }),
    manifest,
    assignments: items.flatMap((of, i) => {
      const given = of.given ?? [...Object.keys(of.answers ?? {}), ...Object.keys(of.skips ?? {})];
      return given.length === 0 ? [] : [{ itemId: manifest.items[i]!.id, personIds: given.map(idOf) }];
    }) as unknown as ReportInput['assignments'],
    reviews: items.flatMap((of, i) => [
      ...reviewsOf(of.answers, manifest, i, false),
      ...reviewsOf(of.lateAnswers, manifest, i, true),
    ]),
    skips: items.flatMap(({ skips = {} }, i) =>
      Object.entries(skips).map(([who, reason]) => ({
        itemId: manifest.items[i]!.id,
        personId: idOf(who),
        reason,
      })),
    ),
    scorecard,
    secondLooks: [],
    refusedCount: 0,
    names: new Map([[idOf('ada'), 'Ada']]),
    computedAt: at,
  };
}

function manifestOf({ strata, items }: MadeSample, auditId: AuditId, plan: AuditPlan): Manifest {
  const drawn = (key: string): number => items.filter((of) => of.stratum === key).length;
  return manifestSchema.parse({
    v: 1,
    auditId,
    plan,
    frameSize: Object.values(strata).reduce((sum, size) => sum + size, 0),
    strata: Object.entries(strata).map(([value, population]) => ({
      key: JSON.stringify([value]),
      values: [value],
      population,
      drawn: drawn(value),
      isTakeAll: drawn(value) === population,
    })),
    items: items.map(({ stratum, isOverlap = false, facets = {} }, i) => ({
      id: itemIdOf(auditId, `trace-${i}` as TraceId),
      traceId: `trace-${i}`,
      stratum: JSON.stringify([stratum]),
      key: sha256Hex(`trace-${i}`),
      rank: i + 1,
      inclusionProbability: Math.min(1, drawn(stratum) / strata[stratum]!),
      weight: Math.max(1, strata[stratum]! / drawn(stratum)),
      isOverlap,
      position: i + 1,
      contentDigest: sha256Hex(`content ${i}`),
      sealedDigest: null,
      facets: { language: stratum, ...facets },
    })),
    drawnAt: at,
  });
}

function reviewsOf(
  answers: Record<string, MadeAnswers> = {},
  manifest: Manifest,
  place: number,
  isLate: boolean,
): Review[] {
  return Object.entries(answers).map(
    ([who, given]) =>
      ({
        id: uuidFromText(`review ${manifest.auditId} ${place} ${who} ${isLate}`),
        auditId: manifest.auditId,
        itemId: manifest.items[place]!.id,
        personId: idOf(who),
        eventId: uuidFromText(`event ${manifest.auditId} ${place} ${who} ${isLate}`),
        scorecard: manifest.plan.scorecard,
        answers: Object.fromEntries(
          Object.entries(given).map(([question, option]) => [question, { type: 'choice', option }]),
        ),
        submittedAt: at,
        elapsedMs: 20_000,
        supersedes: null,
        isLate,
        isCurrent: true,
      }) as unknown as Review,
  );
}

/** Answers of one review: an error of the class, or none, with what hangs on it. */
export function answered(hallucination: string, more: MadeAnswers = {}): MadeAnswers {
  const severity: MadeAnswers = hallucination === 'none' ? {} : { severity: 'major' };
  return { hallucination, ...severity, policy: 'complies', actionability: 'actionable_as_is', ...more };
}

/** `n` items of a stratum of which the first `events` hold an error, all reviewed by Ada. */
export function itemsWith(
  stratum: string,
  n: number,
  events: number,
  more: (i: number) => Partial<SampleItem> = () => ({}),
): SampleItem[] {
  return Array.from({ length: n }, (_, i) => ({
    stratum,
    answers: { ada: answered(i < events ? 'factual' : 'none') },
    ...more(i),
  }));
}
