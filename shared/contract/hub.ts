/**
 * The contract between devices and the hub: REST over HTTPS with a bearer token, described by a generated OpenAPI 3.1
 * document. Any server that fulfils it can take the hub's place. Its wire hash is guarded by a test.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { assignment, audit, manifest, secondLook } from '../domain/audit.ts';
import { auditId, digest, eventId, isoTime, itemId, ledgerId, personId } from '../domain/ids.ts';
import { wireEvent } from '../domain/ledger.ts';
import { deliberationEntry } from '../domain/deliberation.ts';
import { calibrationPlace, relabel } from '../domain/extra-work.ts';
import { person } from '../domain/person.ts';
import { answers, review } from '../domain/review.ts';
import { publication } from '../domain/taxonomy-change.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';
import { people, refusals, tokens } from './hub-people.ts';
import { traces } from './hub-traces.ts';
import { frames, gold, templates, work } from './hub-work.ts';
import { report } from './report.ts';

const base = oc.errors(errors);
const mark = z.strictObject({ ledger: ledgerId, seq: z.int().min(0), hash: digest });

/** Where a person is in the queue of an audit. */
const queuePlace = z.strictObject({ auditId, itemId, at: isoTime });
export type QueuePlace = z.infer<typeof queuePlace>;

export const refused = z.strictObject({ eventId, seq: z.int(), reason: label(), detail: safeText });

const head = z.strictObject({
  seq: z.int().min(0),
  hash: digest,
  /** Refusals that the device has not confirmed yet: repeated until it does. */
  refused: z.array(refused),
  /** Events accepted, but late. */
  late: z.array(eventId),
});
export type PushAnswer = z.infer<typeof head>;

/** One entry of the change feed. `put` replaces what the device knows under (kind, id); `remove` takes it away. */
export const feedEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('audit'),
    id: auditId,
    payload: audit.nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('manifest'),
    id: auditId,
    payload: manifest.nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('item'),
    id: itemId,
    /**
     * `content` is the canonical JSON of the masked trace without its sealed facts; its SHA-256 is `contentDigest`.
     * `sealed` is the canonical JSON of the sealed facts; null while this person must not see them.
     */
    payload: z
      .strictObject({
        auditId,
        itemId,
        position: z.int().min(1),
        contentDigest: digest,
        /** Null once its retention ended: the digest stays. */
        content: z.string().nullable(),
        sealed: z.string().nullable(),
      })
      .nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('assignment'),
    id: itemId,
    payload: assignment.extend({ auditId }).nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('secondLook'),
    id: itemId,
    /** Before the close only one's own: it says that the item is to be judged, and nothing of what was said before. */
    payload: secondLook.extend({ auditId }).nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('relabel'),
    /** `skipKey` of item and person. Before the close only one's own. Removed once it is done. */
    id: z.string(),
    payload: relabel.extend({ auditId }).nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('gold'),
    id: itemId,
    /** Only for those who see everything of the audit: reviewers never learn which items are gold before the close. */
    payload: z.strictObject({ auditId, itemId, goldId: z.uuid(), answers }).nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('calibration'),
    id: itemId,
    /** For everyone who reviews the audit; the item's text comes as an `item` entry. The device keeps the answers back. */
    payload: calibrationPlace
      .omit({ contentDigest: true, sealedDigest: true })
      .extend({ auditId })
      .nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('deliberation'),
    /** Of the event. Told to whoever may see what it is about; blind votes of others not before they are shown. */
    id: z.uuid(),
    payload: deliberationEntry.nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('review'),
    id: z.uuid(),
    payload: review.nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('skip'),
    id: z.string(),
    payload: z.strictObject({ auditId, itemId, personId, reason: label(), at: isoTime }).nullable(),
  }),
  z.strictObject({
    position: z.int().min(1),
    op: z.enum(['put', 'remove']),
    kind: z.literal('person'),
    id: personId,
    payload: person.nullable(),
  }),
]);
export type FeedEntry = z.infer<typeof feedEntry>;

/** Last line of a feed page; a page without it is discarded whole. */
export const feedEnd = z.strictObject({
  end: z.literal(true),
  count: z.int().min(0),
  /** Pass as `after` of the next pull. */
  cursor: z.string(),
  hasMore: z.boolean(),
});
export type FeedEnd = z.infer<typeof feedEnd>;

