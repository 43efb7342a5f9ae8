/** Evidence of an audit that was truly drawn (keys, ranks, overlap, queue), made without files or a store. */
import type { Assignment, Audit, AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { audit as auditSchema, itemIdOf, manifest as manifestSchema } from '../../shared/domain/audit.ts';
import { canonicalJson, digestOf, sha256Hex, uuidFromText } from '../../shared/domain/canonical.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId, LedgerId, TraceId } from '../../shared/domain/ids.ts';
import type { Answers, Review } from '../../shared/domain/review.ts';
import { METHOD_VERSION } from '../../shared/contract/report.ts';
import { composeReport } from '../../shared/report/compose.ts';
import type { ExportFacts, ReportDocument } from '../../shared/report/document.ts';
import { buildReportDocument } from '../../shared/report/document.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { assignItems } from '../../shared/sampling/assign.ts';
import { chooseOverlap } from '../../shared/sampling/overlap.ts';
import { compareKeys } from '../../shared/sampling/prn.ts';
import { queueOrder } from '../../shared/sampling/queue-order.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import { makePlan } from './made-audit.ts';

export const reportAuditId = uuidFromText('report audit') as AuditId;
export const ada = uuidFromText('ada');
export const ben = uuidFromText('ben');
export const cleo = uuidFromText('cleo');
const at = '2026-11-09T08:00:00.000Z';

export interface MadeReportOptions {
  /** Traces of the frame and items drawn, by value of the one dimension. */
  strata?: Record<string, { population: number; drawn: number }>;
  overlap?: number;
  title?: string;
  plan?: Partial<AuditPlan>;
  /** Clean first verdicts that Cleo judges again; every fifth is turned over. */
  secondLooks?: number;
  /** Names by person id. */
  names?: Record<string, string>;
  state?: Audit['state'];
}

const threeLanguages = {
  de: { population: 300, drawn: 30 },
  en: { population: 900, drawn: 60 },
  es: { population: 100, drawn: 20 },
};

type MadeStrata = NonNullable<MadeReportOptions['strata']>;

function drawItems(plan: AuditPlan, strata: MadeStrata) {
  const frame = Object.entries(strata).flatMap(([value, { population }]) =>
    Array.from({ length: population }, (_, n) => ({ id: `${value}-${n}`, stratum: canonicalJson([value]) })),
  );
  const sizes = new Map(Object.entries(strata).map(([value, { drawn }]) => [canonicalJson([value]), drawn]));
  const selected = selectBottomK({ seed: plan.seed, purpose: 'sample', items: frame, sizes });
  const items = [...selected]
    .flatMap(([stratum, ranked]) => ranked.map((one) => ({ ...one, stratum })))
    .toSorted(compareKeys);
  const chosen = chooseOverlap({ seed: plan.seed, items, total: plan.overlap.size });
  if (!chosen.ok) throw new Error('the overlap is too small');
  const places = new Map(queueOrder(items).map((one, n) => [one.id, n + 1]));
  return { items, overlap: new Set(chosen.itemIds), places };
}

const sizesOf = (strata: MadeStrata): Record<string, number> =>
  Object.fromEntries(Object.entries(strata).map(([value, { drawn }]) => [canonicalJson([value]), drawn]));

export function makeManifest(options: MadeReportOptions = {}): Manifest {
  const strata: MadeStrata = options.strata ?? threeLanguages;
  const size = Object.values(strata).reduce((sum, one) => sum + one.drawn, 0);
  const plan = makePlan({
    title: options.title ?? 'Week 46',
    allocation: { rule: 'equal', size, minPerStratum: 1, takeAllBelow: 0, sizes: sizesOf(strata) },
    overlap: { size: options.overlap ?? 24, reviewersPerItem: 2 },
    ...options.plan,
  });
  const { items, overlap, places } = drawItems(plan, strata);
  const of = (stratum: string) =>
    strata[(JSON.parse(stratum) as string[])[0] ?? ''] ?? { population: 0, drawn: 0 };
  return manifestSchema.parse({
    v: 1,
    auditId: reportAuditId,
    plan,
    frameSize: Object.values(strata).reduce((sum, one) => sum + one.population, 0),
    strata: Object.entries(strata).map(([value, { population, drawn }]) => ({
      key: canonicalJson([value]),
      values: [value],
      population,
      drawn,
      isTakeAll: population === drawn,
    })),
    items: items.map((one) => ({
      id: itemIdOf(reportAuditId, one.id as TraceId),
      traceId: one.id,
      stratum: one.stratum,
      key: one.key,
      rank: one.rank,
      inclusionProbability: of(one.stratum).drawn / of(one.stratum).population,
      weight: of(one.stratum).population / of(one.stratum).drawn,
      isOverlap: overlap.has(one.id),
      position: places.get(one.id),
      contentDigest: sha256Hex(`content ${one.id}`),
      sealedDigest: null,
      facets: {
        language: (JSON.parse(one.stratum) as string[])[0],
        model: one.rank % 3 === 0 ? 'assist-2' : 'assist-1',
        week: `2026-W${41 + (one.rank % 7)}`,
        'judge.checker@2': one.rank % 6 === 0 || one.rank % 7 === 0 ? 'unsupported' : 'supported',
      },
    })),
    drawnAt: at,
  });
}

const choice = (option: string) => ({ type: 'choice' as const, option });

function answersFor(hallucination: string): Answers {
  return {
    hallucination: choice(hallucination),
    ...(hallucination === 'none' ? {} : { severity: choice('major') }),
    policy: choice('complies'),
    actionability: choice(hallucination === 'none' ? 'actionable_as_is' : 'needs_rework'),
    note: { type: 'text', text: 'a note that no report may carry' },
  } as Answers;
}

function reviewsOf(manifest: Manifest, assignments: readonly Assignment[]): Review[] {
  const byId = new Map(manifest.items.map((one) => [one.id, one]));
  return assignments.flatMap(({ itemId, personIds }) =>
    personIds.map((personId, place): Review => {
      const rank = byId.get(itemId)?.rank ?? 1;
      const first = rank % 6 === 0 ? 'factual' : 'none';
      const label = place > 0 && rank % 5 === 0 ? 'procedural' : first;
      return {
        id: uuidFromText(`review ${itemId} ${personId}`) as Review['id'],
        auditId: reportAuditId,
        itemId,
        personId,
        eventId: uuidFromText(`event ${itemId} ${personId}`) as Review['eventId'],
        scorecard: manifest.plan.scorecard,
        answers: answersFor(label),
        submittedAt: at,
        elapsedMs: 20_000 + rank,
        supersedes: null,
        isLate: false,
        isCurrent: true,
      };
    }),
  );
}

function lookAgain(all: readonly Review[], count: number): Pick<ReportInput, 'reviews' | 'secondLooks'> {
  const seen = new Set<string>();
  const again = all
    .filter((of) => !seen.has(of.itemId) && seen.add(of.itemId))
    .slice(0, count)
    .map((of, n) => ({
      ...of,
      id: uuidFromText(`second look ${of.itemId}`) as Review['id'],
      personId: cleo as Review['personId'],
      answers: n % 5 === 0 ? answersFor('factual') : of.answers,
    }));
  return { reviews: again, secondLooks: again.map(({ itemId, personId }) => ({ itemId, personId })) };
}

/** Everything that the report of a made audit rests on: one skip, one late review, the rest reviewed. */
export function makeReportInput(options: MadeReportOptions = {}): ReportInput {
  const manifest = makeManifest(options);
  const assignments = assignItems({
    seed: manifest.plan.seed,
    items: manifest.items,
    reviewerIds: [ada, ben],
    reviewersPerOverlapItem: 2,
  }).map((one) => ({ itemId: one.itemId, personIds: one.reviewerIds })) as Assignment[];
  const all = reviewsOf(manifest, assignments);
  const [skipped, late] = manifest.items.filter((one) => !one.isOverlap);
  const state = options.state ?? 'closed';
  const again = lookAgain(all, options.secondLooks ?? 0);
  return {
    audit: auditSchema.parse({
      id: reportAuditId,
      title: options.title ?? 'Week 46',
      state,
      plan: manifest.plan,
      leadId: ada,
      manifestDigest: digestOf(manifest),
      plannedAt: at,
      drawnAt: at,
      closedAt: state === 'closed' ? at : null,
      isDemo: false,
    }),
    manifest,
    assignments,
    reviews: [
      ...all
        .filter((of) => of.itemId !== skipped?.id)
        .map((of) => (of.itemId === late?.id ? { ...of, isLate: true } : of)),
      ...again.reviews,
    ],
    skips: [{ itemId: skipped?.id ?? '', personId: ada, reason: 'cannot_judge' }],
    scorecard: hallucinationAudit,
    secondLooks: again.secondLooks,
    refusedCount: 1,
    names: new Map(Object.entries(options.names ?? { [ada]: 'Ada', [ben]: 'Ben' })),
    computedAt: at,
  };
}

/** A plan that registers one claim of each kind, a stop rule and second looks. */
export const registeredPlan: Partial<AuditPlan> = {
  thresholds: [{ question: 'hallucination', limit: 0.16 }],
  secondLook: { cleanShare: 0.3, flaggedShare: 0.2 },
  registration: {
    primaryQuestion: 'hallucination',
    stopRule: { kind: 'precision', halfWidth: 0.05 },
    hypotheses: [
      {
        statement: 'assist-2 hallucinates more than assist-1',
        claim: {
          kind: 'difference',
          question: 'hallucination',
          dimension: 'model',
          a: 'assist-2',
          b: 'assist-1',
          direction: 'higher',
        },
      },
      {
        statement: 'In English the rate stays below 12 %',
        claim: {
          kind: 'rate',
          question: 'hallucination',
          part: { dimension: 'language', value: 'en' },
          direction: 'below',
          limit: 0.12,
        },
      },
      { statement: 'Reviewers agree', claim: { kind: 'agreement', question: 'hallucination', atLeast: 0.6 } },
    ],
  },
};

export const exportFacts: ExportFacts = {
  appVersion: '0.0.0-test',
  methodVersion: METHOD_VERSION,
  exportedAt: '2026-11-21T10:00:00.000Z',
  ledgerHeads: [{ ledger: uuidFromText('ledger') as LedgerId, seq: 12, hash: sha256Hex('head') }],
  hidesNames: false,
};

export function makeReportDocument(
  options: MadeReportOptions = {},
  facts: Partial<ExportFacts> = {},
): ReportDocument {
  const input = makeReportInput(options);
  return buildReportDocument(input, composeReport(input), { ...exportFacts, ...facts });
}
