/** What a group of the long tail gives a class that is made of it. Pure. */
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { BridgeChoice } from './bridge-choices.ts';
import type { LongTail } from './taxonomy-queries.ts';

export type TailGroup = LongTail['groups'][number];

/** As many examples as a reader takes in, and as long. */
const MOST_EXAMPLES = 3;
const LONGEST = 160;

/** Items that share words could be a class; those that are left over are not. */
export function isCandidate({ words }: Pick<TailGroup, 'words'>): boolean {
  return words.length > 0;
}

function clipped(text: string): string {
  const all = [...text.trim().replaceAll(/\s+/g, ' ')];
  return all.length <= LONGEST ? all.join('') : `${all.slice(0, LONGEST - 1).join('')}…`;
}

/** Examples that lead back to their items: what was asked, and what the reviewer noted. */
export function examplesOf(
  { items }: Pick<TailGroup, 'items'>,
  { auditId, question }: Pick<BridgeChoice, 'auditId' | 'question'>,
): Pick<TaxonomyClass, 'examples' | 'exampleItems'> {
  const taken = items.slice(0, MOST_EXAMPLES).map(({ itemId, title, note }) => {
    const text =
      note === null ? `Asked: “${clipped(title)}”` : `Asked: “${clipped(title)}”\n${clipped(note)}`;
    return { text, auditId, itemId, question };
  });
  return { examples: taken.map((one) => one.text), exampleItems: taken };
}
