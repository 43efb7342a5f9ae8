/**
 * What one span says of the answer that its trace is about, whichever vocabulary it speaks: OpenTelemetry GenAI (old and
 * current), OpenInference, or both at once. What is kept while a trace is assembled is this, not the span.
 *
 * Invariant: facts hold everything that the trace will be made of; a text in them is unmasked until `maskFacts` ran.
 */
import { findUnstorable } from '../../../shared/domain/text.ts';
import type { Judgement, Message, Passage } from './trace-parts.ts';
import type { Attributes } from './attributes.ts';
import type { Call } from '../chat.ts';
import { readGenAi } from './gen-ai.ts';
import { readOpenInference } from './open-inference.ts';
import { readLabels } from './labels.ts';
import type { IncomingSpan } from './read-spans.ts';

export type SpanKind =
  'llm' | 'retriever' | 'reranker' | 'tool' | 'chain' | 'evaluator' | 'guardrail' | 'other';

/** What a vocabulary finds in a span; absent where it says nothing. */
export interface Facts {
  kind?: SpanKind | undefined;
  prompt?: Message[] | undefined;
  output?: string | undefined;
  /** In the order in which the step gave them. */
  passages?: Passage[] | undefined;
  /** Of a tool span: what it did. Of any other: what the assistant asked for. */
  calls?: Call[] | undefined;
  /** What tools answered by the id of the call, as later prompts show it. */
  results?: Record<string, string> | undefined;
  model?: string | undefined;
  promptTokens?: number | undefined;
  completionTokens?: number | undefined;
  costUsd?: number | undefined;
  conversationId?: string | undefined;
  judges?: Judgement[] | undefined;
}

export interface SpanFacts extends Facts {
  kind: SpanKind;
  startMs: number;
  endMs: number;
  /** Fields of the trace that the sender names itself (`assay.intent` …). */
  fields?: Record<string, string> | undefined;
  attributes?: Record<string, string> | undefined;
  /** Masked places by kind, once masked. */
  masked?: Record<string, number> | undefined;
}

/** The facts of a span. `resource`: what its service says of itself. */
export function readFacts(span: IncomingSpan, resource: Attributes): SpanFacts {
  const inference = readOpenInference(span);
  const genAi = readGenAi(span);
  const kind = inference.kind ?? genAi.kind ?? 'other';
  const facts: SpanFacts = {
    ...definedOf(genAi),
    ...definedOf(inference),
    kind,
    startMs: span.startMs,
    endMs: span.endMs,
  };
  const judges = [...(inference.judges ?? []), ...(genAi.judges ?? [])];
  if (judges.length > 0) facts.judges = judges;
  if (kind === 'llm' || kind === 'chain' || span.parentId === null) {
    const { fields, attributes } = readLabels(span.attributes, resource);
    facts.fields = fields;
    facts.attributes = attributes;
  }
  return facts;
}

function definedOf(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}

/** Whether a text anywhere in the value, or the name of a member, cannot be stored. */
export function holdsUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return findUnstorable(value) !== null;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, one]) => findUnstorable(name) !== null || holdsUnstorable(one));
}
