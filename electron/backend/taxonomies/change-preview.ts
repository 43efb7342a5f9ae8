/**
 * What a change would touch, counted on this device: labels, audits, forms being filled in, gold, and rates that the change
 * would break.
 *
 * Must not stop anybody: what stands in the way is told as sentences. Invariant: rates of a running audit are told to those
 * alone who may read its report.
 */
import type { ChangePreview } from '../../../shared/contract/taxonomies.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { problemsOf } from '../../../shared/taxonomy/check-draft.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import { keepsRate } from '../../../shared/taxonomy/mapping.ts';
import { outranBy } from '../../../shared/taxonomy/publication.ts';
import { isSameVersion, versionsOf } from '../../../shared/taxonomy/versions.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import type { BackendContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { isTrusted } from '../handlers/reports.ts';
import { getSelf } from '../self.ts';
import type { Change, TouchedAudit } from './change-facts.ts';
import { changeOf, touchAudit } from './change-facts.ts';
import { warningsOf } from './change-warnings.ts';
import { rateBefore } from './rate-before.ts';
import { asksVersion } from './taxonomy-views.ts';

/** Throws NOT_FOUND for a version that is not known here. */
export async function previewChange(context: BackendContext, draft: TaxonomyDraft): Promise<ChangePreview> {
  const { store } = context;
  const catalogue = catalogueOf(store);
  const { id, version } = draft.taxonomy;
  const before = findTaxonomy(draft.taxonomy, catalogue);
  const newest = versionsOf(catalogue, id)[0];
  if (before === null || newest === undefined) throw notFound(`Version ${version} of the taxonomy "${id}"`);
  const change = changeOf(catalogue, before, draft);
  const touched = listAudits(store)
    .filter((audit) => asksVersion(audit, before, catalogue))
    .map((audit) => touchAudit(store, audit, change));
  const sum = (of: (one: TouchedAudit) => number): number =>
    touched.reduce((total, one) => total + of(one), 0);
  const problems = problemsOf(catalogue, before, draft);
  const isBehind = !isSameVersion(newest, before);
  return {
    diff: diffClasses(before, draft, change.operations),
    mapping: change.mapping,
    labels: {
      total: sum((one) => one.labels),
      certain: sum((one) => one.certain),
      uncertain: sum((one) => one.labels - one.certain),
    },
    audits: touched.map(({ audit, labels, drafts }) => ({
      auditId: audit.id,
      title: audit.title,
      state: audit.state,
      labels,
      drafts,
    })),
    gold: sum((one) => one.gold),
    estimates: await estimatesOf(context, touched, change),
    scorecards: change.scorecards.map((card) => ({ id: card.id, version: card.version, title: card.title })),
    problems: [
      ...(isBehind ? [`${outranBy(newest, before)} Put your change on top of it.`] : []),
      ...problems,
    ],
    warnings: warningsOf(before, change, touched),
  };
}

/** Rates whose meaning does not survive: an old label may turn out to count where it did not, or the other way round. */
async function estimatesOf(
  context: BackendContext,
  touched: readonly TouchedAudit[],
  { mapping, draft, scorecards }: Change,
): Promise<ChangePreview['estimates']> {
  const { person } = getSelf(context.store);
  const estimates: ChangePreview['estimates'] = [];
  for (const { audit, questions, labels } of touched) {
    const mayRead = audit.state === 'closed' || isTrusted(audit, person);
    if (!mayRead || labels === 0) continue;
    const next = scorecards.find((card) => card.id === audit.plan.scorecard.id);
    for (const question of questions) {
      const asked = next?.questions.find((one) => one.id === question.id);
      const events =
        asked !== undefined && isChoice(asked)
          ? asked.eventOptions
          : draft.classes.map((one) => one.id).filter((id) => id !== draft.cleanClass);
      if (keepsRate(mapping, question.eventOptions, events)) continue;
      const before = await rateBefore(context, audit.id, question.id);
      estimates.push({ auditId: audit.id, title: audit.title, rateTitle: question.rateTitle, before });
    }
  }
  return estimates;
}
