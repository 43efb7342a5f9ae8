/**
 * A working copy put on top of the version that somebody published meanwhile: class by class, block by block.
 *
 * Must not decide for the person: what both changed stays as in the working copy and is listed, with all three texts.
 * Invariant: nothing of either side is lost; it is in what was merged, or in the list.
 */
import { refOf } from '../domain/catalogue.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { MOST_CLASSES } from './check-draft.ts';
import { isWithin, targetsOf } from './mapping.ts';
import { keepOperations } from './merge-operations.ts';
import type { Merged } from './merge-texts.ts';
import { mergeLists, mergeTexts, mergeValues } from './merge-texts.ts';

/** What both changed: the texts as they were, as the working copy has them, and as the newer version has them. */
export interface MergeConflict {
  class: string;
  block: string;
  base: string[];
  mine: string[];
  theirs: string[];
}

export interface MergedDraft {
  merged: TaxonomyDraft;
  conflicts: MergeConflict[];
}

/** The working copy `mine`, made on `base`, as a working copy on `theirs`. */
export function mergeDraft(base: Taxonomy, mine: TaxonomyDraft, theirs: Taxonomy): MergedDraft {
  const conflicts: MergeConflict[] = [];
  const sides = { base: byId(base), mine: byId(mine), theirs: byId(theirs) };
  const { kept, missing, undone } = keepOperations(mine.operations, [...sides.theirs.keys()]);
  const merged = mergeClasses(sides, undone, conflicts);
  for (const id of missing) noteClass(conflicts, sides, id);
  const ordered = orderOf(base, mine, theirs, merged);
  const classes = ordered.slice(0, MOST_CLASSES);
  // A question offers no more: what does not fit waits here for the person to make room.
  for (const { id } of ordered.slice(MOST_CLASSES)) noteClass(conflicts, sides, id);
  const head = mergeHead(base, mine, theirs, conflicts);
  const { summary } = mine;
  const counting = mine.counting?.filter((id) => classes.some((one) => one.id === id)) ?? [];
  const said = counting.length === 0 ? {} : { counting };
  const operations = kept.filter((one) => hasEffect(one, byId({ classes }), sides.theirs));
  const mapping = keepMapping(mine, classes, sides, conflicts);
  return { merged: { ...head, classes, operations, mapping, ...said, summary }, conflicts };
}

/** What is said of the words of a class is moot where the newer version has them already. */
function hasEffect(one: TaxonomyOperation, merged: Sides['mine'], theirs: Sides['theirs']): boolean {
  if (one.kind !== 'rename' && one.kind !== 'reword' && one.kind !== 'redefine') return true;
  const published = theirs.get(one.class);
  const is = merged.get(one.class);
  return is !== undefined && (published === undefined || !isSame(published, is));
}

function keepMapping(
  { mapping }: TaxonomyDraft,
  classes: readonly TaxonomyClass[],
  { theirs }: Sides,
  conflicts: MergeConflict[],
): TaxonomyDraft['mapping'] {
  return mapping.filter((one) => {
    const isKept = theirs.has(one.from) && isWithin(one, { classes: [...classes] });
    if (!isKept) {
      conflicts.push({ class: one.from, block: 'mapping', base: [], mine: [...targetsOf(one)], theirs: [] });
    }
    return isKept;
  });
}

function mergeHead(
  base: Taxonomy,
  mine: TaxonomyDraft,
  theirs: Taxonomy,
  conflicts: MergeConflict[],
): Pick<TaxonomyDraft, 'taxonomy' | 'title' | 'cleanClass'> {
  const title = mergeTexts(base.title, mine.title, theirs.title);
  const clean = mergeValues(base.cleanClass, mine.cleanClass, theirs.cleanClass);
  const cleans: [string, string, string] = [base.cleanClass, mine.cleanClass, theirs.cleanClass];
  noteValue(conflicts, theirs.id, 'taxonomy title', title, [base.title, mine.title, theirs.title]);
  noteValue(conflicts, mine.cleanClass, 'clean class', clean, cleans);
  return { taxonomy: refOf(theirs), title: title.value, cleanClass: clean.value };
}

interface Sides {
  base: ReadonlyMap<string, TaxonomyClass>;
  mine: ReadonlyMap<string, TaxonomyClass>;
  theirs: ReadonlyMap<string, TaxonomyClass>;
}

const byId = (of: { classes: readonly TaxonomyClass[] }): Map<string, TaxonomyClass> =>
  new Map(of.classes.map((one) => [one.id, one]));

