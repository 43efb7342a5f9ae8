/**
 * Rulings on items like a given one, by the words of what was asked and answered (BM25 weights, cosine). Local; nothing
 * leaves the device. Must not know who may read: it is given cases that may be read.
 *
 * Invariant: only rulings that stand are told, never the case's own, the most alike first.
 */
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { TermIndex } from '../../../shared/disagreements/wording.ts';
import type { TextBook } from './text-book.ts';
import type { WorkCase } from './worklist.ts';

/** Less alike than this is not alike. */
const leastLikeness = 0.12;
const mostTold = 5;
/** Words that more items hold than this tell nothing apart, and would make the search slow. */
const commonShare = 0.2;
const leastHolding = 50;

export interface RulingSearch {
  find(work: WorkCase): DisagreementCase['similar'];
}

/** Over every item of a worklist, so that words are rare or common among all of them; rulings are looked up when asked. */
export function createRulingSearch(
  all: readonly WorkCase[],
  texts: TextBook,
  caseOf: (itemOf: WorkCase, question: string) => WorkCase | null,
): RulingSearch {
  const index = new TermIndex();
  const items: WorkCase[] = [];
  const seen = new Set<string>();
  for (const one of all) {
    const { itemId, contentDigest } = one.known.item;
    const text = seen.has(itemId) ? null : texts.of(contentDigest);
    seen.add(itemId);
    if (text === null) continue;
    index.add(text.whole);
    items.push(one);
  }
  return {
    find: (work) => {
      const text = texts.of(work.known.item.contentDigest);
      if (text === null) return [];
      const mostHolding = Math.max(leastHolding, commonShare * index.size);
      const isTelling = (term: string): boolean => index.holding(term).length <= mostHolding;
      return [...index.likeness(text.whole, isTelling)]
        .filter(
          ([at, likeness]) =>
            likeness >= leastLikeness && items[at]!.known.item.itemId !== work.known.item.itemId,
        )
        .flatMap(([at, likeness]) => {
          const one = caseOf(items[at]!, work.question);
          return one === null || one.fold.standing === null ? [] : [{ one, likeness }];
        })
        .toSorted((a, b) => b.likeness - a.likeness || (a.one.key < b.one.key ? -1 : 1))
        .slice(0, mostTold)
        .map(({ one, likeness }) => toldOf(one, likeness));
    },
  };
}

function toldOf(one: WorkCase, likeness: number): DisagreementCase['similar'][number] {
  const standing = one.fold.standing!;
  const { option, cause, rationale } = standing.entry.body;
  const title = one.known.question.options.find((of) => of.id === option)?.title ?? option;
  return {
    case: one.known.found.ref,
    title: one.known.item.title,
    optionTitle: title,
    cause,
    rationale,
    at: standing.at,
    likeness: Math.min(1, likeness),
  };
}
