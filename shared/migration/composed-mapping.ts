/**
 * What labels of an old version mean in a later one, over every publication between. Must not know labels.
 *
 * Invariant: certain only where every step is; a class that may be several on the way may be all that these lead to.
 */
import type { ClassMapping, Publication } from '../domain/taxonomy-change.ts';
import type { TaxonomyRef } from '../domain/taxonomy.ts';
import { isSameVersion } from '../taxonomy/versions.ts';

type Step = Pick<Publication, 'taxonomy' | 'from' | 'mapping'>;

/** The mapping from one version to a later one of the same taxonomy; null where no publications lead there. */
export function composedMapping(
  publications: readonly Step[],
  from: TaxonomyRef,
  to: TaxonomyRef,
): ClassMapping[] | null {
  const steps: Step[] = [];
  let at: TaxonomyRef = to;
  while (at.id !== from.id || at.version !== from.version) {
    const step = publications.find((one) => one.taxonomy.id === at.id && one.taxonomy.version === at.version);
    // Versions only rise, so that a chain comes to its end.
    if (step?.from == null || step.from.version >= at.version) return null;
    steps.unshift(step);
    at = step.from;
  }
  // A chain of another's versions says nothing of labels that were made with a version of the same number.
  if (!isSameVersion(at, from)) return null;
  const made = publications.find(
    (one) => one.taxonomy.id === from.id && one.taxonomy.version === from.version,
  );
  if (made !== undefined && !isSameVersion(made.taxonomy, from)) return null;
  const [first, ...rest] = steps;
  if (first === undefined) return null;
  return rest.reduce((known, step) => known.map((one) => follow(one, step.mapping)), [...first.mapping]);
}

function follow(known: ClassMapping, next: readonly ClassMapping[]): ClassMapping {
  const sources = targetsOf(known);
  const steps = sources.map((id) => next.find((one) => one.from === id));
  const among = [...new Set(steps.flatMap((one, i) => (one === undefined ? [sources[i]!] : targetsOf(one))))];
  const isCertain = known.kind === 'certain' && steps.every((one) => one?.kind !== 'relabel');
  const [only] = among;
  return isCertain && only !== undefined
    ? { kind: 'certain', from: known.from, to: only }
    : { kind: 'relabel', from: known.from, among };
}

function targetsOf(of: ClassMapping): readonly string[] {
  return of.kind === 'certain' ? [of.to] : of.among;
}

/**
 * The mapping of every option of the old question. An option that is no class of the taxonomy means what it did where the
 * new question still has it, and is judged anew where not.
 */
export function mappingOfOptions(
  mapping: readonly ClassMapping[],
  options: readonly string[],
  offered: readonly string[],
): ClassMapping[] {
  return options.map((from): ClassMapping => {
    const known = mapping.find((one) => one.from === from);
    if (known !== undefined) return known;
    return offered.includes(from)
      ? { kind: 'certain', from, to: from }
      : { kind: 'relabel', from, among: [...offered] };
  });
}
