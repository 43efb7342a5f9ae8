/**
 * The hub's contract, part traces: sources, what arrives, masking and retention. Batches of traces are streams, which
 * procedures cannot describe, so `POST /v1/traces` and OTLP are routes of their own (`tracesRoute`, `otlpRoute`).
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { digest, isoTime, personId, slug, sourceId, traceId } from '../domain/ids.ts';
import { columnMapping } from '../domain/source.ts';
import { label, safeText } from '../domain/text.ts';
import { dimension, riskClasses, trace } from '../domain/trace.ts';
import { errors } from './errors.ts';
import { page, pageQuery } from './page.ts';

const base = oc.errors(errors);

/** Where the rows of a warehouse source are: read only, over a connection that only the hub knows. */
export const warehouseView = z.strictObject({
  /** Names the connection that whoever runs the hub has set up (`ASSAY_WAREHOUSE_<NAME>_URL`). */
  connection: slug,
  /** `schema.table` or `table`; identifiers, quoted by the hub. */
  relation: label(300),
  /** Trace field → column, as for files. */
  mapping: columnMapping,
});
export type WarehouseView = z.infer<typeof warehouseView>;

export const hubSource = z.strictObject({
  id: sourceId,
  name: label(200),
  kind: z.enum(['ingested', 'warehouse']),
  /** Dimensions whose strata are indexed: a draw by some of them costs by the sample, not by the frame. */
  declared: z.array(dimension).max(6),
  warehouse: warehouseView.nullable(),
  /** Traces that can be drawn; null for a warehouse, which is counted only when it is asked. */
  traceCount: z.int().min(0).nullable(),
  firstAt: isoTime.nullable(),
  lastAt: isoTime.nullable(),
  lastBatchAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type HubSource = z.infer<typeof hubSource>;

export const rejectCodes = [
  'NOT_JSON',
  'MISSING_FIELD',
  'BAD_VALUE',
  'DUPLICATE_ID',
  'NUL_CHARACTER',
  'LINE_TOO_LONG',
  /** The id is known here with another content: what was stored stays. */
  'CHANGED_CONTENT',
] as const;

export const reject = z.strictObject({
  /** 1-based line of a stream, place in an array, or number of the span. */
  line: z.int().min(1),
  code: z.enum(rejectCodes),
  reason: safeText,
});
export type Reject = z.infer<typeof reject>;

/** What a batch had that earlier ones of its source had not, or no longer has. */
export const driftChange = z.strictObject({
  field: label(1000),
  change: z.enum(['appeared', 'disappeared', 'newValues', 'rarer', 'commoner']),
  sentence: safeText,
});

export const batchReport = z.strictObject({
  id: z.uuid(),
  /** `receiving` also where a hub was killed on the way: what the counts say is stored all the same. */
  state: z.enum(['receiving', 'complete', 'brokenOff']),
  sourceId,
  sourceName: label(200),
  /** `jsonl`, `json`, `otlp`, `langfuse`, `cli` … */
  importer: label(60),
  receivedAt: isoTime,
  receivedBy: personId,
  received: z.int().min(0),
  stored: z.int().min(0),
  /** Known already, unchanged: nothing was done. */
  repeated: z.int().min(0),
  /** Spans that wait for the rest of their trace. */
  waiting: z.int().min(0),
  rejected: z.int().min(0),
  /** The first hundred. */
  rejects: z.array(reject).max(100),
  /** Masked places by kind. */
  masked: z.record(z.string(), z.int().min(0)),
  ruleSetVersion: label(),
  drift: z.array(driftChange),
});
export type BatchReport = z.infer<typeof batchReport>;

export const maskingRules = z.strictObject({
  /** Kinds that ship with Assay and are on. */
  kinds: z.array(slug).max(50),
  /** A company's own: name → pattern (linear-time syntax only). */
  custom: z.array(z.strictObject({ name: slug, pattern: z.string().min(1).max(500) })).max(50),
});
export type MaskingRules = z.infer<typeof maskingRules>;

/** How long what is kept; the first rule that fits a trace counts, the last one fits everything. */
export const retentionRule = z.strictObject({
  /** Which risk classes; empty for all, also traces without one. */
  riskClasses: z.array(z.enum(riskClasses)),
  /** Days after arrival until the text of a trace that no audit holds is erased; null: never. */
  traceDays: z.int().min(1).max(36_500).nullable(),
  /** Days after the close of its last audit until the text of an item is erased; null: never. */
  itemDays: z.int().min(1).max(36_500).nullable(),
});
export const retention = z.strictObject({ rules: z.array(retentionRule).min(1).max(20) });
export type Retention = z.infer<typeof retention>;

export const provenanceOf = z.strictObject({
  sourceId,
  traceId,
  batchId: z.uuid(),
  line: z.int().min(1),
  importer: label(60),
  receivedAt: isoTime,
  receivedBy: personId,
  ruleSetVersion: label(),
  contentDigest: digest,
  audits: z.array(z.uuid()),
  erasedAt: isoTime.nullable(),
  /** As stored, masked; null once erased. */
  trace: trace.nullable(),
});

export const traces = {
  sources: {
    list: base
      .route({ method: 'GET', path: '/v1/sources', summary: 'Sources that audits can be drawn from' })
      .output(z.array(hubSource)),
    create: base
      .route({ method: 'POST', path: '/v1/sources', summary: 'Add a source', successStatus: 201 })
      .input(
        z.strictObject({
          name: label(200),
          declared: z.array(dimension).max(6).optional(),
          warehouse: warehouseView.optional(),
        }),
      )
      .output(hubSource),
    declare: base
      .route({
        method: 'PUT',
        path: '/v1/sources/{sourceId}/declared',
        summary: 'Choose the dimensions whose strata are indexed; indexes what is there anew',
      })
      .input(z.strictObject({ sourceId, declared: z.array(dimension).max(6) }))
      .output(hubSource),
    /** Dimensions that have at least two values, with their number of values. */
    dimensions: base
      .route({ method: 'GET', path: '/v1/sources/{sourceId}/dimensions', summary: 'Dimensions of a source' })
      .input(z.strictObject({ sourceId }))
      .output(
        z.array(
          z.strictObject({
            dimension,
            distinct: z.int().min(1),
            values: z.array(safeText).max(50),
            isDeclared: z.boolean(),
          }),
        ),
      ),
  },
  batches: {
    list: base
      .route({ method: 'GET', path: '/v1/batches', summary: 'What arrived, newest first' })
      .input(pageQuery.extend({ sourceId: sourceId.optional() }))
      .output(page(batchReport)),
    get: base
      .route({ method: 'GET', path: '/v1/batches/{batchId}', summary: 'What became of one batch' })
      .input(z.strictObject({ batchId: z.uuid() }))
      .output(batchReport),
  },
  provenance: base
    .route({ method: 'GET', path: '/v1/sources/{sourceId}/trace', summary: 'Where one trace came from' })
    .input(z.strictObject({ sourceId, traceId }))
    .output(provenanceOf),
  masking: {
    get: base
      .route({ method: 'GET', path: '/v1/masking', summary: 'What is masked before anything is stored' })
      .output(
        z.strictObject({
          rules: maskingRules,
          ruleSetVersion: label(),
          /** Every kind that ships. */
          available: z.array(z.strictObject({ kind: slug, sentence: safeText })),
        }),
      ),
    put: base
      .route({ method: 'PUT', path: '/v1/masking', summary: 'Change what is masked, from now on' })
      .input(maskingRules)
      .output(z.strictObject({ ruleSetVersion: label() })),
  },
  retention: {
    get: base
      .route({ method: 'GET', path: '/v1/retention', summary: 'How long texts are kept' })
      .output(retention),
    put: base
      .route({ method: 'PUT', path: '/v1/retention', summary: 'Change how long texts are kept' })
      .input(retention)
      .output(retention),
    /** The purge also runs by itself once a day. */
    purge: base
      .route({
        method: 'POST',
        path: '/v1/retention/purge',
        summary: 'Erase now what is due, or only count it',
      })
      .input(z.strictObject({ isDryRun: z.boolean() }))
      .output(z.strictObject({ traces: z.int(), items: z.int() })),
  },
};

const batchQuery = z.strictObject({
  /** Name of the source; made on first use. */
  source: label(200),
  importer: label(60).optional(),
});

/**
 * `application/json`: an array of traces, or {traces: […]}, at most 64 MB; `application/x-ndjson`: one trace per line of at
 * most 8 MB, any number of lines that come within five minutes; both also with `content-encoding: gzip`. Idempotent by
 * source and trace id: whatever happened, send the same again. Bad lines are rejected by their numbers and the others are
 * stored. Of a stream that breaks off, what came whole is stored, and the answer (or the batch, where no answer could be
 * given) says how much; of a JSON body that breaks off, nothing.
 */
export const tracesRoute = {
  method: 'POST',
  path: '/v1/traces',
  summary: 'Send traces, as a batch or as a stream of lines',
  query: batchQuery,
  answer: batchReport,
} as const;

/** OTLP/HTTP: `application/json` and `application/x-protobuf`; the source is the resource's `service.name`. */
export const otlpRoute = {
  method: 'POST',
  path: '/v1/otlp/v1/traces',
  summary: 'OpenTelemetry export (OTLP/HTTP): spans of GenAI and OpenInference become traces',
  query: batchQuery.partial(),
} as const;