export const hub = {
  me: base
    .route({ method: 'GET', path: '/v1/me', summary: 'Who this token is, and which hub this is' })
    .output(z.strictObject({ hubId: z.uuid(), person, apiVersion: z.literal(1) })),
  people,
  tokens,
  refusals,
  traces,
  frames,
  work,
  gold,
  templates,
  taxonomies: {
    /** One version after another: whoever publishes on top of an older one is told so, and merges. */
    publish: base
      .route({
        method: 'POST',
        path: '/v1/taxonomies',
        summary: 'Publish a version of a taxonomy',
        successStatus: 201,
      })
      .input(publication)
      .output(publication),
  },
  contents: {
    /** Which of these digests the hub does not hold yet. */
    missing: base
      .route({ method: 'POST', path: '/v1/contents/missing', summary: 'Which contents are still to be sent' })
      .input(z.strictObject({ digests: z.array(digest).max(10_000) }))
      .output(z.strictObject({ missing: z.array(digest) })),
    /** Content-addressed: the hub recomputes each digest and refuses what does not match. Repeating is free. */
    put: base
      .route({ method: 'POST', path: '/v1/contents', summary: 'Send masked traces and manifests by digest' })
      .input(
        z.strictObject({
          contents: z
            .array(z.strictObject({ digest, text: z.string() }))
            .min(1)
            .max(500),
        }),
      )
      .output(z.strictObject({ stored: z.int() })),
  },
  ledgers: {
    /** Where the hub stands in a ledger of mine. */
    head: base
      .route({ method: 'GET', path: '/v1/ledgers/{ledger}', summary: 'High-water mark of a ledger' })
      .input(z.strictObject({ ledger: ledgerId }))
      .output(head),
    push: base
      .route({ method: 'POST', path: '/v1/ledgers/{ledger}/events', summary: 'Append events in seq order' })
      .input(
        z.strictObject({
          ledger: ledgerId,
          events: z.array(wireEvent).min(1).max(500),
          /** Refusals that the device has stored since. */
          confirmed: z.array(eventId).max(10_000).optional(),
        }),
      )
      .output(head),
    /** Envelope hashes by seq, for a proof that nothing is missing. */
    hashes: base
      .route({ method: 'GET', path: '/v1/ledgers/{ledger}/hashes', summary: 'Hashes of a ledger by seq' })
      .input(z.strictObject({ ledger: ledgerId, after: z.coerce.number().int().min(0) }))
      .output(z.strictObject({ hashes: z.array(digest).max(5000), hasMore: z.boolean() })),
    list: base.route({ method: 'GET', path: '/v1/ledgers', summary: 'My ledgers' }).output(z.array(mark)),
  },
  places: {
    /** The item that I had in hand last, audit by audit; the latest visit wins. Of convenience only: no ledger holds it. */
    put: base
      .route({ method: 'PUT', path: '/v1/places', summary: 'Remember where I am in my queues' })
      .input(z.strictObject({ places: z.array(queuePlace).max(500) }))
      .output(z.strictObject({ places: z.array(queuePlace) })),
  },
  audits: {
    /** What of an audit is mine to judge: the proof that a device holds all of it. */
    mine: base
      .route({
        method: 'GET',
        path: '/v1/audits/{auditId}/mine',
        summary: 'What of an audit is mine to judge',
      })
      .input(z.strictObject({ auditId }))
      .output(
        z.strictObject({
          items: z.array(
            z.strictObject({
              itemId,
              contentDigest: digest,
              /** Of the text in UTF-8; 0 once it was erased. */
              bytes: z.int().min(0),
              /** When its retention ends; null when nothing ends it. */
              keptUntil: isoTime.nullable(),
            }),
          ),
        }),
      ),
    list: base
      .route({ method: 'GET', path: '/v1/audits', summary: 'Audits that this person may see' })
      .output(z.array(audit)),
    report: base
      .route({
        method: 'GET',
        path: '/v1/audits/{auditId}/report',
        summary: 'The report, computed by the hub',
      })
      .input(z.strictObject({ auditId }))
      .output(report),
  },
};
export type Hub = typeof hub;

/**
 * The change feed is a stream of lines, which procedures cannot describe: one feedEntry per line, then one feedEnd
 * line, as `application/x-ndjson`. A cursor is `epoch:position`: what comes after that position follows, so that one entry
 * can be read again on its own. An empty `after` starts from the beginning; a cursor of another epoch answers
 * 409 CONFLICT and the device reads everything again. Failures are the same problem objects as everywhere.
 */
export const feedRoute = {
  method: 'GET',
  path: '/v1/feed',
  summary: 'Ordered changes that this person may see, as NDJSON',
  query: z.strictObject({
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(1000).optional(),
  }),
  line: z.union([feedEntry, feedEnd]),
} as const;
