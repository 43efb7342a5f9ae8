/** How acts, kinds of change and mappings are said. Pure; must not know who did them. */
import type { ClassDiff } from '../../../shared/contract/taxonomies.ts';
import type { ClassMapping, TaxonomyOperation } from '../../../shared/domain/taxonomy-change.ts';
import { quoted, titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import type { Tone } from '../../ui/badge.tsx';

/** Names classes by their titles: `shared/taxonomy/phrases.ts` makes one. */
export type Tell = (ids: readonly string[], word?: 'and' | 'or') => string;

/** Titles as published, the newest first; of classes that are only thought of, as they would be. */
export function tellFrom(
  { versions }: { versions: readonly { taxonomy: { classes: readonly { id: string; title: string }[] } }[] },
  thought: readonly { id: string; title: string }[] = [],
): Tell {
  return titlesFrom(thought, ...versions.toReversed().map((one) => one.taxonomy.classes));
}

export function operationInWords(of: TaxonomyOperation, tell: Tell): string {
  switch (of.kind) {
    case 'rename':
      return `Rename ${tell([of.class])} to ${quoted(of.title)}`;
    case 'reword':
      return `Other words for ${tell([of.class])}, same meaning`;
    case 'redefine':
      return `Redefine ${tell([of.class])}: it means something else`;
    case 'add':
      return `Add ${tell([of.class])}`;
    case 'split':
      return `Split ${tell([of.class])} into ${tell(of.into)}`;
    case 'merge':
      return of.classes.includes(of.into)
        ? `Merge ${tell(of.classes.filter((id) => id !== of.into))} into ${tell([of.into])}`
        : `Merge ${tell(of.classes)} into the new ${tell([of.into])}`;
    case 'retire':
      return of.to === null
        ? `Retire ${tell([of.class])}; what had it is looked at again`
        : `Retire ${tell([of.class])}; what had it becomes ${tell([of.to])}`;
  }
}

/** @param offered how many classes the new version has: where it may be any of them, they are not listed */
export function mappingInWords(of: ClassMapping, tell: Tell, offered = Infinity): string {
  if (of.kind === 'certain') {
    return of.from === of.to ? 'stays what it is' : `becomes ${tell([of.to])} for certain`;
  }
  if (of.among.length >= offered) return 'is looked at again: it may be any class';
  return `is looked at again: ${tell(of.among, 'or')}`;
}

export const kindWords: Readonly<
  Record<ClassDiff['kinds'][number], { title: string; tone: Tone; hint: string }>
> = {
  structure: { title: 'Structure', tone: 'policy', hint: 'Classes came, went, were split or merged.' },
  meaning: { title: 'Meaning', tone: 'warn', hint: 'It means something else, so that old labels may too.' },
  wording: { title: 'Wording', tone: 'quiet', hint: 'Other words for the same.' },
  title: { title: 'Title', tone: 'quiet', hint: 'Another name.' },
};

export const blockTitles: Readonly<Record<ClassDiff['blocks'][number]['block'], string>> = {
  title: 'Title',
  definition: 'Definition',
  useWhen: 'Use when',
  avoidWhen: 'Avoid when',
  examples: 'Examples',
  counterExamples: 'Counter-examples',
};

export function blockTitle(block: string): string {
  return block in blockTitles ? blockTitles[block as keyof typeof blockTitles] : block;
}
