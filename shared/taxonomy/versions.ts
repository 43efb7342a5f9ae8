/** Versions of a taxonomy: which came before which, and which are the same. Must not know what is in them. */
import type { Catalogue } from '../domain/catalogue.ts';
import type { Taxonomy, TaxonomyRef } from '../domain/taxonomy.ts';

/** Every version of a taxonomy, newest first; empty for an id that is not known. */
export function versionsOf({ taxonomies }: Pick<Catalogue, 'taxonomies'>, id: string): Taxonomy[] {
  return taxonomies.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version);
}

/** Whether two references mean the same version. */
export function isSameVersion(one: TaxonomyRef, other: TaxonomyRef): boolean {
  return one.id === other.id && one.version === other.version;
}
