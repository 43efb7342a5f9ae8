/**
 * Whether a working copy can become a version. Must not know who wants to publish it, nor what the hub has meanwhile.
 *
 * Invariant: a working copy without problems gives a publication whose mapping covers every old class once and whose
 * scorecards parse.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import type { ClassMapping, TaxonomyDraft, TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { checkOperations } from './check-operations.ts';
import { isUnsaid } from './class-diff.ts';
import { followOperations } from './follow-operations.ts';
import { derivedMapping, isWithin } from './mapping.ts';
import { madeBy } from './merge-operations.ts';
import { nextScorecards } from './next-scorecards.ts';
import { quoted, titlesFrom } from './phrases.ts';
import { versionsOf } from './versions.ts';

/** As many as the keys 1 to 9 can choose. */
export const MOST_CLASSES = 9;

/** What stands in the way of publishing, as sentences; empty when nothing does. */
export function problemsOf(catalogue: Catalogue, before: Taxonomy, draft: TaxonomyDraft): string[] {
  const operations = completeOperations(before, draft);
  const change = { ...draft, operations };
  const problems = [
    ...checkClasses(draft),
    ...checkOperations(before.classes, draft.classes, operations),
    ...checkMeanings(before, change),
    ...checkMapping(before, change),
    ...checkReuse(catalogue, before, draft),
    ...checkCounting(draft),
    ...(isSameAs(before, change) ? [`Nothing differs from version ${before.version}.`] : []),
  ];
  if (problems.length > 0) return problems;
  const next = { ...draft, id: before.id, version: before.version + 1 };
  return [
    ...checkClean(before, change),
    ...nextScorecards(catalogue, before, next, operations, draft.counting).problems,
  ];
}

/**
 * The operations as they are published: titles as they are now, additions that nobody needed to say, and nothing of classes
 * that are gone or words that are the same again.
 */
export function completeOperations(
  before: Pick<Taxonomy, 'classes'>,
  { classes, operations }: Pick<TaxonomyDraft, 'classes' | 'operations'>,
): TaxonomyOperation[] {
  const old = new Map(before.classes.map((one) => [one.id, one]));
  const now = new Map(classes.map((one) => [one.id, one]));
  const said = operations.filter((one) => {
    if (one.kind === 'rename') return false;
    if (one.kind !== 'reword') return true;
    const was = old.get(one.class);
    const is = now.get(one.class);
    return was !== undefined && is !== undefined && hasOtherWords(was, is);
  });
  const made = new Set(said.flatMap(madeBy));
  const renames = classes.flatMap(({ id, title }): TaxonomyOperation[] => {
    const was = old.get(id);
    return was === undefined || was.title === title ? [] : [{ kind: 'rename', class: id, title }];
  });
  const additions = classes.flatMap(({ id }): TaxonomyOperation[] =>
    old.has(id) || made.has(id) ? [] : [{ kind: 'add', class: id }],
  );
  return [...additions, ...said, ...renames];
}

function hasOtherWords(was: TaxonomyClass, is: TaxonomyClass): boolean {
  return JSON.stringify(wordsOf(was)) !== JSON.stringify(wordsOf(is));
}

function isSameAs(before: Taxonomy, draft: TaxonomyDraft): boolean {
  const { operations, mapping, counting } = draft;
  const says = operations.length > 0 || mapping.length > 0 || counting !== undefined;
  return !says && shownOf(before) === shownOf(draft);
}

/** Everything that people see of a taxonomy, whatever the order of the keys in which it was stored. */
function shownOf({ title, cleanClass, classes }: Pick<Taxonomy, 'title' | 'cleanClass' | 'classes'>): string {
  const shown = classes.map((one) => [one.id, one.title, one.tone, ...wordsOf(one)]);
  return JSON.stringify([title, cleanClass, shown]);
}

function wordsOf({ definition, useWhen, avoidWhen, examples, counterExamples }: TaxonomyClass): unknown[] {
  return [definition, useWhen, avoidWhen, examples, counterExamples];
}

