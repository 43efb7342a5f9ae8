/**
 * What becomes of a change that was published alone and that the hub did not take: the same change again, as a working copy
 * on a version that the hub has. Must not know why it was not taken, nor store anything.
 *
 * Invariant: no word and no act of the refused versions is lost, nor of a copy that was begun on one of them; the copy rests
 * on no version that was refused.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import { findTaxonomy, refOf } from '../domain/catalogue.ts';
import type {
  ClassMapping,
  Publication,
  TaxonomyDraft,
  TaxonomyOperation,
} from '../domain/taxonomy-change.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';
import { composedMapping } from '../migration/composed-mapping.ts';
import { completeOperations } from './check-draft.ts';
import { derivedMapping, mappingOf, targetsOf } from './mapping.ts';
import { draftOf } from './publication.ts';
import { isSameVersion } from './versions.ts';

/** The change of a refused version, and of the refused ones that it rests on; null for a first version. */
export function putBack(
  catalogue: Pick<Catalogue, 'taxonomies' | 'scorecards'>,
  refused: readonly Publication[],
  last: Publication,
): TaxonomyDraft | null {
  const { from, taxonomy, summary, counting } = last;
  if (from === null) return null;
  const before =
    findTaxonomy(from, catalogue) ?? refused.find((one) => isSameVersion(one.taxonomy, from))?.taxonomy;
  if (before === undefined) {
    const { title, cleanClass, classes } = taxonomy;
    const said = counting === undefined ? {} : { counting };
    return {
      taxonomy: from,
      title,
      cleanClass,
      classes,
      operations: last.operations,
      mapping: [],
      ...said,
      summary,
    };
  }
  return onSharedBase(catalogue, refused, draftOf(last, before));
}

/** A working copy as it is, or, where it was begun on a refused version, on what that one was made from. */
export function onSharedBase(
  catalogue: Pick<Catalogue, 'taxonomies' | 'scorecards'>,
  refused: readonly Publication[],
  draft: TaxonomyDraft,
): TaxonomyDraft {
  const under = refused.find((one) => isSameVersion(one.taxonomy, draft.taxonomy));
  if (under === undefined || under.from === null) return draft;
  const { from } = under;
  const before =
    findTaxonomy(from, catalogue) ?? refused.find((one) => isSameVersion(one.taxonomy, from))?.taxonomy;
  if (before === undefined) return draft;
  return onSharedBase(catalogue, refused, joined(before, under, draft));
}

/** Both changes as one, made on the version before the first. */
function joined(before: Taxonomy, first: Publication, second: TaxonomyDraft): TaxonomyDraft {
  const said = meaningOnce([...first.operations, ...second.operations]);
  const operations = completeOperations(before, { classes: second.classes, operations: said });
  const counting = second.counting ?? first.counting;
  return {
    ...second,
    taxonomy: refOf(before),
    operations,
    mapping: byHand(before, first, { ...second, operations }),
    ...(counting === undefined ? {} : { counting }),
    summary: second.summary.trim() === '' ? first.summary : second.summary,
  };
}

/** Of a class it is said once whether its words mean the same: if either change says that they do not, they do not. */
function meaningOnce(operations: readonly TaxonomyOperation[]): TaxonomyOperation[] {
  const redefined = new Set(operations.flatMap((one) => (one.kind === 'redefine' ? [one.class] : [])));
  return operations.filter((one, at) => {
    if (one.kind !== 'reword' && one.kind !== 'redefine') return true;
    if (one.kind === 'reword' && redefined.has(one.class)) return false;
    return !operations.slice(at + 1).some((later) => later.kind === one.kind && later.class === one.class);
  });
}

/** What was said by hand of old classes, over both changes: only what is less certain than the operations have it. */
function byHand(before: Taxonomy, first: Publication, second: TaxonomyDraft): ClassMapping[] {
  const last = { id: before.id, version: first.taxonomy.version + 1 };
  const next = { ...first.taxonomy, ...last };
  const step = { taxonomy: next, from: refOf(first.taxonomy), mapping: mappingOf(first.taxonomy, second) };
  const composed = composedMapping([first, step], refOf(before), last) ?? [];
  const derived = derivedMapping(before, second);
  return composed.filter((one) => {
    const follows = derived.find((other) => other.from === one.from);
    return (
      one.kind === 'relabel' && follows !== undefined && targetsOf(follows).length < targetsOf(one).length
    );
  });
}
