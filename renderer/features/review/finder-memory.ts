/**
 * What was recorded of the evidence finder's use on the items of this sitting. Items that were left blank are only here:
 * looking at one makes no draft of it. Bounded; what falls out is in the item's draft, if it has one.
 */
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { FinderUse } from '../../../shared/domain/review.ts';
import type { FoundClaim, FoundEvidence } from '../../../shared/evidence/found-evidence.ts';
import { noteOpened, noteUnderlined } from './finder-record.ts';
import type { ReviewItem } from './types.ts';

const KEPT_ITEMS = 60;

type OfItem = Pick<ReviewItem, 'itemId' | 'draft'>;

export interface FinderMemory {
  /** What to store with a draft or review of the item; undefined where the finder was never on. */
  useOf: (item: OfItem) => FinderUse | undefined;
  noteShown: (item: OfItem, found: FoundEvidence) => void;
  /** True when this said something new. */
  noteOpened: (item: OfItem, claim: FoundClaim) => boolean;
}

export function createFinderMemory(): FinderMemory {
  const uses = new Map<ItemId, FinderUse>();
  const useOf = ({ itemId, draft }: OfItem): FinderUse | undefined => uses.get(itemId) ?? draft?.finder;
  const keep = (itemId: ItemId, use: FinderUse): void => {
    uses.delete(itemId);
    uses.set(itemId, use);
    const [oldest] = uses.keys();
    if (uses.size > KEPT_ITEMS && oldest !== undefined) uses.delete(oldest);
  };
  return {
    useOf,
    noteShown: (item, found) => keep(item.itemId, noteUnderlined(useOf(item), found)),
    noteOpened: (item, claim) => {
      const before = useOf(item);
      if (before === undefined) return false;
      const after = noteOpened(before, claim);
      keep(item.itemId, after);
      return after !== before;
    },
  };
}
