/**
 * Whether the operations of a change fit together, and account for every class that came or went. Must not know texts.
 *
 * Invariant: operations that pass lead from the classes before to the classes after, and to no others.
 */
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { TaxonomyClass } from '../domain/taxonomy.ts';
import { followOperations } from './follow-operations.ts';
import { madeBy } from './merge-operations.ts';
import { listed, quoted, titlesFrom } from './phrases.ts';

type Named = Pick<TaxonomyClass, 'id' | 'title'>;
type Tell = (ids: readonly string[], word?: 'and' | 'or') => string;

/** What does not fit, as sentences; empty when everything does. */
export function checkOperations(
  before: readonly Named[],
  after: readonly Named[],
  operations: readonly TaxonomyOperation[],
): string[] {
  const tell = titlesFrom(before, after);
  const clashes = [
    ...checkNames(before, operations, tell),
    ...checkClashes(operations, tell),
    ...checkCycles(operations, tell),
  ];
  // What does not fit together leads nowhere that could be told.
  return clashes.length > 0 ? clashes : checkOutcome(before, after, operations, tell);
}

/** Classes that an operation needs to be there. */
function needed(one: TaxonomyOperation): readonly string[] {
  return one.kind === 'merge' ? one.classes : one.kind === 'add' ? [] : [one.class];
}

function checkNames(
  before: readonly Named[],
  operations: readonly TaxonomyOperation[],
  tell: Tell,
): string[] {
  const old = new Set(before.map((one) => one.id));
  const made = new Set(operations.flatMap(madeBy));
  const unknown = new Set(operations.flatMap(needed).filter((id) => !old.has(id) && !made.has(id)));
  const again = operations.flatMap((one) => (one.kind === 'add' && old.has(one.class) ? [one.class] : []));
  const narrow = operations.flatMap((one): string[] => {
    if (one.kind === 'split' && new Set(one.into).size < 2) return [`${tell([one.class])} is split into`];
    const isNarrow = one.kind === 'merge' && new Set([...one.classes, one.into]).size < 2;
    return isNarrow ? [`${tell([one.into])} is merged from`] : [];
  });
  return [
    ...[...unknown].map((id) => `${tell([id])} is not a class of this taxonomy, and nothing makes it.`),
    ...again.map((id) => `${tell([id])} is there already: it cannot be added.`),
    ...narrow.map((start) => `${start} one class only: name two at least.`),
  ];
}

/** A class goes one way only. */
function checkClashes(operations: readonly TaxonomyOperation[], tell: Tell): string[] {
  const ways = new Map<string, string[]>();
  const go = (id: string, way: string): void => void ways.set(id, [...(ways.get(id) ?? []), way]);
  for (const one of operations) {
    if (one.kind === 'split') go(one.class, `split into ${tell(one.into)}`);
    if (one.kind === 'retire') go(one.class, 'retired');
    if (one.kind === 'merge') {
      for (const id of new Set(one.classes)) go(id, `merged into ${tell([one.into])}`);
    }
  }
  const clashes = [...ways]
    .filter(([, taken]) => taken.length > 1)
    .map(
      ([id, taken]) => `${tell([id])} is ${listed(taken)}: it can go one way only. Take one of them back.`,
    );
  const both = operations.flatMap((one) => {
    const said = one.kind === 'reword' ? one.class : null;
    const isBoth = operations.some((other) => other.kind === 'redefine' && other.class === said);
    return said !== null && isBoth ? [said] : [];
  });
  return [
    ...clashes,
    ...[...new Set(both)].map(
      (id) => `${tell([id])} is said to mean the same and to mean something else: say one of the two.`,
    ),
  ];
}

/** A class that goes into another must not come back by way of it. */
function checkCycles(operations: readonly TaxonomyOperation[], tell: Tell): string[] {
  const next = new Map<string, readonly string[]>();
  for (const one of operations) {
    if (one.kind === 'merge') {
      for (const id of one.classes) if (id !== one.into) next.set(id, [one.into]);
    } else if (one.kind === 'retire' && one.to !== null) {
      next.set(one.class, [one.to]);
    } else if (one.kind === 'split') {
      next.set(
        one.class,
        one.into.filter((id) => id !== one.class),
      );
    }
  }
  const told = new Set<string>();
  const problems: string[] = [];
  for (const start of next.keys()) {
    const cycle = findCycle(start, next);
    if (cycle === null || cycle.some((id) => told.has(id))) continue;
    for (const id of cycle) told.add(id);
    const steps = cycle.map((id, at) => `${tell([id])} into ${tell([cycle[(at + 1) % cycle.length] ?? id])}`);
    problems.push(`${listed(steps)}: these go round in a circle. Take one of them back.`);
  }
  return problems;
}

/** The classes of a circle that leads from `start` back to it, or null. */
function findCycle(start: string, next: ReadonlyMap<string, readonly string[]>): string[] | null {
  const walk = (id: string, path: readonly string[]): string[] | null => {
    for (const to of next.get(id) ?? []) {
      if (to === start) return [...path];
      if (path.includes(to)) continue;
      const found = walk(to, [...path, to]);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(start, [start]);
}

function checkOutcome(
  before: readonly Named[],
  after: readonly Named[],
  operations: readonly TaxonomyOperation[],
  tell: Tell,
): string[] {
  const { present } = followOperations(
    before.map((one) => one.id),
    operations,
  );
  const kept = new Set(after.map((one) => one.id));
  const old = new Set(before.map((one) => one.id));
  const missing = [...present].filter((id) => !kept.has(id));
  const lost = missing.filter((id) => old.has(id) && !operations.some((one) => madeBy(one).includes(id)));
  const homeless = missing.filter((id) => !lost.includes(id));
  const back = after.filter((one) => !present.has(one.id));
  return [
    ...lost.map(
      (id) =>
        `${tell([id])} is gone, and nothing says what becomes of its labels: retire it, split it, or merge it into another.`,
    ),
    ...homeless.map(
      (id) =>
        `${tell([id])} takes labels in, but is not among the classes: ${originOf(id, operations, tell)}.`,
    ),
    ...back.map((one) =>
      old.has(one.id)
        ? `${quoted(one.title)} goes, and is still among the classes: take one of the two back.`
        : `${quoted(one.title)} is new, and nothing says where it comes from: add it, or make it by a split or a merge.`,
    ),
  ];
}

function originOf(id: string, operations: readonly TaxonomyOperation[], tell: Tell): string {
  for (const one of operations) {
    if (one.kind === 'split' && one.into.includes(id)) return `${tell([one.class])} is split into it`;
    if (one.kind === 'merge' && one.into === id) return `${tell(one.classes)} are merged into it`;
    if (one.kind === 'retire' && one.to === id) return `${tell([one.class])} is retired to it`;
  }
  return 'it was added';
}