function checkClasses({ classes }: TaxonomyDraft): string[] {
  const problems: string[] = [];
  if (classes.length < 2) problems.push('A taxonomy needs two classes at least.');
  if (classes.length > MOST_CLASSES) {
    problems.push(`A question offers ${MOST_CLASSES} classes at most; these are ${classes.length}.`);
  }
  const ids = new Set<string>();
  const titles = new Set<string>();
  for (const { id, title, definition } of classes) {
    if (ids.has(id)) problems.push(`Two classes have the key "${id}".`);
    const name = title.trim().toLowerCase();
    if (name === '') problems.push(`The class "${id}" has no title.`);
    else if (titles.has(name)) problems.push(`Two classes are called ${quoted(title.trim())}.`);
    if (definition.trim() === '') problems.push(`${quoted(title)} has no definition.`);
    ids.add(id);
    titles.add(name);
  }
  return problems;
}

/** Where the words of a class changed, the owner says whether they mean the same. */
function checkMeanings(before: Taxonomy, { classes, operations }: TaxonomyDraft): string[] {
  const now = new Map(classes.map((one) => [one.id, one]));
  return before.classes.flatMap((was) => {
    const is = now.get(was.id);
    if (is === undefined) return [];
    if (isUnsaid(was, is, operations)) {
      return [`${quoted(is.title)} has other words: say whether they mean the same, or something else.`];
    }
    const isRedefined = operations.some((one) => one.kind === 'redefine' && one.class === was.id);
    const isAsItWas = !hasOtherWords(was, is) && was.title === is.title;
    return isRedefined && isAsItWas
      ? [`${quoted(is.title)} is said to mean something else, but nothing in it changed.`]
      : [];
  });
}

/** What the owner said by hand: it can make an old class less certain, never more. */
function checkMapping(before: Taxonomy, draft: TaxonomyDraft): string[] {
  const tell = titlesFrom(before.classes, draft.classes);
  const derived = new Map(derivedMapping(before, draft).map((one) => [one.from, one]));
  const seen = new Set<string>();
  return draft.mapping.flatMap((one) => {
    const isAgain = seen.has(one.from);
    seen.add(one.from);
    const follows = derived.get(one.from);
    if (follows === undefined)
      return [
        `${tell([one.from])} is no class of version ${before.version}, so none of its labels can go anywhere.`,
      ];
    if (isAgain) return [`Where labels of ${tell([one.from])} go is said twice.`];
    if (!isWithin(one, draft))
      return [`Labels of ${tell([one.from])} are to go to a class that is not there.`];
    return isSurer(one, follows)
      ? [
          `Labels of ${tell([one.from])} cannot become ${tell([one.to])} for certain: that follows only from a merge, or from retiring it to that class.`,
        ]
      : [];
  });
}

function isSurer(said: ClassMapping, follows: ClassMapping): said is ClassMapping & { kind: 'certain' } {
  return said.kind === 'certain' && !(follows.kind === 'certain' && follows.to === said.to);
}

/** A key that an earlier version had meant another class: labels of both would look alike. */
function checkReuse(catalogue: Catalogue, before: Taxonomy, { classes }: TaxonomyDraft): string[] {
  const old = new Set(before.classes.map((one) => one.id));
  const earlier = versionsOf(catalogue, before.id).filter((one) => one.version < before.version);
  return classes.flatMap(({ id, title }) => {
    const used = earlier.find((one) => one.classes.some((of) => of.id === id));
    return used === undefined || old.has(id)
      ? []
      : [
          `${quoted(title)} has the key "${id}", which a class of version ${used.version} had: give it another.`,
        ];
  });
}

/** The class that means "no error" is what a rate counts against. */
function checkCounting({ classes, cleanClass, counting }: TaxonomyDraft): string[] {
  const clean = classes.find((one) => one.id === cleanClass);
  if (clean === undefined || counting?.includes(cleanClass) !== true) return [];
  return [`${quoted(clean.title)} means “no error”: it cannot count as one.`];
}

/** The class that means "no error" stays that class, whatever it is called. */
function checkClean(before: Taxonomy, { classes, cleanClass, operations }: TaxonomyDraft): string[] {
  const clean = classes.find((one) => one.id === cleanClass);
  const was = before.classes.find((one) => one.id === before.cleanClass);
  const name = quoted(was?.title ?? before.cleanClass);
  if (clean === undefined) {
    return [`${name} means “no error” and would be gone: say which class means it from now on.`];
  }
  const ids = before.classes.map((one) => one.id);
  const heirs = followOperations(ids, operations).classes.get(before.cleanClass)?.heirs;
  return heirs?.has(cleanClass) === true
    ? []
    : [
        `${quoted(clean.title)} cannot take the place of ${name} as the class that means “no error”: labels would change sides. Merge the one into the other, or keep it.`,
      ];
}
