/** Which earlier audits can be relabelled for the newest version, and by which question. Pure. */
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { BridgePlan } from '../../../shared/contract/taxonomies.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { TaxonomyRef } from '../../../shared/domain/taxonomy.ts';

export interface BridgeChoice {
  key: string;
  auditId: AuditId;
  auditTitle: string;
  question: string;
  questionTitle: string;
  version: number;
  items: number;
  isClosed: boolean;
}

/** Choice questions of a scorecard that offer a taxonomy, with the version. */
export function questionsOffering(
  card: Scorecard,
  taxonomyId: string,
): { id: string; title: string; version: number }[] {
  return card.questions.flatMap((one) =>
    isChoice(one) && one.taxonomy?.id === taxonomyId
      ? [{ id: one.id, title: one.title, version: one.taxonomy.version }]
      : [],
  );
}

/** Audits with a question that offers this taxonomy, the newest first. */
export function auditsAsking(
  taxonomyId: string,
  audits: readonly AuditSummary[],
  scorecards: readonly Scorecard[],
): BridgeChoice[] {
  const newestFirst = audits.toSorted((a, b) => b.plannedAt.localeCompare(a.plannedAt));
  return newestFirst.flatMap((audit) => {
    const { id, version } = audit.plan.scorecard;
    const card = scorecards.find((one) => one.id === id && one.version === version);
    if (card === undefined) return [];
    return questionsOffering(card, taxonomyId).map((question) => ({
      key: `${audit.id} ${question.id}`,
      auditId: audit.id,
      auditTitle: audit.title,
      question: question.id,
      questionTitle: question.title,
      version: question.version,
      items: audit.itemCount,
      isClosed: audit.state === 'closed',
    }));
  });
}

/** Those that asked an older version, and are no relabel audits themselves. */
export function bridgeable(
  { id, version }: TaxonomyRef,
  audits: readonly AuditSummary[],
  scorecards: readonly Scorecard[],
): BridgeChoice[] {
  const own = audits.filter((one) => one.plan.bridge === undefined);
  return auditsAsking(id, own, scorecards).filter((one) => one.version < version);
}

/** Items whose old class is not certain in the new version: as many as can be judged anew. */
export function uncertainItems({ classes }: Pick<BridgePlan, 'classes'>): number {
  return classes.reduce((sum, one) => sum + (one.mapping.kind === 'relabel' ? one.items : 0), 0);
}

const place = (one: AuditSummary): number => Number(one.state === 'closed');

/** Relabels that were drawn for a taxonomy: those that still run first, then the newest. */
export function relabelsOf(id: string, audits: readonly AuditSummary[]): AuditSummary[] {
  return audits
    .filter((one) => one.plan.bridge?.to.id === id)
    .toSorted((a, b) => place(a) - place(b) || b.plannedAt.localeCompare(a.plannedAt));
}
