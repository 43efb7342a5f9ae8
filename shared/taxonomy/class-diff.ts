/**
 * What differs between two versions of a taxonomy, class by class, and of what kind it is: structure, meaning, wording or
 * title.
 *
 * Whether other words mean the same cannot be seen in the words: the owner says so (`reword`, `redefine`). What is not said
 * is of no kind, and cannot be published.
 */
import type { ClassDiff } from '../contract/taxonomies.ts';
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { listed, quoted, titlesFrom } from './phrases.ts';
import { piecesOf } from './text-pieces.ts';

type Classes = Pick<Taxonomy, 'classes'>;
type BlockName = ClassDiff['blocks'][number]['block'];

const blockTitles: Record<BlockName, string> = {
  title: 'title',
  definition: 'definition',
  useWhen: 'use when',
  avoidWhen: 'avoid when',
  examples: 'examples',
  counterExamples: 'counter-examples',
};
const blockNames = Object.keys(blockTitles) as BlockName[];
/** Blocks that say what a class means. */
const meaningBlocks: readonly BlockName[] = ['definition', 'useWhen', 'avoidWhen'];

/** Every class of both versions: those of `after` in their order, then those that are gone. */
export function diffClasses(
  before: Classes | null,
  after: Classes,
  operations: readonly TaxonomyOperation[] = [],
): ClassDiff[] {
  const old = new Map((before?.classes ?? []).map((one) => [one.id, one]));
  const kept = new Set(after.classes.map((one) => one.id));
  const tell = titlesFrom(after.classes, before?.classes ?? []);
  const facts = { operations, tell };
  return [
    ...after.classes.map((one) => {
      const was = old.get(one.id);
      return was === undefined ? addedOf(one, facts) : changedOf(was, one, facts);
    }),
    ...[...old.values()].filter((one) => !kept.has(one.id)).map((one) => retiredOf(one, facts)),
  ];
}

/** Whether the words of a class changed in a way of which the owner must say whether they mean the same. */
export function isUnsaid(
  was: TaxonomyClass,
  is: TaxonomyClass,
  operations: readonly TaxonomyOperation[],
): boolean {
  const hasOtherWords = meaningBlocks.some((block) => textOf(was, block) !== textOf(is, block));
  return hasOtherWords && !isSaid(is.id, operations, 'redefine', 'reword') && !isRebuilt(is.id, operations);
}

interface Facts {
  operations: readonly TaxonomyOperation[];
  tell: ReturnType<typeof titlesFrom>;
}

function addedOf(of: TaxonomyClass, { operations, tell }: Facts): ClassDiff {
  const split = operations.find((one) => one.kind === 'split' && one.into.includes(of.id));
  const merge = operations.find((one) => one.kind === 'merge' && one.into === of.id);
  const origin =
    split?.kind === 'split'
      ? `, split off ${tell([split.class])}`
      : merge?.kind === 'merge'
        ? `, merged from ${tell(merge.classes)}`
        : '';
  return {
    class: of.id,
    title: of.title,
    change: 'added',
    kinds: ['structure'],
    blocks: blocksOf(null, of),
    sentence: `${quoted(of.title)} is new${origin}.`,
  };
}

function retiredOf(of: TaxonomyClass, { operations, tell }: Facts): ClassDiff {
  return {
    class: of.id,
    title: of.title,
    change: 'retired',
    kinds: ['structure'],
    blocks: blocksOf(of, null),
    sentence: `${quoted(of.title)} ${fateOf(of.id, operations, tell)}.`,
  };
}

function fateOf(id: string, operations: readonly TaxonomyOperation[], tell: Facts['tell']): string {
  for (const one of operations) {
    if (one.kind === 'split' && one.class === id) {
      return `is split into ${tell(one.into)}: its labels are judged again`;
    }
    if (one.kind === 'merge' && one.classes.includes(id)) return `is merged into ${tell([one.into])}`;
    if (one.kind === 'retire' && one.class === id) {
      return one.to === null
        ? 'is retired: its labels are judged again'
        : `is retired: its labels become ${tell([one.to])}`;
    }
  }
  return 'is gone, and nothing says what becomes of its labels';
}

function changedOf(was: TaxonomyClass, is: TaxonomyClass, { operations }: Facts): ClassDiff {
  const blocks = blocksOf(was, is);
  const changed = new Set(blocks.map((one) => one.block));
  const hasTitle = changed.has('title');
  const words = blocks.filter((one) => one.block !== 'title').map((one) => blockTitles[one.block]);
  const isStructure = isRebuilt(is.id, operations);
  const isMeaning = isSaid(is.id, operations, 'redefine');
  const isOpen = isUnsaid(was, is, operations);
  const isWording = words.length > 0 && !isMeaning && !isStructure && !isOpen;
  const parts = [
    hasTitle ? `is called ${quoted(is.title)} (it was ${quoted(was.title)})` : '',
    isStructure ? rebuiltWords(is.id, operations) : '',
    isMeaning ? 'means something else: its labels are judged again' : '',
    isWording ? `says the same in other words (${listed(words)})` : '',
    isOpen ? `has other words (${listed(words)}), and it is not said whether they mean the same` : '',
    was.tone === is.tone ? '' : 'has another colour',
  ].filter((part) => part !== '');
  return {
    class: is.id,
    title: is.title,
    change: parts.length === 0 ? 'same' : 'changed',
    kinds: [
      ...(isStructure ? (['structure'] as const) : []),
      ...(isMeaning ? (['meaning'] as const) : []),
      ...(isWording ? (['wording'] as const) : []),
      ...(hasTitle ? (['title'] as const) : []),
    ],
    blocks,
    sentence: `${quoted(hasTitle ? was.title : is.title)} ${parts.length === 0 ? 'stays as it is' : listed(parts)}.`,
  };
}

function rebuiltWords(id: string, operations: readonly TaxonomyOperation[]): string {
  const isSplit = operations.some((one) => one.kind === 'split' && one.class === id);
  return isSplit ? 'gives a part of itself to a new class' : 'takes other classes in';
}

/** Its words follow from a split or a merge that it is part of. */
function isRebuilt(id: string, operations: readonly TaxonomyOperation[]): boolean {
  return operations.some(
    (one) =>
      (one.kind === 'split' && one.class === id && one.into.includes(id)) ||
      (one.kind === 'merge' && one.into === id),
  );
}

function isSaid(
  id: string,
  operations: readonly TaxonomyOperation[],
  ...kinds: ('redefine' | 'reword')[]
): boolean {
  return operations.some(
    (one) =>
      (one.kind === 'redefine' || one.kind === 'reword') && kinds.includes(one.kind) && one.class === id,
  );
}

/** Blocks that differ, in reading order. A list is one text with a line for each entry. */
function blocksOf(was: TaxonomyClass | null, is: TaxonomyClass | null): ClassDiff['blocks'] {
  return blockNames.flatMap((block) => {
    const before = textOf(was, block);
    const after = textOf(is, block);
    return before === after ? [] : [{ block, pieces: piecesOf(before, after) }];
  });
}

function textOf(of: TaxonomyClass | null, block: BlockName): string {
  const held = of?.[block] ?? '';
  return typeof held === 'string' ? held : held.join('\n');
}
