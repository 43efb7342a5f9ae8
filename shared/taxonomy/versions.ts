/** Which version of a thing is the newest, and which came before it. Must not know what the thing is. */
import type { Catalogue } from '../domain/catalogue.ts';
import type { Taxonomy, TaxonomyRef } from '../domain/taxonomy.ts';

/** The newest version of each id, in the order in which ids first come. */
export function newestOfEach<T extends { id: string; version: number }>(all: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const one of all) {
    const known = newest.get(one.id);
    if (known === undefined || known.version < one.version) newest.set(one.id, one);
  }
  return [...newest.values()];
}

/** Every version of a taxonomy, newest first; empty for an id that is not known. */
export function versionsOf({ taxonomies }: Pick<Catalogue, 'taxonomies'>, id: string): Taxonomy[] {
  return taxonomies.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version);
}

/** Whether two references mean the same version. */
export function isSameVersion(one: TaxonomyRef, other: TaxonomyRef): boolean {
  return one.id === other.id && one.version === other.version;
}
