/**
 * Relabels after a taxonomy change: what would be judged anew, and the bridge audit that asks for it. Must not know how
 * sizes, draw or estimate are made (`shared/migration`).
 *
 * Invariant: a bridge audit is there with its manifest, items and assignments, or not at all; the earlier audit stays as it
 * is.
 */
import type { z } from 'zod';
import type { bridgePlan, taxonomies } from '../../../shared/contract/taxonomies.ts';
import type { Assignment, Audit, AuditPlan, Manifest } from '../../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import { findScorecard, findTaxonomy, refOf } from '../../../shared/domain/catalogue.ts';
import type { AuditId, Digest, PersonId } from '../../../shared/domain/ids.ts';
import type { ChoiceQuestion, ScorecardRef } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Bridge } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyRef } from '../../../shared/domain/taxonomy.ts';
import { composedMapping, mappingOfOptions } from '../../../shared/migration/composed-mapping.ts';
import { bridgePlanOf, drawBridgeManifest } from '../../../shared/migration/draw-bridge.ts';
import type { FirstPhase } from '../../../shared/migration/phase-one.ts';
import { firstPhaseOf } from '../../../shared/migration/phase-one.ts';
import type { BridgeSizes } from '../../../shared/migration/plan-bridge.ts';
import { planBridgeSizes } from '../../../shared/migration/plan-bridge.ts';
import { assignItems } from '../../../shared/sampling/assign.ts';
import { asks } from '../../../shared/taxonomy/next-scorecards.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listAssignments, listAudits } from '../../../db/queries/audits.ts';
import { hasContent, insertContent } from '../../../db/queries/contents.ts';
import { catalogueOf, listOfKinds } from '../../../db/queries/deliberation.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { getAudit } from '../get-audit.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import { announce, appendOwn, getSelf } from '../self.ts';

type Input<K extends 'planBridge' | 'drawBridge'> = z.infer<
  NonNullable<(typeof taxonomies)[K]['~orpc']['inputSchema']>
>;
type BridgePlanView = z.infer<typeof bridgePlan>;
type Asked = Pick<Input<'planBridge'>, 'auditId' | 'question' | 'to' | 'size'>;

interface Planned {
  audit: Audit;
  manifest: Manifest;
  bridge: Bridge;
  taxonomy: Taxonomy;
  scorecard: ScorecardRef;
  firstPhase: FirstPhase | null;
  sizes: BridgeSizes;
}

/** The sub-sample as it would be drawn, storing nothing. */
export function planBridge(context: BackendContext, asked: Asked): BridgePlanView {
  const { bridge, sizes, audit } = planned(context, asked);
  const { classes, total, expectedHalfWidth, problems } = sizes;
  return {
    auditId: bridge.auditId as AuditId,
    question: bridge.question,
    from: bridge.from,
    to: bridge.to,
    classes: classes.map(({ gone: _gone, ...of }) => of),
    total,
    expectedHalfWidth,
    problems: audit.state === 'closed' ? problems : [...problems, isOpen(audit)],
  };
}

function isOpen({ title }: Audit): string {
  return `“${title}” is not closed: only the items that everybody has judged so far count as what was said before.`;
}

interface DrawnBridge {
  auditId: AuditId;
  manifestDigest: Digest;
  itemCount: number;
}

/**
 * Draws, stores and gives out the bridge audit. Asked for again while it is open, as after a lost answer, it is the one that
 * was drawn: the draw follows from its plan, and would give the same items. Throws typed errors.
 */
export function drawBridge(context: BackendContext, input: Input<'drawBridge'>): DrawnBridge {
  const { store, ids, clock } = context;
  requireOwner(context);
  requireReviewers(store, input.reviewerIds);
  const of = planned(context, input);
  const { firstPhase, sizes } = of;
  if (firstPhase === null || !sizes.canDraw) throw infeasible(sizes);
  const { reviewerIds, dueAt } = input;
  const plan = bridgePlanOf({ ...of, classes: sizes.classes, reviewers: reviewerIds.length, dueAt });
  const known = findDrawn(store, plan, reviewerIds);
  if (known !== null) return known;
  const auditId = ids.uuidv7() as AuditId;
  const manifest = drawBridgeManifest({
    auditId,
    plan,
    classes: sizes.classes,
    items: firstPhase.items,
    drawn: of.manifest.items,
    phaseOne: firstPhase.facts,
    drawnAt: isoNow(clock),
  });
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  const itemCount = manifest.items.length;
  const subject = { auditId };
  inTransaction(store, () => {
    insertContent(store, { digest: manifestDigest, text });
    appendOwn(context, 'audit.planned@2', subject, { auditId, plan: manifest.plan, isDemo: of.audit.isDemo });
    appendOwn(context, 'audit.drawn@1', subject, { auditId, manifestDigest, itemCount });
    const assignments = deal(manifest, reviewerIds);
    appendOwn(context, 'audit.assigned@1', subject, { auditId, assignments });
  });
  announce(context);
  return { auditId, manifestDigest, itemCount };
}

/** The open audit of this very plan whose items these people have, or null. */
function findDrawn(
  store: ReadableStore,
  plan: AuditPlan,
  reviewerIds: readonly PersonId[],
): DrawnBridge | null {
  const wanted = canonicalJson(plan);
  for (const audit of listAudits(store)) {
    if (audit.state !== 'open' || audit.manifestDigest === null || canonicalJson(audit.plan) !== wanted)
      continue;
    const manifest = findManifest(store, audit);
    if (manifest === null) continue;
    const held = new Map(
      listAssignments(store, audit.id).map((one) => [one.itemId, one.personIds.toSorted()]),
    );
    const isTheirs = deal(manifest, reviewerIds).every(
      (one) => canonicalJson(held.get(one.itemId) ?? []) === canonicalJson(one.personIds.toSorted()),
    );
    if (!isTheirs) continue;
    return { auditId: audit.id, manifestDigest: audit.manifestDigest, itemCount: manifest.items.length };
  }
  return null;
}

