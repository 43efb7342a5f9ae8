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

export interface RulingSearch {
  find(work: WorkCase): DisagreementCase['similar'];
}

/** Over the cases of a worklist that are ruled. */
export function createRulingSearch(all: readonly WorkCase[], texts: TextBook): RulingSearch {
  const index = new TermIndex();
  const ruled: WorkCase[] = [];
  for (const one of all) {
    const text = one.fold.standing === null ? null : texts.of(one.known.item.contentDigest);
    if (text === null) continue;
    index.add(text.whole);
    ruled.push(one);
  }
  return {
    find: (work) => {
      const text = texts.of(work.known.item.contentDigest);
      if (text === null) return [];
      return [...index.likeness(text.whole)]
        .filter(([at, likeness]) => likeness >= leastLikeness && isOther(ruled[at]!, work))
        .toSorted(([a, x], [b, y]) => y - x || (ruled[a]!.key < ruled[b]!.key ? -1 : 1))
        .slice(0, mostTold)
        .map(([at, likeness]) => toldOf(ruled[at]!, likeness));
    },
  };
}

/** A ruling on the same question about another item. */
function isOther(one: WorkCase, work: WorkCase): boolean {
  return one.question === work.question && one.known.item.itemId !== work.known.item.itemId;
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
