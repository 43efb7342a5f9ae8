/**
 * Which items are gold, as far as this device may know: on the devices of those who see everything of an audit. A
 * projection of the feed. Nothing that a reviewer's screen shows may rest on it.
 */
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { WritableStore } from '../connection.ts';
import { runSql } from '../connection.ts';

export type GoldItem = NonNullable<(FeedEntry & { kind: 'gold' })['payload']>;

export function putGold(store: WritableStore, { itemId, auditId, goldId, answers }: GoldItem): void {
  runSql(store, 'INSERT OR REPLACE INTO gold (item_id, audit_id, gold_id, answers) VALUES (?, ?, ?, ?)', [
    itemId,
    auditId,
    goldId,
    JSON.stringify(answers),
  ]);
}

export function deleteGold(store: WritableStore, itemId: string): void {
  runSql(store, 'DELETE FROM gold WHERE item_id = ?', [itemId]);
}