function mergeClasses(
  sides: Sides,
  undone: ReadonlySet<string>,
  conflicts: MergeConflict[],
): Map<string, TaxonomyClass> {
  const { base, mine, theirs } = sides;
  const merged = new Map<string, TaxonomyClass>();
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    const was = base.get(id);
    const own = mine.get(id);
    const published = theirs.get(id);
    if (own !== undefined && published !== undefined) {
      merged.set(id, mergeClass(was ?? emptyOf(own), own, published, conflicts));
    } else if (was === undefined || (published !== undefined && undone.has(id))) {
      // New on one side, or kept because what would have taken it away cannot be done.
      const only = published ?? own;
      if (only !== undefined) merged.set(id, only);
    } else {
      // Gone on one side: told if the other side changed it.
      const left = own ?? published;
      if (left !== undefined && !isSame(was, left)) noteClass(conflicts, sides, id);
    }
  }
  return merged;
}

function noteClass(conflicts: MergeConflict[], { base, mine, theirs }: Sides, id: string): void {
  if (conflicts.some((one) => one.class === id && one.block === 'class')) return;
  const told = (of: Sides['base']): string[] => tellClass(of.get(id));
  conflicts.push({ class: id, block: 'class', base: told(base), mine: told(mine), theirs: told(theirs) });
}

const emptyOf = (of: TaxonomyClass): TaxonomyClass => ({
  id: of.id,
  title: '',
  definition: '',
  useWhen: '',
  avoidWhen: '',
  examples: [],
  counterExamples: [],
  tone: of.tone,
});

function mergeClass(
  base: TaxonomyClass,
  mine: TaxonomyClass,
  theirs: TaxonomyClass,
  conflicts: MergeConflict[],
): TaxonomyClass {
  const text = (block: 'title' | 'definition' | 'useWhen' | 'avoidWhen'): string => {
    const merged = mergeTexts(base[block], mine[block], theirs[block]);
    noteValue(conflicts, mine.id, block, merged, [base[block], mine[block], theirs[block]]);
    return merged.value;
  };
  const list = (block: 'examples' | 'counterExamples'): string[] => {
    const merged = mergeLists(base[block], mine[block], theirs[block]);
    if (!merged.isClean) {
      const told = { base: base[block], mine: mine[block], theirs: theirs[block] };
      conflicts.push({ class: mine.id, block, ...told });
    }
    return merged.value;
  };
  const tone = mergeValues(base.tone, mine.tone, theirs.tone);
  noteValue(conflicts, mine.id, 'tone', tone, [base.tone, mine.tone, theirs.tone]);
  return {
    id: mine.id,
    title: text('title'),
    definition: text('definition'),
    useWhen: text('useWhen'),
    avoidWhen: text('avoidWhen'),
    examples: list('examples'),
    counterExamples: list('counterExamples'),
    tone: tone.value,
  };
}

function noteValue(
  conflicts: MergeConflict[],
  id: string,
  block: string,
  merged: Merged<string>,
  [base, mine, theirs]: [string, string, string],
): void {
  if (merged.isClean) return;
  conflicts.push({ class: id, block, base: [base], mine: [mine], theirs: [theirs] });
}

/** A class in the texts of its blocks; nothing of one that is not there. */
function tellClass(of: TaxonomyClass | undefined): string[] {
  if (of === undefined) return [];
  const { title, definition, useWhen, avoidWhen, examples, counterExamples } = of;
  return [title, definition, useWhen, avoidWhen, ...examples, ...counterExamples].filter((one) => one !== '');
}

function isSame(one: TaxonomyClass, other: TaxonomyClass): boolean {
  return JSON.stringify(tellClass(one)) === JSON.stringify(tellClass(other));
}

const idsOf = (of: { classes: readonly TaxonomyClass[] }): string[] => of.classes.map((one) => one.id);

/** The order of whoever changed it, mine where both did; what the other side added stands after what it stood after there. */
function orderOf(
  base: Taxonomy,
  mine: TaxonomyDraft,
  theirs: Taxonomy,
  merged: ReadonlyMap<string, TaxonomyClass>,
): TaxonomyClass[] {
  const common = (ids: readonly string[]): string[] => ids.filter((id) => isEverywhere(id));
  const [old, own, published] = [idsOf(base), idsOf(mine), idsOf(theirs)];
  const isEverywhere = (id: string): boolean =>
    old.includes(id) && own.includes(id) && published.includes(id);
  const isMine = common(own).join() !== common(old).join();
  const [first, second] = isMine ? [own, published] : [published, own];
  const ids = first.filter((id) => merged.has(id));
  for (const [index, id] of second.entries()) {
    if (ids.includes(id) || !merged.has(id)) continue;
    const before = second.slice(0, index).findLast((one) => ids.includes(one));
    ids.splice(before === undefined ? 0 : ids.indexOf(before) + 1, 0, id);
  }
  return ids.flatMap((id) => merged.get(id) ?? []);
}
