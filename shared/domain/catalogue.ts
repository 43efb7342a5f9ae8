/**
 * Scorecards and taxonomies by reference: those that ship, and those that were published. Whoever looks one up is given the
 * catalogue that holds where they are: of this device's store, or of the hub.
 */
import { hallucinationAudit, hallucinationAuditLong, hallucinationTaxonomy } from './defaults.ts';
import type { Scorecard, ScorecardRef } from './scorecard.ts';
import { isChoice } from './scorecard.ts';
import type { Publication } from './taxonomy-change.ts';
import type { Taxonomy, TaxonomyRef } from './taxonomy.ts';
import { isMeant, versionDigest } from './version-digest.ts';

export interface Catalogue {
  readonly scorecards: readonly Scorecard[];
  readonly taxonomies: readonly Taxonomy[];
  /**
   * Versions that were published here and that the hub refused: looked up by audits which were planned with them where
   * nobody else's version has their place, and never offered to anybody.
   */
  readonly kept?: Pick<Catalogue, 'scorecards' | 'taxonomies'> | undefined;
}

/** What is there before anything was published. */
export const shippedCatalogue: Catalogue = {
  scorecards: [hallucinationAudit, hallucinationAuditLong],
  taxonomies: [hallucinationTaxonomy],
};

/** The shipped catalogue with what publications added; the first of an id and version stays. */
export function catalogueWith(
  published: readonly Pick<Publication, 'taxonomy' | 'scorecards'>[],
  scorecards: readonly Scorecard[] = [],
): Catalogue {
  const cards = [
    ...shippedCatalogue.scorecards,
    ...published.flatMap((one) => one.scorecards),
    ...scorecards,
  ];
  const taxonomies = [...shippedCatalogue.taxonomies, ...published.map((one) => one.taxonomy)];
  return { scorecards: firstOfEach(cards), taxonomies: firstOfEach(taxonomies) };
}

function firstOfEach<T extends { id: string; version: number }>(all: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const key = `${one.id}@${one.version}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** Every scorecard that a plan may name. */
export function listScorecards({ scorecards }: Catalogue): readonly Scorecard[] {
  return scorecards;
}

/** The newest version of every scorecard, for whoever plans; in the order in which they came. */
export function listNewestScorecards({ scorecards }: Catalogue): Scorecard[] {
  return newestOfEach(scorecards);
}

/** The newest version of each id, in the order in which ids first come. */
export function newestOfEach<T extends { id: string; version: number }>(all: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const one of all) {
    const known = newest.get(one.id);
    if (known === undefined || known.version < one.version) newest.set(one.id, one);
  }
  return [...newest.values()];
}

/** The scorecard that a reference means, or null: where it names the content, no other of the same number is taken for it. */
export function findScorecard(ref: ScorecardRef, { scorecards, kept }: Catalogue): Scorecard | null {
  return findVersion(scorecards, ref) ?? findVersion(kept?.scorecards ?? [], ref);
}

/** The taxonomy that a reference means, or null: where it names the content, no other of the same number is taken for it. */
export function findTaxonomy(ref: TaxonomyRef, { taxonomies, kept }: Catalogue): Taxonomy | null {
  return findVersion(taxonomies, ref) ?? findVersion(kept?.taxonomies ?? [], ref);
}

function findVersion<T extends { id: string; version: number }>(
  all: readonly T[],
  ref: TaxonomyRef,
): T | null {
  return all.find((one) => isMeant(ref, one)) ?? null;
}

/** A reference that means this version and no other of its number. What ships is told by its number alone. */
export function refOf(of: Taxonomy | Scorecard): TaxonomyRef {
  const { id, version } = of;
  const shipped = [...shippedCatalogue.taxonomies, ...shippedCatalogue.scorecards];
  const isShipped = shipped.some((one) => one.id === id && one.version === version);
  return isShipped ? { id, version } : { id, version, digest: versionDigest(of) };
}

/** The taxonomies that a scorecard's questions offer, each once, in the order of the questions. */
export function listTaxonomiesOf(card: Scorecard, catalogue: Catalogue): Taxonomy[] {
  const found = new Map<string, Taxonomy>();
  for (const question of card.questions) {
    const ref = isChoice(question) || question.type === 'spans' ? question.taxonomy : undefined;
    const taxonomy = ref === undefined ? null : findTaxonomy(ref, catalogue);
    if (taxonomy !== null) found.set(`${taxonomy.id}@${taxonomy.version}`, taxonomy);
  }
  return [...found.values()];
}
