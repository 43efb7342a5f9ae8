/** The workbench contract, part offline: audits taken along to where there is no network. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId, isoTime } from '../domain/ids.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

/** Audits taken along to where there is no network. */
const takenAudit = z.strictObject({
  auditId,
  title: label(120),
  dueAt: isoTime.nullable(),
  /** Items that are this person's to judge, and how many of them wait to be judged. */
  items: z.int().min(0),
  open: z.int().min(0),
  /** Of `items`, those whose text is on this computer. */
  here: z.int().min(0),
  /** Of all texts, as far as is known, and of those that are not here. */
  bytes: z.int().min(0),
  missingBytes: z.int().min(0),
  /** Expected time of fetching what is missing, by the speed seen last; null when nothing is known. */
  seconds: z.number().min(0).nullable(),
  /** When it was taken along and proved to be whole; null before. */
  takenAt: isoTime.nullable(),
  /** Items that have come since it was taken along, and are not part of that proof. */
  newSince: z.int().min(0),
  /** When the first text that still waits to be judged is erased because its retention ends; null when none is. */
  keptUntil: isoTime.nullable(),
});
export type TakenAudit = z.infer<typeof takenAudit>;

export const offline = {
  /** Open audits in which this person has something to judge. Asks the hub where it can be reached. */
  list: base.input(nothing).output(z.strictObject({ isOnline: z.boolean(), audits: z.array(takenAudit) })),
  /** Fetches what is missing of these audits, then proves that all is here. HUB_UNREACHABLE when the hub is needed. */
  take: base.input(z.strictObject({ auditIds: z.array(auditId).min(1).max(50) })).output(
    eventIterator(
      z.strictObject({
        phase: z.enum(['sending', 'fetching', 'proving', 'done']),
        auditId: auditId.nullable(),
        /** Texts, of all of these audits. */
        done: z.int().min(0),
        total: z.int().min(0),
        bytes: z.int().min(0),
        totalBytes: z.int().min(0),
      }),
    ),
  ),
  /** Reads every text of an audit again and compares its digest with what was drawn: works without a network. */
  prove: base.input(z.strictObject({ auditId })).output(
    z.strictObject({
      isWhole: z.boolean(),
      items: z.int(),
      bytes: z.int(),
      /** Scorecard, taxonomies, texts: what is missing or damaged, as sentences. */
      problems: z.array(safeText),
      checkedAt: isoTime,
      keptUntil: isoTime.nullable(),
    }),
  ),
};
