/** Edits of a taxonomy in the making. Pure. Invariant: the class that means “no error” never counts, and is never removed. */
import type { BegunClass, BegunTaxonomy } from '../../../shared/domain/new-taxonomy.ts';
import { freeTone } from './draft-steps.ts';

/** Other texts or another title for a class. */
export function writeBegun(
  of: BegunTaxonomy,
  id: string,
  change: Partial<Omit<BegunClass, 'id'>>,
): BegunTaxonomy {
  return { ...of, classes: of.classes.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

/** A class more, which counts; its key is only of this copy. */
export function addBegun(of: BegunTaxonomy): { next: BegunTaxonomy; id: string } {
  const taken = new Set(of.classes.map((one) => one.id));
  let at = of.classes.length + 1;
  while (taken.has(`class_${at}`)) at += 1;
  const id = `class_${at}`;
  const texts = { title: '', definition: '', useWhen: '', avoidWhen: '', examples: [], counterExamples: [] };
  const added: BegunClass = { id, ...texts, tone: freeTone(of) };
  return { next: { ...of, classes: [...of.classes, added], counting: [...of.counting, id] }, id };
}

export function removeBegun(of: BegunTaxonomy, id: string): BegunTaxonomy {
  if (id === of.cleanClass) return of;
  return {
    ...of,
    classes: of.classes.filter((one) => one.id !== id),
    counting: of.counting.filter((one) => one !== id),
  };
}

/** A class that counts where it did not, or the other way round. */
export function toggleBegun(of: BegunTaxonomy, id: string): BegunTaxonomy {
  if (id === of.cleanClass) return of;
  const counting = of.counting.includes(id) ? of.counting.filter((one) => one !== id) : [...of.counting, id];
  return { ...of, counting };
}
