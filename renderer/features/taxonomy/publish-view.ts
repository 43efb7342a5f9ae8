/** What the preview needs beside the backend's answer: kinds in order, blanks left out, hand-made mappings. Pure. */
import type { ClassDiff } from '../../../shared/contract/taxonomies.ts';
import { changeKinds } from '../../../shared/contract/taxonomies.ts';
import type { ClassMapping, TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';

/** Kinds of change that a diff has, each once, the heaviest first. */
export function kindsOf(diff: readonly ClassDiff[]): ClassDiff['kinds'] {
  const found = new Set(diff.flatMap((one) => one.kinds));
  return changeKinds.filter((kind) => found.has(kind));
}

const written = (texts: readonly string[]): string[] => texts.filter((text) => text.trim() !== '');

/** The copy as it would be published: examples that were begun and not written are left out. */
export function withoutBlanks(draft: TaxonomyDraft): TaxonomyDraft {
  return {
    ...draft,
    classes: draft.classes.map((one) => ({
      ...one,
      examples: written(one.examples),
      counterExamples: written(one.counterExamples),
    })),
  };
}

export const FOLLOWS = 'follows';
export const AGAIN = 'again';

/** What the owner said of an old class by hand: nothing, that it is looked at again, or the key of a class. */
export function saidMapping({ mapping }: TaxonomyDraft, from: string): string {
  const said = mapping.find((one) => one.from === from);
  if (said === undefined) return FOLLOWS;
  return said.kind === 'certain' ? said.to : AGAIN;
}

/** Says by hand what an old class means. */
export function sayMapping(draft: TaxonomyDraft, from: string, value: string): TaxonomyDraft {
  const others = draft.mapping.filter((one) => one.from !== from);
  if (value === FOLLOWS) return { ...draft, mapping: others };
  const said: ClassMapping =
    value === AGAIN
      ? { kind: 'relabel', from, among: draft.classes.map((one) => one.id) }
      : { kind: 'certain', from, to: value };
  return { ...draft, mapping: [...others, said] };
}

/** Whether something of the old version has to be judged anew before rates are compared. */
export function needsRelabel(mapping: readonly ClassMapping[]): boolean {
  return mapping.some((one) => one.kind === 'relabel');
}