function deal({ plan, items }: Manifest, reviewerIds: readonly PersonId[]): Assignment[] {
  const { seed, overlap } = plan;
  return assignItems({
    seed,
    items,
    reviewerIds,
    reviewersPerOverlapItem: overlap.reviewersPerItem,
  }).map((one) => ({ itemId: one.itemId, personIds: one.reviewerIds })) as Assignment[];
}

function planned(context: BackendContext, { auditId, question: id, to, size }: Asked): Planned {
  const { store, clock } = context;
  const audit = getAudit(store, auditId);
  const manifest = requireManifest(store, audit);
  const { before, from } = requireQuestion(store, audit, id);
  const { taxonomy, after, scorecard } = requireNewVersion(store, audit, id, to);
  const publications = listOfKinds(store, ['taxonomy.published']).map((one) => one.body);
  const known = composedMapping(publications, from, to);
  if (known === null) throw notAfter(from, to);
  const mapping = mappingOfOptions(
    known,
    before.options.map((of) => of.id),
    after.options.map((of) => of.id),
  );
  const input = gatherReportInput(store, audit, manifest, isoNow(clock));
  const firstPhase = firstPhaseOf(input, before, (digest) => !hasContent(store, digest));
  return {
    audit,
    manifest,
    bridge: { auditId, question: id, from, to, mapping },
    taxonomy,
    scorecard,
    firstPhase,
    sizes: planBridgeSizes(firstPhase?.items ?? [], { before, after, mapping }, size, audit.plan.alpha),
  };
}

function requireManifest(store: ReadableStore, audit: Audit): Manifest {
  if (audit.plan.bridge !== undefined) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: `“${audit.title}” is a relabel itself: its items are no sample of a frame.`,
      where: 'auditId',
      remedy: 'Choose the audit that it was drawn from.',
    });
  }
  const found = findManifest(store, audit);
  if (found !== null) return found;
  throw new WorkbenchError('CONFLICT', {
    what: `The manifest of “${audit.title}” is not on this computer, so nothing can be drawn from it.`,
    remedy: 'Sync with the hub; it arrives with the closed audit.',
  });
}

function requireQuestion(
  store: ReadableStore,
  audit: Audit,
  id: string,
): { before: ChoiceQuestion; from: TaxonomyRef } {
  const card = findScorecard(audit.plan.scorecard, catalogueOf(store));
  const before = card?.questions.filter(isChoice).find((one) => one.id === id);
  if (before?.taxonomy !== undefined) return { before, from: before.taxonomy };
  throw new WorkbenchError('INVALID_INPUT', {
    what: `“${audit.title}” has no question “${id}” whose options are a taxonomy’s classes.`,
    where: 'question',
    remedy: 'Choose a question that offers the taxonomy that was changed.',
  });
}

/** The first version of the audit's scorecard that asks the new version of the taxonomy. */
function requireNewVersion(
  store: ReadableStore,
  audit: Audit,
  id: string,
  to: TaxonomyRef,
): { taxonomy: Taxonomy; after: ChoiceQuestion; scorecard: ScorecardRef } {
  const catalogue = catalogueOf(store);
  const taxonomy = findTaxonomy(to, catalogue);
  const cards = catalogue.scorecards
    .filter((one) => one.id === audit.plan.scorecard.id)
    .toSorted((a, b) => a.version - b.version);
  for (const card of cards) {
    const after = card.questions.filter(isChoice).find((one) => one.id === id && asks(one, to));
    if (taxonomy !== null && after !== undefined) {
      return { taxonomy, after, scorecard: refOf(card) };
    }
  }
  throw new WorkbenchError('NOT_FOUND', {
    what: `No scorecard asks version ${to.version} of “${to.id}” for this question.`,
    where: 'to',
    remedy: 'Publish the version with the scorecards that offer it, or sync with the hub.',
  });
}

function notAfter(from: TaxonomyRef, to: TaxonomyRef): WorkbenchError {
  return new WorkbenchError('INVALID_INPUT', {
    what: `Version ${to.version} of “${to.id}” was not made from version ${from.version} of “${from.id}”, so no old label can be carried over.`,
    where: 'to',
    remedy: 'Choose a later version of the taxonomy that the audit asked.',
  });
}

function requireOwner({ store }: BackendContext): void {
  const { role } = getSelf(store).person;
  if (role === 'owner' || role === 'lead' || role === 'admin') return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only owners and leads have items judged anew under a new version.',
    remedy: 'Ask the owner of the taxonomy.',
  });
}

function requireReviewers(store: ReadableStore, reviewerIds: readonly PersonId[]): void {
  const unable = reviewerIds.filter((id) => {
    const person = findPerson(store, id);
    return person === null || person.isImported === true;
  });
  if (unable.length === 0) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: `${unable.length} of the reviewers cannot judge here: they are not known, or known by imported reviews alone.`,
    where: 'reviewerIds',
    remedy: 'Choose reviewers from the list.',
  });
}

function infeasible({ problems }: BridgeSizes): WorkbenchError {
  return new WorkbenchError('INFEASIBLE_PLAN', {
    what: problems[0] ?? 'There is nothing to judge anew.',
    where: 'size',
    remedy: 'Take more items, or leave the rates of the two versions apart.',
  });
}
