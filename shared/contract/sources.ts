/** The workbench contract, part sources: files, what a source of them would be, frames and what a sample would tell. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { allocation, frameFilter, overlapPlan, stratum } from '../domain/audit.ts';
import { sourceId } from '../domain/ids.ts';
import { columnMapping, inspection, preset, rejectedRow, source } from '../domain/source.ts';
import { label, safeText } from '../domain/text.ts';
import { dimension } from '../domain/trace.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

export const files = {
  /** Folders and files that a source can be made of; null lists the home folder. */
  browse: base.input(z.strictObject({ folder: safeText.nullable() })).output(
    z.strictObject({
      folder: safeText,
      parent: safeText.nullable(),
      entries: z.array(
        z.strictObject({
          name: safeText,
          path: safeText,
          kind: z.enum(['folder', 'file']),
          bytes: z.int().min(0),
        }),
      ),
    }),
  ),
};

const sourceRequest = z.strictObject({
  paths: z.array(label(4096)).min(1).max(1000),
  /** Null lets Assay recognise it. */
  preset: preset.nullable(),
  mapping: columnMapping.nullable(),
});

export const sources = {
  /** Reads without storing anything: preset, columns, mapping, ten mapped traces, rejected rows. */
  inspect: base.input(sourceRequest).output(inspection),
  add: base.input(sourceRequest.extend({ name: label(200) })).output(source),
  list: base.input(nothing).output(z.array(source)),
  rejected: base
    .input(z.strictObject({ sourceId, offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.strictObject({ total: z.int(), rows: z.array(rejectedRow) })),
  /** Dimensions that have at least two values, with their number of values. */
  dimensions: base
    .input(z.strictObject({ sourceId }))
    .output(
      z.array(z.strictObject({ dimension, distinct: z.int().min(1), values: z.array(safeText).max(50) })),
    ),
};

/** Sources are those of this computer or those of the hub: ids tell which. */
export const frames = {
  /** Exact counts of the frame by stratum. */
  count: base
    .input(z.strictObject({ sourceId, filter: frameFilter, dimensions: z.array(dimension).max(6) }))
    .output(
      z.strictObject({
        frameSize: z.int(),
        strata: z.array(stratum),
        /** Why counting and drawing cost more than they need to, and what to do; only from a hub. */
        note: safeText.nullable().optional(),
      }),
    ),
  /** What an allocation would draw, before anything is drawn. */
  preview: base
    .input(
      z.strictObject({
        sourceId,
        filter: frameFilter,
        dimensions: z.array(dimension).max(6),
        allocation,
        overlap: overlapPlan,
        /** Two-sided error of the margins; 0.05 when left out. */
        alpha: z.number().gt(0).lt(1).optional(),
        /** Half-width that the overall interval should reach; answered by `target`. */
        targetHalfWidth: z.number().gt(0).lt(0.5).optional(),
        /** Registered limit; answered by `toPass`. */
        limit: z.number().gt(0).lt(1).optional(),
      }),
    )
    .output(
      z.strictObject({
        frameSize: z.int(),
        strata: z.array(
          stratum.extend({
            drawn: z.int(),
            weight: z.number().nullable(),
            isTakeAll: z.boolean(),
            overlap: z.int(),
            /** Expected half-width of this stratum's own interval; null where there is none. */
            expectedHalfWidth: z.number().nullable(),
            /** Event rate assumed of this stratum. */
            expectedRate: z.number(),
          }),
        ),
        total: z.int(),
        overlapTotal: z.int(),
        kishN: z.number(),
        /** Expected half-width of the overall 95 % interval at the given rate. */
        expectedHalfWidth: z.number().nullable(),
        assumedRate: z.number(),
        /** Largest ÷ smallest weight among strata that are sampled. */
        weightRatio: z.number().nullable(),
        /** What other sizes would give, by the same rule, from small to the whole frame. */
        curve: z.array(z.strictObject({ size: z.int(), halfWidth: z.number().nullable() })),
        /** Smallest size whose expected half-width reaches the target; null when even the whole frame does not. */
        target: z.strictObject({ halfWidth: z.number(), size: z.int().nullable() }).nullable(),
        /** Smallest samples that pass the limit with this many events (statistics.md A7). */
        toPass: z.array(z.strictObject({ events: z.int(), size: z.int() })),
        warnings: z.array(z.strictObject({ code: label(), sentence: safeText })),
      }),
    ),
};
