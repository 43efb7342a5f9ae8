/**
 * What of each open audit is this person's to judge, and how much of it is here: from the store alone, or with the hub's
 * word where it is to be had. The hub decides what is mine; the store decides what is here.
 *
 * Invariant: a text that was erased because its retention ended is nobody's to judge any more, and is never fetched.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard, findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { Digest, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import { copyKeptUntil } from '../../../shared/domain/retention.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit, listAudits } from '../../../db/queries/audits.ts';
import { hasContent, isErased } from '../../../db/queries/contents.ts';
import type { OwnText, ToldItem } from '../../../db/queries/taken.ts';
import { findTaken, listOwnTexts } from '../../../db/queries/taken.ts';
import { findLastSyncedAt } from '../sync/connection.ts';

export interface OwnItem {
  itemId: ItemId;
  /** Null while only its assignment has come. */
  contentDigest: Digest | null;
  sealedDigest: Digest | null;
  /** Of the text in UTF-8, as far as is known. */
  bytes: number;
  isHere: boolean;
  isOpen: boolean;
  /** When the copy on this device ends; null when nothing ends it. */
  keptUntil: string | null;
}

/** An audit of the hub that is not on this device yet, or one that is. */
export type AuditHead = Pick<Audit, 'id' | 'title' | 'state'> & {
  plan: Pick<Audit['plan'], 'scorecard'> & { dueAt?: string | undefined };
};

export interface OwnWork {
  audit: AuditHead;
  items: OwnItem[];
  takenAt: string | null;
  /** Items that were not among those that were proved when it was taken along. */
  newSince: number;
}

/** `told`: the hub's list; null where it was not asked, or does not know the audit. */
export function readOwnWork(
  store: ReadableStore,
  audit: AuditHead,
  personId: PersonId,
  told: readonly ToldItem[] | null,
): OwnWork {
  const taken = findTaken(store, audit.id, personId);
  const here = findAudit(store, audit.id);
  const isOverseen = here !== null && here.manifestDigest !== null && hasContent(store, here.manifestDigest);
  const texts = listOwnTexts(store, audit.id, personId);
  const list = told ?? rememberedList(store, taken);
  const byId = new Map(texts.map((one) => [one.itemId, one]));
  const endOf = (text: OwnText): string | null =>
    isOverseen
      ? null
      : copyKeptUntil({
          retainUntil: text.retainUntil ?? undefined,
          drawnAt: here?.drawnAt ?? null,
          ruleEndsMs: null,
        });
  const items =
    list === null
      ? texts.filter((one) => !one.isErased).map((one) => ownItem(one, endOf(one)))
      : list.flatMap((one) => toldItem(store, one, byId.get(one.itemId), endOf));
  const proved = new Set(taken?.itemIds);
  const takenAt = taken?.takenAt ?? null;
  const newSince = takenAt === null ? 0 : items.filter((one) => !proved.has(one.itemId)).length;
  return { audit, items, takenAt, newSince };
}

/** The hub's list counts without the hub while what it told has not all come: a later round knows better. */
function rememberedList(
  store: ReadableStore,
  taken: ReturnType<typeof findTaken>,
): readonly ToldItem[] | null {
  if (taken?.told == null || taken.toldAt === null) return null;
  const syncedAt = findLastSyncedAt(store);
  return syncedAt === null || syncedAt < taken.toldAt ? taken.told : null;
}

function ownItem(text: OwnText, keptUntil: string | null): OwnItem {
  const { itemId, contentDigest, sealedDigest, bytes, isOpen } = text;
  return {
    itemId,
    contentDigest,
    sealedDigest,
    bytes: bytes ?? 0,
    isHere: bytes !== null,
    isOpen,
    keptUntil,
  };
}

function toldItem(
  store: ReadableStore,
  told: ToldItem,
  text: OwnText | undefined,
  endOf: (text: OwnText) => string | null,
): OwnItem[] {
  const isGone = text === undefined ? isErased(store, told.contentDigest) : text.isErased;
  if (told.bytes === 0 || isGone) return [];
  const { itemId, contentDigest, bytes } = told;
  const own = text === undefined ? null : ownItem(text, endOf(text));
  // Its text may have come before what says that it is mine.
  const isHere =
    own === null ? hasContent(store, contentDigest) : own.isHere && own.contentDigest === contentDigest;
  return [
    {
      itemId,
      contentDigest,
      sealedDigest: own?.sealedDigest ?? null,
      bytes: isHere ? (own?.bytes ?? bytes) : bytes,
      isHere,
      isOpen: own?.isOpen ?? true,
      keptUntil: own?.keptUntil ?? null,
    },
  ];
}

/** Audits of this device that are open. */
export function listOpenHeads(store: ReadableStore): AuditHead[] {
  return listAudits(store).filter((one) => one.state === 'open');
}

/** How the take screen says it. `bytesPerSecond`: the speed seen last; null when nothing is known. */
export function summarise(
  { audit, items, takenAt, newSince }: OwnWork,
  bytesPerSecond: number | null,
): TakenAudit {
  const missing = items.filter((one) => !one.isHere);
  const missingBytes = sum(missing.map((one) => one.bytes));
  const ends = items.flatMap((one) => (one.isOpen && one.keptUntil !== null ? [one.keptUntil] : []));
  return {
    auditId: audit.id,
    title: audit.title,
    dueAt: audit.plan.dueAt ?? null,
    items: items.length,
    open: items.filter((one) => one.isOpen).length,
    here: items.length - missing.length,
    bytes: sum(items.map((one) => one.bytes)),
    missingBytes,
    seconds: secondsOf(missingBytes, bytesPerSecond),
    takenAt,
    newSince,
    keptUntil: ends.toSorted()[0] ?? null,
  };
}

function secondsOf(missingBytes: number, bytesPerSecond: number | null): number | null {
  if (missingBytes === 0) return 0;
  return bytesPerSecond === null ? null : missingBytes / bytesPerSecond;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}

/** What judging needs besides the texts: sentences on what is not known here. */
export function listUnknownForms(audit: AuditHead, catalogue: Catalogue): string[] {
  const { id, version } = audit.plan.scorecard;
  const scorecard = findScorecard(audit.plan.scorecard, catalogue);
  if (scorecard === null) {
    return [`The scorecard "${id}" version ${version} is not known here: update Assay before you go.`];
  }
  return scorecard.questions.flatMap((one) => {
    const taxonomy = isChoice(one) || one.type === 'spans' ? one.taxonomy : undefined;
    if (taxonomy === undefined || findTaxonomy(taxonomy, catalogue) !== null) return [];
    return [
      `The taxonomy "${taxonomy.id}" version ${taxonomy.version} is not known here: update Assay before you go.`,
    ];
  });
}
