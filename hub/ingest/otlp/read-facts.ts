/**
 * Reads the facts of a span, whichever vocabulary it speaks: OpenTelemetry GenAI (old and current), OpenInference, or both
 * at once; where both say something, OpenInference's word counts, which says more of retrievals.
 */
import { findUnstorable } from '../../../shared/domain/text.ts';
import type { Attributes } from './attributes.ts';
import { readGenAi } from './gen-ai.ts';
import { readLabels } from './labels.ts';
import { readOpenInference } from './open-inference.ts';
import type { IncomingSpan } from './read-spans.ts';
import type { Facts, SpanFacts } from './span-facts.ts';

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
