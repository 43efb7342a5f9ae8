/**
 * A publication: made from a working copy on a device, and held against the same rules wherever it is taken in.
 *
 * Must not know who may publish. Invariant: versions of a taxonomy follow one another without gaps; a publication that is
 * not on the newest version is a conflict, never a silent overwrite.
 */
import { digestOf } from '../domain/canonical.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { findTaxonomy, refOf } from '../domain/catalogue.ts';
import type { Publication, TaxonomyDraft } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyRef } from '../domain/taxonomy.ts';
import { completeOperations, problemsOf } from './check-draft.ts';
import { mappingOf } from './mapping.ts';
import { namingExactly, nextScorecards } from './next-scorecards.ts';
import { isSameVersion, versionsOf } from './versions.ts';

export interface PublicationFacts {
  publicationId: string;
  /** ISO 8601. */
  publishedAt: string;
  proposalIds: readonly string[];
  cases: Publication['cases'];
}

/** What a working copy without problems becomes. */
export function publicationOf(
  catalogue: Catalogue,
  before: Taxonomy,
  draft: TaxonomyDraft,
  { publicationId, publishedAt, proposalIds, cases }: PublicationFacts,
): Publication {
  const operations = completeOperations(before, draft);
  const { id, version } = before;
  const { title, cleanClass, classes, counting } = draft;
  const taxonomy = { id, version: version + 1, title, cleanClass, classes, publishedAt };
  const { scorecards } = nextScorecards(catalogue, before, taxonomy, operations, counting);
  return {
    publicationId,
    taxonomy,
    from: refOf(before),
    operations,
    mapping: mappingOf(before, { ...draft, operations }),
    ...(counting === undefined ? {} : { counting }),
    scorecards: namingExactly(scorecards, taxonomy),
    summary: draft.summary,
    proposalIds: [...proposalIds],
    cases: [...cases],
  };
}

export type PublicationCheck =
  { ok: true } | { ok: false; code: 'CONFLICT' | 'NOT_FOUND' | 'INVALID_INPUT'; what: string };

/** Whether a publication may follow what `catalogue` holds. A first version may come with any scorecards that are new. */
export function checkPublication(catalogue: Catalogue, of: Publication): PublicationCheck {
  const newest = versionsOf(catalogue, of.taxonomy.id)[0] ?? null;
  if (of.from === null) return checkFirst(catalogue, newest, of);
  const before = findTaxonomy(of.from, catalogue);
  if (before === null || newest === null) {
    const { id, version } = of.from;
    return { ok: false, code: 'NOT_FOUND', what: `Version ${version} of "${id}" is not known.` };
  }
  if (!isSameVersion(newest, before)) return { ok: false, code: 'CONFLICT', what: outranBy(newest, before) };
  const draft = draftOf(of, before);
  const [problem] = problemsOf(catalogue, before, draft);
  if (problem !== undefined) return { ok: false, code: 'INVALID_INPUT', what: problem };
  const { publicationId, proposalIds, cases, taxonomy } = of;
  const { publishedAt } = taxonomy;
  const facts = { publicationId, publishedAt, proposalIds, cases };
  if (digestOf(publicationOf(catalogue, before, draft, facts)) === digestOf(of)) return { ok: true };
  return {
    ok: false,
    code: 'INVALID_INPUT',
    what: 'Its mapping or its scorecards do not follow from its operations.',
  };
}

/**
 * Why the classes and the mapping do not follow from the version that a publication names, as a sentence; null when they
 * do, or when nothing came before. Says nothing of scorecards: a device that published alone knew only its own.
 */
export function whyNotFollows(catalogue: Catalogue, of: Publication): string | null {
  if (of.from === null) return null;
  const before = findTaxonomy(of.from, catalogue);
  if (before === null) return whyNotOn(catalogue, of.from);
  const draft = draftOf(of, before);
  const [problem] = problemsOf(catalogue, before, draft);
  if (problem !== undefined) return problem;
  const { publicationId, proposalIds, cases, taxonomy } = of;
  const facts = { publicationId, publishedAt: taxonomy.publishedAt, proposalIds, cases };
  const made = publicationOf(catalogue, before, draft, facts);
  return digestOf({ ...made, scorecards: [] }) === digestOf({ ...of, scorecards: [] })
    ? null
    : `Its mapping does not follow from version ${before.version} as it is known here.`;
}

/** Only where the number is there with other content: what is not known at all is said by the rule of what follows what. */
function whyNotOn(catalogue: Catalogue, { id, version }: TaxonomyRef): string | null {
  const other = findTaxonomy({ id, version }, catalogue);
  if (other === null) return null;
  return `It was made on another version ${version} of "${other.title}" than the one that is known here.`;
}

function checkFirst(catalogue: Catalogue, newest: Taxonomy | null, of: Publication): PublicationCheck {
  if (newest !== null) {
    const what = `There is a taxonomy "${newest.id}" already: publish on top of its version ${newest.version}.`;
    return { ok: false, code: 'CONFLICT', what };
  }
  const isKnown = of.scorecards.some((card) =>
    catalogue.scorecards.some((one) => one.id === card.id && one.version === card.version),
  );
  if (isKnown) return { ok: false, code: 'CONFLICT', what: 'A scorecard of that version is there already.' };
  const isFirst = of.taxonomy.version === 1 && of.operations.length === 0 && of.mapping.length === 0;
  if (isFirst) return { ok: true };
  return {
    ok: false,
    code: 'INVALID_INPUT',
    what: 'A first version is version 1, and nothing came before it.',
  };
}

/** The sentence for a working copy on a version that is not the newest any more, or that the hub never took. */
export function outranBy(newest: Taxonomy, before: Taxonomy): string {
  return newest.version === before.version
    ? `Somebody else’s version ${newest.version} is at the hub; this change was made on another version ${before.version}.`
    : `Version ${newest.version} was published meanwhile; this change was made on version ${before.version}.`;
}

/** The working copy that a publication came of: only what was said by hand, so that the rest must follow again. */
export function draftOf(
  { taxonomy, operations, mapping, counting, summary }: Publication,
  before: Taxonomy,
): TaxonomyDraft {
  const { title, cleanClass, classes } = taxonomy;
  const base = refOf(before);
  const derived = mappingOf(before, { classes, operations, mapping: [] });
  const byHand = mapping.filter((one) => {
    const follows = derived.find((other) => other.from === one.from);
    return follows === undefined || digestOf(follows) !== digestOf(one);
  });
  const said = counting === undefined ? {} : { counting };
  return { taxonomy: base, title, cleanClass, classes, operations, mapping: byHand, ...said, summary };
}
