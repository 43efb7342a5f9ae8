/**
 * The hub's contract, part work: frames are counted, samples drawn, items given out, given to others and judged anew.
 * Everything decided here becomes an event of the hub's own ledger.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { audit, frameFilter, manifest, stratum } from '../domain/audit.ts';
import { auditId, digest, isoTime, itemId, personId, slug, sourceId } from '../domain/ids.ts';
import { goldAnswer } from '../domain/extra-work.ts';
import { answers } from '../domain/review.ts';
import { goldCount, hubPlan, template } from '../domain/template.ts';
import { label, safeText } from '../domain/text.ts';
import { dimension, trace } from '../domain/trace.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

const base = oc.errors(errors);

export const frameCount = z.strictObject({
  frameSize: z.int().min(0),
  strata: z.array(stratum),
  /** False when the dimensions or the filter made the hub look through every trace. */
  isIndexed: z.boolean(),
  /** What that means, where it is not indexed: which dimensions to declare. */
  note: safeText.nullable(),
  watermark: z.int().min(0),
});
export type FrameCount = z.infer<typeof frameCount>;

const drawn = z.strictObject({
  auditId,
  manifestDigest: digest,
  itemCount: z.int(),
  goldCount: z.int(),
  /** Items of the calibration round; 0 where the plan has none. */
  calibrationCount: z.int(),
  /** What the lead should know of it, such as that the round is shorter than planned; null for nothing. */
  note: safeText.nullable(),
});

/** How far each reviewer is. */
export const workload = z.strictObject({
  personId,
  assigned: z.int(),
  reviewed: z.int(),
  skipped: z.int(),
  /** Second looks and relabels that still wait. */
  extraWaiting: z.int(),
  lastAt: isoTime.nullable(),
});
export type Workload = z.infer<typeof workload>;

export const goldResult = z.strictObject({
  personId,
  question: slug,
  /** Share of right answers on gold items, with its interval. */
  share: figure,
  right: z.int(),
  judged: z.int(),
});

export const agreementCheck = z.strictObject({
  eventId: z.uuid(),
  personId,
  question: label(),
  statistic: label(),
  measuredAt: isoTime,
  /** `waiting` until the hub has every review that it names. */
  outcome: z.enum(['confirmed', 'differs', 'waiting']),
  device: z.number().nullable(),
  hub: z.number().nullable(),
  sentence: safeText,
});
export type AgreementCheck = z.infer<typeof agreementCheck>;

export const frames = {
  count: base
    .route({ method: 'POST', path: '/v1/frames/count', summary: 'Exact counts of a frame by stratum' })
    .input(z.strictObject({ sourceId, filter: frameFilter, dimensions: z.array(dimension).max(6) }))
    .output(frameCount),
};

