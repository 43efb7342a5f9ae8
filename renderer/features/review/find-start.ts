/** With which item a person begins. Pure: the queue comes in. */
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { ReviewQueue } from './types.ts';

const isOpen = ({ state }: { state: string }): boolean => state === 'open' || state === 'draft';

/** Where to start: what the address names, where the person was, the first open item, the first. */
export function findStart(queue: ReviewQueue, named: ItemId | undefined): ItemId | null {
  const { entries, currentItemId } = queue;
  const isThere = (id: ItemId | null | undefined): boolean => entries.some((one) => one.itemId === id);
  if (named !== undefined && isThere(named)) return named;
  const current = entries.find((one) => one.itemId === currentItemId);
  if (current !== undefined && isOpen(current)) return current.itemId;
  const at = current === undefined ? -1 : entries.indexOf(current);
  const open = entries.find((one, place) => isOpen(one) && place > at);
  return (open ?? entries.find((one) => isOpen(one)) ?? current ?? entries[0])?.itemId ?? null;
}
