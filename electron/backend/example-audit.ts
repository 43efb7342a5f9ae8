/**
 * The example for whoever settles disagreements: 400 made answers of the demo, judged by five simulated reviewers, closed.
 * With it the worklist, the triage, rulings, a new version of the taxonomy and its effect can be tried before there is any
 * audit of one's own.
 *
 * Invariant: opening it again opens the same one; every review of it is marked as simulated, in the ledger and on screen.
 */
import type { Assignment, AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex, uuidFromText } from '../../shared/domain/canonical.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId, ReviewId } from '../../shared/domain/ids.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { Demo } from '../../shared/demo/generate.ts';
import type { SimulatedReview } from '../../shared/demo/simulate-reviewers.ts';
import { simulateReviews } from '../../shared/demo/simulate-reviewers.ts';
import { importedPersonId } from '../../shared/imports/piece.ts';
import type { ComposedDraw } from '../../shared/sampling/compose-draw.ts';
import { inTransaction } from '../../db/connection.ts';
import { findAudit } from '../../db/queries/audits.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { addDemoSource, makeDemo } from './demo-audit.ts';
import type { OriginLedger } from './imports/origin-ledger.ts';
import { beginOriginLedger } from './imports/origin-ledger.ts';
import { announce } from './self.ts';
import { drawAudit } from './sources/draw-audit.ts';

const size = 400;
const people = ['Simulated A', 'Simulated B', 'Simulated C', 'Simulated D', 'Simulated E'].map((name) => ({
  personId: importedPersonId(name),
  name,
}));

/** The example of this device; made when it is not there yet. */
export async function openExampleAudit(context: BackendContext): Promise<AuditId> {
  const auditId = exampleAuditId(context);
  if (findAudit(context.store, auditId) !== null) return auditId;
  const demo = makeDemo();
  const source = await addDemoSource(context, demo);
  const drawn = await drawAudit(context.sources, source.spec, auditId, planOf(source), isoNow(context.clock));
  inTransaction(context.store, () => {
    if (findAudit(context.store, auditId) === null) storeExample(context, demo, drawn);
  });
  announce(context);
  return auditId;
}

/** One example for each data folder: several people on one laptop have each their own. */
function exampleAuditId({ dataDir }: BackendContext): AuditId {
  return uuidFromText(`example-audit:${dataDir}`) as AuditId;
}

function storeExample(context: BackendContext, demo: Demo, { manifest, contents }: ComposedDraw): void {
  const { store } = context;
  const { auditId, plan } = manifest;
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  for (const content of contents) insertContent(store, content);
  insertContent(store, { digest: manifestDigest, text });
  const importId = uuidFromText(`example-import:${auditId}`);
  const reviews = reviewsOf(demo, manifest);
  const ledger = beginOriginLedger(context);
  const on = { auditId };
  ledger.append('import.begun@1', on, {
    importId,
    auditId,
    name: 'Simulated reviewers of the example',
    preset: 'columns',
    files: [],
    people,
    isSimulated: true,
    rows: reviews.length,
    rejected: 0,
  });
  ledger.append('audit.planned@1', on, { auditId, plan, isDemo: true });
  ledger.append('audit.drawn@1', on, { auditId, manifestDigest, itemCount: manifest.items.length });
  ledger.append('audit.assigned@1', on, { auditId, assignments: assignmentsOf(manifest) });
  appendReviews(ledger, manifest, reviews, importId);
  ledger.append('audit.closed@1', on, { auditId });
}

/** In the order of the queue, so that who tires does so in the second half of the work. */
function reviewsOf({ traces, truth }: Demo, { items }: Manifest): SimulatedReview[] {
  const at = new Map<string, number>(traces.map((trace, i) => [trace.id, i]));
  const queue = items.toSorted((a, b) => a.position - b.position);
  return simulateReviews({
    seed: 'assay-example',
    reviewers: people.length,
    items: queue.map((item) => {
      const i = at.get(item.traceId) ?? -1;
      const [trace, known] = [traces[i], truth[i]];
      if (trace === undefined || known === undefined) throw new RangeError('the example drew another trace');
      return { trace, truth: known };
    }),
  });
}

function assignmentsOf({ items }: Manifest): Assignment[] {
  return items.map((item) => ({ itemId: item.id, personIds: people.map((one) => one.personId) }));
}

/** A minute apart: earlier and later halves of a reviewer's work can be told from one another. */
const apartMs = 60_000;

function appendReviews(
  ledger: OriginLedger,
  { auditId, plan, items, drawnAt }: Manifest,
  reviews: readonly SimulatedReview[],
  importId: string,
): void {
  const queue = items.toSorted((a, b) => a.position - b.position);
  const begun = Date.parse(drawnAt) - queue.length * apartMs;
  for (const [row, { item, reviewer, answers, elapsedMs }] of reviews.entries()) {
    const { id: itemId } = queue[item]!;
    const by = people[reviewer]!;
    ledger.append(
      'review.imported@1',
      { auditId, itemId },
      {
        importId,
        reviewId: uuidFromText(`review:${importId}:${itemId}:${by.personId}`) as ReviewId,
        auditId,
        itemId,
        onBehalfOf: by,
        scorecard: plan.scorecard,
        answers,
        reviewedAt: new Date(begun + item * apartMs).toISOString(),
        elapsedMs,
        origin: { file: 0, row: row + 1 },
      },
    );
  }
}

/** Every item is judged by everybody; nothing of it is blind any more, because it is closed. */
function planOf(source: Source): AuditPlan {
  return {
    title: 'Example: five simulated reviewers',
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    filter: { dimensions: [] },
    dimensions: ['riskClass'],
    allocation: { rule: 'proportional', size, minPerStratum: 2, takeAllBelow: 0 },
    overlap: { size, reviewersPerItem: people.length },
    seed: 'e8a3b1e0e8a3b1e0e8a3b1e0e8a3b1e0',
    selection: 'bottomK',
    scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
    thresholds: [{ question: 'hallucination', limit: 0.2 }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose', opensReviewerPages: true },
  };
}
