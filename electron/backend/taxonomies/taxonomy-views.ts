/** Taxonomies as the editor shows them: versions with what changed, proposals, what rulings asked for. */
import type { z } from 'zod';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard, findTaxonomy, newestOfEach } from '../../../shared/domain/catalogue.ts';
import type { EntryOf } from '../../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { FoldedRuling } from '../../../shared/adjudication/fold-case.ts';
import type { Taxonomy, TaxonomyRef } from '../../../shared/domain/taxonomy.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { asks } from '../../../shared/taxonomy/next-scorecards.ts';
import { isSameVersion, versionsOf } from '../../../shared/taxonomy/versions.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { catalogueOf, listOfKinds } from '../../../db/queries/deliberation.ts';
import { findItem } from '../../../db/queries/items.ts';
import { notFound } from '../errors.ts';
import { getSelf } from '../self.ts';
import { listAskedChanges } from './asked-changes.ts';
import { findOpenDraft } from './open-draft.ts';
import { viewRefused } from './put-back-refused.ts';
import { listProposals, nameOf, viewProposal } from './proposal-views.ts';

type Output<K extends 'list' | 'get'> = z.infer<NonNullable<(typeof taxonomies)[K]['~orpc']['outputSchema']>>;

/** The newest version of every taxonomy, with what waits for its owner. */
export function listTaxonomies(store: ReadableStore): Output<'list'> {
  const catalogue = catalogueOf(store);
  const open = listProposals(store).filter((one) => one.end === null);
  const asked = listAskedChanges(store, catalogue);
  return newestOfEach(catalogue.taxonomies).map(({ id, title, version, classes }) => ({
    id,
    title,
    version,
    classes: classes.length,
    hasDraft: findOpenDraft(store, id) !== null,
    openProposals: open.filter((one) => one.proposal.taxonomy.id === id).length,
    askedChanges: asked.get(id)?.length ?? 0,
  }));
}

/** One taxonomy with its history. Throws NOT_FOUND. */
export function viewTaxonomy(store: ReadableStore, id: string): Output<'get'> {
  const catalogue = catalogueOf(store);
  const versions = versionsOf(catalogue, id);
  if (versions.length === 0) throw notFound(`The taxonomy "${id}"`);
  const publications = listOfKinds(store, ['taxonomy.published']).filter(
    (one) => one.body.taxonomy.id === id,
  );
  const saved = findOpenDraft(store, id);
  const audits = listAudits(store);
  const whyNot = whyNotPublish(getSelf(store).person);
  return {
    id,
    versions: versions.map((taxonomy) =>
      viewVersion(store, taxonomy, {
        catalogue,
        publication: publications.find((one) => isSameVersion(one.body.taxonomy, taxonomy)) ?? null,
        audits: audits.filter((one) => asksVersion(one, taxonomy, catalogue)),
      }),
    ),
    draft: saved?.draft ?? null,
    draftSavedAt: saved?.savedAt ?? null,
    proposals: listProposals(store)
      .filter((one) => one.proposal.taxonomy.id === id)
      .map((one) => viewProposal(store, catalogue, one)),
    asked: (listAskedChanges(store, catalogue).get(id) ?? []).map((one) => viewAsked(store, catalogue, one)),
    refused: viewRefused(store, catalogue, id),
    counting: countingOf(catalogue, versions[0]!),
    mayPublish: whyNot === null,
    whyNot,
  };
}

/** Why this person cannot publish a version, as a sentence; null where they can. */
export function whyNotPublish({ role }: Person): string | null {
  const roles: readonly string[] = deliberationRoles['taxonomy.published'];
  if (roles.includes(role)) return null;
  return role === 'auditor'
    ? 'An auditor reads everything and changes nothing.'
    : 'Only a taxonomy owner or a lead publishes a version. You can propose the change.';
}

/** Classes of a version that count as the event: as the first scorecard has it that asks it; all but the clean one where none does. */
export function countingOf(catalogue: Catalogue, of: Taxonomy): string[] {
  const ids = of.classes.map((one) => one.id);
  const asking = catalogue.scorecards
    .flatMap((card) => card.questions)
    .find((question) => isChoice(question) && asks(question, of));
  const counts = asking !== undefined && isChoice(asking) ? asking.eventOptions : null;
  return ids.filter((id) => (counts === null ? id !== of.cleanClass : counts.includes(id)));
}

/** Whether an audit's scorecard offers this version of a taxonomy. */
export function asksVersion(audit: Audit, ref: TaxonomyRef | Taxonomy, catalogue: Catalogue): boolean {
  const card = findScorecard(audit.plan.scorecard, catalogue);
  return card?.questions.some((question) => asks(question, ref)) === true;
}

interface VersionFacts {
  catalogue: Catalogue;
  publication: EntryOf<'taxonomy.published'> | null;
  audits: readonly Audit[];
}

function viewVersion(
  store: ReadableStore,
  taxonomy: Taxonomy,
  { catalogue, publication, audits }: VersionFacts,
): Output<'get'>['versions'][number] {
  const { from = null, operations = [], mapping = [], summary = '' } = publication?.body ?? {};
  const before = from === null ? null : findTaxonomy(from, catalogue);
  return {
    taxonomy,
    publishedBy: publication === null ? null : nameOf(store, publication.personId),
    summary,
    operations,
    mapping,
    diff: before === null ? [] : diffClasses(before, taxonomy, operations),
    audits: audits.map(({ id, title, state }) => ({ auditId: id, title, state })),
  };
}

function viewAsked(
  store: ReadableStore,
  catalogue: Catalogue,
  { entry, personId, at }: FoldedRuling,
): Output<'get'>['asked'][number] {
  const { auditId, itemId, question, option, rationale, scorecard } = entry.body;
  const asked = findScorecard(scorecard, catalogue)?.questions.find((one) => one.id === question);
  const options = asked !== undefined && 'options' in asked ? asked.options : [];
  return {
    case: { auditId, itemId, question },
    title: findItem(store, itemId)?.title ?? 'An item that is not on this computer',
    optionTitle: options.find((one) => one.id === option)?.title ?? option,
    rationale,
    by: nameOf(store, personId),
    at,
  };
}