export const work = {
  draw: base
    .route({
      method: 'POST',
      path: '/v1/audits',
      summary: 'Freeze a plan, draw its sample here, and give it out',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        plan: hubPlan,
        reviewerIds: z.array(personId).min(1).max(50),
        gold: goldCount.optional(),
        /** Chosen by whoever asks, so that asking again after a lost answer draws nothing more. */
        auditId: auditId.optional(),
      }),
    )
    .output(drawn),
  manifest: base
    .route({ method: 'GET', path: '/v1/audits/{auditId}/manifest', summary: 'The proof of the sample' })
    .input(z.strictObject({ auditId }))
    .output(manifest),
  redraw: base
    .route({
      method: 'POST',
      path: '/v1/audits/{auditId}/redraw',
      summary: 'Draw the same plan again and compare',
    })
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ isSame: z.boolean(), missing: z.int(), added: z.int() })),
  load: base
    .route({ method: 'GET', path: '/v1/audits/{auditId}/load', summary: 'How far each reviewer is' })
    .input(z.strictObject({ auditId }))
    .output(z.array(workload)),
  /** Work that was done stays with whoever did it; balanced and blind, as the first giving out. */
  reassign: base
    .route({
      method: 'POST',
      path: '/v1/audits/{auditId}/reassign',
      summary: 'Give the open items of someone who is away to others',
    })
    .input(
      z.strictObject({
        auditId,
        from: personId,
        to: z.array(personId).min(1).max(50),
        reason: label(500),
      }),
    )
    .output(
      z.strictObject({
        moved: z.int(),
        /** Open items that none of them may have; `note` says why. */
        kept: z.int(),
        note: safeText.nullable(),
        byPerson: z.array(z.strictObject({ personId, items: z.int() })),
      }),
    ),
  beginSecondLook: base
    .route({
      method: 'POST',
      path: '/v1/audits/{auditId}/second-look',
      summary: 'Begin the second look as planned',
    })
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ clean: z.int(), flagged: z.int(), leftOut: z.int() })),
  relabel: base
    .route({
      method: 'POST',
      path: '/v1/audits/{auditId}/relabel',
      summary: 'Ask for items to be judged anew',
    })
    .input(
      z.strictObject({
        auditId,
        itemIds: z.array(itemId).min(1).max(5000),
        /** Null: by whoever judged each of them. */
        personIds: z.array(personId).min(1).max(50).nullable(),
        reason: label(500),
      }),
    )
    .output(z.strictObject({ requested: z.int(), leftOut: z.int() })),
  close: base
    .route({ method: 'POST', path: '/v1/audits/{auditId}/close', summary: 'Close an audit' })
    .input(z.strictObject({ auditId }))
    .output(audit),
  goldResults: base
    .route({ method: 'GET', path: '/v1/audits/{auditId}/gold', summary: 'How reviewers judged gold items' })
    .input(z.strictObject({ auditId }))
    .output(z.array(goldResult)),
  agreement: base
    .route({
      method: 'GET',
      path: '/v1/audits/{auditId}/agreement',
      summary: 'What devices measured, and whether the hub confirms it',
    })
    .input(z.strictObject({ auditId }))
    .output(z.array(agreementCheck)),
  norming: base
    .route({
      method: 'GET',
      path: '/v1/norming/{roundId}/progress',
      summary: 'On how many cases of a norming round each has voted in its stage, never what',
    })
    .input(z.strictObject({ roundId: z.uuid() }))
    .output(z.array(z.strictObject({ personId, done: z.int().min(0) }))),
};

const goldRow = goldAnswer.extend({
  title: safeText,
  addedAt: isoTime,
  retiredAt: isoTime.nullable(),
  usedCount: z.int(),
});

export const gold = {
  list: base
    .route({ method: 'GET', path: '/v1/gold', summary: 'Items with known answers' })
    .output(z.array(goldRow)),
  add: base
    .route({
      method: 'POST',
      path: '/v1/gold',
      summary: 'Plant an item with known answers',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        /** An item that was judged, or a trace of one's own. */
        of: z.union([z.strictObject({ itemId }), z.strictObject({ trace })]),
        scorecard: goldAnswer.shape.scorecard,
        answers,
        rationale: safeText,
      }),
    )
    .output(goldRow),
  retire: base
    .route({ method: 'POST', path: '/v1/gold/{goldId}/retire', summary: 'Use it in no new audit' })
    .input(z.strictObject({ goldId: z.uuid() }))
    .output(goldRow),
};

export const templateRun = z.strictObject({
  /** ISO week that it speaks for, such as `2026-W47`; the last one when it speaks for several. */
  week: label(10),
  at: isoTime,
  auditId: auditId.nullable(),
  /** Why nothing was drawn; null when it was. */
  problem: safeText.nullable(),
});

const templateRow = template.extend({
  isActive: z.boolean(),
  /** Null for one that was stopped. */
  nextAt: isoTime.nullable(),
  runs: z.array(templateRun),
});

export const templates = {
  list: base
    .route({ method: 'GET', path: '/v1/templates', summary: 'Audits that draw themselves each week' })
    .output(z.array(templateRow)),
  save: base
    .route({ method: 'PUT', path: '/v1/templates/{templateId}', summary: 'Make or change a template' })
    .input(template)
    .output(templateRow),
  stop: base
    .route({ method: 'POST', path: '/v1/templates/{templateId}/stop', summary: 'Draw no more of it' })
    .input(z.strictObject({ templateId: z.uuid() }))
    .output(templateRow),
  /** What the schedule would do, now; a week that was drawn is not drawn again. */
  run: base
    .route({
      method: 'POST',
      path: '/v1/templates/{templateId}/run',
      summary: 'Draw the week that has ended, now',
    })
    .input(z.strictObject({ templateId: z.uuid() }))
    .output(templateRun),
};
