/** Versions of a taxonomy: which came before which, and which are the same. Must not know what is in them. */
import type { Catalogue } from '../domain/catalogue.ts';
import type { Digest } from '../domain/ids.ts';
import type { Taxonomy, TaxonomyRef } from '../domain/taxonomy.ts';
import { versionDigest } from '../domain/version-digest.ts';

/** Every version of a taxonomy, newest first; empty for an id that is not known. */
export function versionsOf({ taxonomies }: Pick<Catalogue, 'taxonomies'>, id: string): Taxonomy[] {
  return taxonomies.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version);
}

/**
 * Whether two references, or versions themselves, mean the same version: by number, and by content where that is known of
 * both. Two people who published alone may both have made a version 2.
 */
export function isSameVersion(one: TaxonomyRef | Taxonomy, other: TaxonomyRef | Taxonomy): boolean {
  if (one.id !== other.id || one.version !== other.version) return false;
  const [first, second] = [contentOf(one), contentOf(other)];
  return first === undefined || second === undefined || first === second;
}

function contentOf(of: TaxonomyRef | Taxonomy): Digest | undefined {
  return 'classes' in of ? versionDigest(of) : of.digest;
}
