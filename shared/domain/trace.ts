/**
 * The trace: one logged AI answer, as product.md lists its fields. Only `id`, `occurredAt`, `prompt` and `output`
 * are required; a missing value is itself the stratum value `(none)`, never an error.
 */
import { z } from 'zod';
import { isoTime, traceId } from './ids.ts';
import { label, safeText } from './text.ts';

export const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  text: safeText,
  name: label().optional(),
  at: isoTime.optional(),
});
export type Message = z.infer<typeof message>;

export const passage = z.strictObject({
  sourceId: label(1000).optional(),
  title: safeText.optional(),
  text: safeText,
  rank: z.int().min(1),
  score: z.number().optional(),
  hash: label().optional(),
  url: safeText.optional(),
  updatedAt: isoTime.optional(),
});
export type Passage = z.infer<typeof passage>;

export const toolCall = z.strictObject({ name: label(), arguments: safeText, result: safeText.optional() });

/** What an automatic scorer said, or a reference label of a public data set; hidden until the person decided. */
export const judgement = z.strictObject({
  name: label(),
  version: label().optional(),
  verdict: label(),
  probability: z.number().min(0).max(1).optional(),
  spans: z
    .array(
      z.strictObject({
        start: z.int().min(0),
        end: z.int().min(0),
        class: label(),
        note: safeText.optional(),
      }),
    )
    .optional(),
});

export const riskClasses = ['low', 'medium', 'high', 'critical'] as const;
export const resolutions = ['self_resolved', 'ai_assisted', 'human_only', 'unresolved'] as const;

const content = {
  prompt: z.array(message).min(1),
  context: z.array(passage).default([]),
  output: safeText,
  toolCalls: z.array(toolCall).optional(),
};

const facts = {
  conversationId: label(1000).optional(),
  turn: z.int().min(1).optional(),
  source: label().optional(),
  channel: label().optional(),
  language: label().optional(),
  region: label().optional(),
  productArea: label().optional(),
  customerTier: label().optional(),
  intent: label().optional(),
  riskClass: z.enum(riskClasses).optional(),
  severity: label().optional(),
  confidence: z.number().min(0).max(1).optional(),
  model: label().optional(),
  promptTemplate: label().optional(),
  policy: label().optional(),
  knowledgeBase: label().optional(),
  retrievalIndex: label().optional(),
  taxonomy: label().optional(),
  featureFlags: z.array(label()).optional(),
  policyCheck: label().optional(),
  judge: z.array(judgement).optional(),
  escalated: z.boolean().optional(),
  escalationReason: label(500).optional(),
  resolution: z.enum(resolutions).optional(),
  recontacted: z.boolean().optional(),
  userFeedback: label(500).optional(),
  promptTokens: z.int().min(0).optional(),
  completionTokens: z.int().min(0).optional(),
  latencyMs: z.number().min(0).optional(),
  retrievalMs: z.number().min(0).optional(),
  costUsd: z.number().min(0).optional(),
};

export const redaction = z.strictObject({
  status: z.enum(['none', 'masked', 'raw']),
  ruleSetVersion: label().optional(),
  counts: z.record(safeText, z.int().min(0)).optional(),
});

export const provenance = z.strictObject({
  importer: label(),
  fileHash: label().optional(),
  row: z.int().min(1).optional(),
});

export const trace = z.strictObject({
  id: traceId,
  occurredAt: isoTime,
  ...content,
  ...facts,
  redaction: redaction.optional(),
  contentApproval: label().optional(),
  retainUntil: isoTime.optional(),
  provenance: provenance.optional(),
  attributes: z.record(label(), label(1000)).optional(),
});
export type Trace = z.infer<typeof trace>;

/** Value of a dimension that a trace does not carry: a stratum value of its own. */
export const NO_VALUE = '(none)';

/** Named fields by which a frame may be stratified; `attributes.<name>` is allowed besides. */
export const standardDimensions = [
  'source',
  'channel',
  'language',
  'region',
  'productArea',
  'customerTier',
  'intent',
  'riskClass',
  'severity',
  'model',
  'promptTemplate',
  'policy',
  'knowledgeBase',
  'retrievalIndex',
  'taxonomy',
  'policyCheck',
  'escalated',
  'resolution',
  'recontacted',
  'userFeedback',
] as const;
export type StandardDimension = (typeof standardDimensions)[number];

/** A dimension by name: one of the standard ones, or an attribute as `attributes.<name>`. */
export const dimension = z.union([
  z.enum(standardDimensions),
  z.string().regex(/^attributes\..{1,200}$/, 'is neither a known dimension nor attributes.<name>'),
]);
export type Dimension = z.infer<typeof dimension>;

/** Text value of a dimension of a trace; `(none)` where the trace has none. */
export function dimensionValue(of: Trace, name: Dimension): string {
  if (name.startsWith('attributes.')) {
    const key = name.slice('attributes.'.length);
    // An attribute may be called `constructor`, which every object seems to have.
    const isThere = of.attributes !== undefined && Object.hasOwn(of.attributes, key);
    return (isThere ? of.attributes?.[key] : undefined) ?? NO_VALUE;
  }
  const value = of[name as StandardDimension];
  return value === undefined || value === '' ? NO_VALUE : String(value);
}
