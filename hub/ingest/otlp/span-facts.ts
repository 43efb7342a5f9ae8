/**
 * What one span says of the answer that its trace is about. What is kept while a trace is assembled is this, not the span.
 *
 * Invariant: facts hold everything that the trace will be made of; a text in them is unmasked until `maskFacts` ran.
 */
import type { Judgement, Message, Passage } from './trace-parts.ts';
import type { Call } from '../chat.ts';

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
