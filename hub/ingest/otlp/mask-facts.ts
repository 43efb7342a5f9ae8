/**
 * Masks the facts of a span before they wait in the database: nothing unmasked is stored, not even for a few seconds. The
 * trace that is made of them is masked again like any other, which changes nothing more.
 */
import type { MaskCounts, MaskRules } from '../../../shared/privacy/mask.ts';
import { maskText } from '../../../shared/privacy/mask.ts';
import type { SpanFacts } from './span-facts.ts';

/** Every text of a person or a document; ids, names of models, verdicts and numbers stay as they are. */
export function maskFacts(of: SpanFacts, by: MaskRules): SpanFacts {
  if (by.rules.length === 0) return of;
  const counts: MaskCounts = {};
  const mask = (text: string): string => {
    const masked = maskText(text, by);
    for (const [kind, count] of Object.entries(masked.counts)) counts[kind] = (counts[kind] ?? 0) + count;
    return masked.text;
  };
  const maskMember = <K extends string>(holder: { [key in K]?: string | undefined }, name: K): object =>
    holder[name] === undefined ? {} : { [name]: mask(holder[name]) };
  const masked: SpanFacts = { ...of };
  if (of.prompt !== undefined) {
    masked.prompt = of.prompt.map((one) => ({ ...one, text: mask(one.text), ...maskMember(one, 'name') }));
  }
  if (of.output !== undefined) masked.output = mask(of.output);
  if (of.passages !== undefined) {
    masked.passages = of.passages.map((one) => ({
      ...one,
      text: mask(one.text),
      ...maskMember(one, 'title'),
      ...maskMember(one, 'url'),
    }));
  }
  if (of.calls !== undefined) {
    masked.calls = of.calls.map((one) => ({
      ...one,
      arguments: mask(one.arguments),
      ...maskMember(one, 'result'),
    }));
  }
  if (of.results !== undefined) masked.results = maskValues(of.results, mask);
  if (of.attributes !== undefined) masked.attributes = maskValues(of.attributes, mask);
  if (of.fields !== undefined) masked.fields = { ...of.fields, ...maskMember(of.fields, 'userFeedback') };
  if (Object.keys(counts).length > 0) masked.masked = counts;
  return masked;
}

function maskValues(of: Record<string, string>, mask: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, mask(value)]));
}
