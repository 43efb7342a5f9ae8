/**
 * What people gave which class: labels of an audit's question in current reviews, in drafts and among gold answers. Must not
 * know what a taxonomy is; a question's answers are read by its id.
 */
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';
import type { ReadableStore } from '../connection.ts';
import { listRows } from '../connection.ts';

export interface ClassCount {
  option: string;
  count: number;
}

/** Path of a question's option within answers; ids of questions are slugs. */
const optionPath = (question: string): string => `$.${question}.option`;

/** Current reviews of an audit by the option that they give on a question. */
export function countLabels(store: ReadableStore, auditId: AuditId, question: string): ClassCount[] {
  return listRows<ClassCount>(
    store,
    `SELECT json_extract(answers, ?) AS option, count(*) AS count FROM review
     WHERE audit_id = ? AND is_current = 1 GROUP BY 1 HAVING option IS NOT NULL ORDER BY 1`,
    [optionPath(question), auditId],
  );
}

/** Forms of an audit that are being filled in, of everybody on this device, by the option that they hold. */
export function countDraftLabels(store: ReadableStore, auditId: AuditId, question: string): ClassCount[] {
  return listRows<ClassCount>(
    store,
    `SELECT json_extract(draft, ?) AS option, count(*) AS count FROM draft
     WHERE audit_id = ? GROUP BY 1 HAVING option IS NOT NULL ORDER BY 1`,
    [`$.answers.${question}.option`, auditId],
  );
}

/** Number of forms of an audit that are being filled in. */
export function countDrafts(store: ReadableStore, auditId: AuditId): number {
  const sql = 'SELECT count(*) AS count FROM draft WHERE audit_id = ?';
  return listRows<{ count: number }>(store, sql, [auditId])[0]?.count ?? 0;
}

/** Gold items of an audit by their known option, as far as this device may know. */
export function countGoldLabels(store: ReadableStore, auditId: AuditId, question: string): ClassCount[] {
  return listRows<ClassCount>(
    store,
    `SELECT json_extract(answers, ?) AS option, count(*) AS count FROM gold
     WHERE audit_id = ? GROUP BY 1 HAVING option IS NOT NULL ORDER BY 1`,
    [optionPath(question), auditId],
  );
}

export interface LabelledItem {
  itemId: ItemId;
  /** Current reviews that give the option, and those that answer the question at all. */
  agreeing: number;
  reviews: number;
}

/** Items of an audit that somebody gave an option, most agreed on first. */
export function listLabelledItems(
  store: ReadableStore,
  auditId: AuditId,
  question: string,
  option: string,
): LabelledItem[] {
  return listRows<LabelledItem>(
    store,
    `SELECT item_id AS itemId, sum(given = :option) AS agreeing, count(*) AS reviews
     FROM (SELECT item_id, json_extract(answers, :path) AS given FROM review
       WHERE audit_id = :auditId AND is_current = 1)
     WHERE given IS NOT NULL GROUP BY item_id HAVING agreeing > 0
     ORDER BY agreeing DESC, 1.0 * agreeing / reviews DESC, itemId`,
    { option, path: optionPath(question), auditId },
  );
}
