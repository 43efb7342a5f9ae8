/**
 * Fetches single texts again that are damaged here, or went missing: the feed is read at the very places where it told of
 * them. Everything else stays as it is; the cursor does not move.
 *
 * Invariant: a text is put in place only when its digest is that of the item.
 */
import type { ItemId } from '../../../shared/domain/ids.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { restoreContent } from '../../../db/queries/contents.ts';
import { findCursor, findItemPosition } from '../../../db/queries/feed.ts';
import { HubFailure } from '../sync/failure.ts';
import type { HubClient } from '../sync/hub-client.ts';

/** Puts what can be had in place; answers for how many items. Throws `HubFailure` when the hub does not answer. */
export async function fetchAgain(
  store: WritableStore,
  client: HubClient,
  itemIds: readonly ItemId[],
): Promise<number> {
  let restored = 0;
  for (const itemId of itemIds) {
    const cursor = cursorBefore(store, itemId);
    if (cursor !== null && (await restoreAt(store, client, itemId, cursor))) restored += 1;
  }
  return restored;
}

/** A cursor is the feed's epoch and a position: the one right before the entry that told of the item last. */
function cursorBefore(store: WritableStore, itemId: ItemId): string | null {
  const cursor = findCursor(store);
  const position = findItemPosition(store, itemId);
  const epoch = cursor === null ? null : /^(.+):\d+$/.exec(cursor)?.[1];
  if (epoch === null || epoch === undefined || position === null) return null;
  return `${epoch}:${position - 1}`;
}

async function restoreAt(
  store: WritableStore,
  client: HubClient,
  itemId: ItemId,
  cursor: string,
): Promise<boolean> {
  try {
    const { rows } = await client.pull(cursor, 1);
    const entry = rows[0]?.entry;
    if (entry?.kind !== 'item' || entry.id !== itemId || entry.payload === null) return false;
    const { content, sealed, contentDigest } = entry.payload;
    if (content === null || sha256Hex(content) !== contentDigest) return false;
    inTransaction(store, () => {
      restoreContent(store, { digest: contentDigest, text: content });
      if (sealed !== null) restoreContent(store, { digest: sha256Hex(sealed), text: sealed });
    });
    return true;
  } catch (error) {
    // Of another epoch: the next round reads everything anyway.
    if (error instanceof HubFailure && error.kind === 'feed_restarted') return false;
    throw error;
  }
}
