/**
 * In which order a page wrote its drafts. The last save of a page that goes away is sent beside one that is still under way,
 * and may come first: then the one before it must not take its place. Kept in memory: a page outlives no backend.
 */
import type { ReadableStore } from '../../db/connection.ts';
import type { DraftOrder } from '../../shared/contract/draft-order.ts';

/** Per store, the last save of each form. */
const taken = new WeakMap<ReadableStore, Map<string, DraftOrder>>();

/** Whether a later save of this form by the same page was taken before; if not, this one is from now on the last. */
export function isOvertaken(store: ReadableStore, formKey: string, order: DraftOrder | undefined): boolean {
  if (order === undefined) return false;
  const ofStore = taken.get(store) ?? new Map<string, DraftOrder>();
  taken.set(store, ofStore);
  const last = ofStore.get(formKey);
  if (last?.pageId === order.pageId && last.place > order.place) return true;
  ofStore.set(formKey, order);
  return false;
}
