/**
 * The masking hook: every trace passes through here before it is stored or leaves the device. Which rules run is
 * data (`rule-set.ts`); a set without any (`noRules`) says so in each trace.
 *
 * Invariant: masking is a pure function of trace and rule set, and doing it twice changes nothing more than doing it
 * once (as long as no rule finds its own replacement), so that two devices store and digest the same bytes. It must
 * not know where a trace comes from or goes to.
 */
import { countCodePoints, sliceCodePoints } from '../domain/text.ts';
import type { Trace } from '../domain/trace.ts';

/** One replacement in a text; offsets in UTF-16 units, end exclusive. */
export interface Edit {
  start: number;
  end: number;
  replacement: string;
}

/** Finds what must not be stored. Edits are in order and do not overlap. */
export interface MaskRule {
  /** What it finds, e.g. "email"; the key of the counts. */
  kind: string;
  find: (text: string) => Edit[];
}

export interface MaskRules {
  version: string;
  /** Applied one after the other, each to the result of the one before. */
  rules: readonly MaskRule[];
}

/** Findings by rule kind; kinds without a finding have no key. */
export type MaskCounts = Record<string, number>;

/** The rule set without rules: nothing is masked, and every trace says so. */
export const noRules: MaskRules = { version: 'none-1', rules: [] };

/** A rule from a regular expression; `replacement` is literal text or is made from the match. */
export function patternRule(
  kind: string,
  pattern: RegExp,
  replacement: string | ((match: string) => string),
): MaskRule {
  const every = new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  return {
    kind,
    find: (text) =>
      Array.from(text.matchAll(every))
        .filter(([match]) => match !== '')
        .map((found) => ({
          start: found.index,
          end: found.index + found[0].length,
          replacement: typeof replacement === 'string' ? replacement : replacement(found[0]),
        })),
  };
}

function applyEdits(text: string, edits: readonly Edit[], kind: string): string {
  let masked = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`the masking rule "${kind}" gave edits that overlap or lie outside the text`);
    }
    masked += text.slice(at, edit.start) + edit.replacement;
    at = edit.end;
  }
  return masked + text.slice(at);
}

/** Where a UTF-16 offset stands after the edits; one inside an edit moves to that side of its replacement. */
function moveOffset(offset: number, edits: readonly Edit[], side: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, replacement } of edits) {
    if (offset <= start) break;
    if (offset < end) return start + shift + (side === 'start' ? 0 : replacement.length);
    shift += replacement.length - (end - start);
  }
  return offset + shift;
}

interface Masked {
  text: string;
  /** Edits of each rule in the order in which they were applied. */
  passes: Edit[][];
}

/** What stood right against something else is found once that is replaced: so often the rules go over a text again. */
const mostRounds = 3;
const replaced = /\[[^[\]\n]{1,80}\]/g;

/** Edits of a rule; in a later round only those that touch no replacement. */
function findEdits(rule: MaskRule, text: string, round: number): Edit[] {
  const edits = rule.find(text);
  if (round === 0 || edits.length === 0) return edits;
  const taken = Array.from(text.matchAll(replaced), ({ index, 0: of }) => ({
    start: index,
    end: index + of.length,
  }));
  return edits.filter((edit) => taken.every((one) => edit.end <= one.start || edit.start >= one.end));
}

function maskOnce(text: string, by: MaskRules, counts: MaskCounts): Masked {
  let masked = text;
  const passes: Edit[][] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const before = passes.length;
    for (const rule of by.rules) {
      const edits = findEdits(rule, masked, round);
      if (edits.length === 0) continue;
      masked = applyEdits(masked, edits, rule.kind);
      passes.push(edits);
      counts[rule.kind] = (counts[rule.kind] ?? 0) + edits.length;
    }
    if (passes.length === before) break;
  }
  return { text: masked, passes };
}

/** Masks one text that is no part of a trace, such as a corrected answer or a note of a review. */
export function maskText(text: string, by: MaskRules): { text: string; counts: MaskCounts } {
  const counts: MaskCounts = {};
  return { text: maskOnce(text, by, counts).text, counts };
}

type Judgement = NonNullable<Trace['judge']>[number];

/** Span offsets are code points of the output, so they move with what was replaced before them. */
function moveSpans(
  judge: Judgement,
  output: string,
  masked: Masked,
  mask: (text: string) => string,
): Judgement {
  if (judge.spans === undefined) return judge;
  const moved = (codePoints: number, side: 'start' | 'end'): number => {
    let offset = sliceCodePoints(output, 0, codePoints).length;
    for (const edits of masked.passes) offset = moveOffset(offset, edits, side);
    return countCodePoints(masked.text.slice(0, offset));
  };
  return {
    ...judge,
    spans: judge.spans.map((span) => ({
      ...span,
      start: moved(span.start, 'start'),
      end: moved(span.end, 'end'),
      ...(span.note === undefined ? {} : { note: mask(span.note) }),
    })),
  };
}

/** A replacement may be longer than what it replaces, and some fields have a limit. */
function within(most: number, text: string): string {
  return text.length > most ? text.slice(0, most).toWellFormed() : text;
}

function maskPassage(of: Trace['context'][number], mask: (text: string) => string): Trace['context'][number] {
  const text = mask(of.text);
  const masked = {
    ...of,
    text,
    ...(of.title === undefined ? {} : { title: mask(of.title) }),
    ...(of.url === undefined ? {} : { url: mask(of.url) }),
    ...(of.sourceId === undefined ? {} : { sourceId: within(1000, mask(of.sourceId)) }),
  };
  // A digest of the text as it was would let anyone confirm a guess at what was masked.
  if (text !== of.text) delete masked.hash;
  return masked;
}

function maskContent(of: Trace, by: MaskRules, counts: MaskCounts): Trace {
  const mask = (text: string): string => maskOnce(text, by, counts).text;
  const output = maskOnce(of.output, by, counts);
  const masked: Trace = {
    ...of,
    prompt: of.prompt.map((one) => ({
      ...one,
      text: mask(one.text),
      ...(one.name === undefined ? {} : { name: within(200, mask(one.name)) }),
    })),
    context: of.context.map((one) => maskPassage(one, mask)),
    output: output.text,
  };
  if (of.toolCalls !== undefined) {
    masked.toolCalls = of.toolCalls.map((one) => ({
      ...one,
      arguments: mask(one.arguments),
      ...(one.result === undefined ? {} : { result: mask(one.result) }),
    }));
  }
  if (of.judge !== undefined) masked.judge = of.judge.map((one) => moveSpans(one, of.output, output, mask));
  if (of.escalationReason !== undefined) masked.escalationReason = within(500, mask(of.escalationReason));
  if (of.userFeedback !== undefined) masked.userFeedback = within(500, mask(of.userFeedback));
  // Senders put into these what they like, also an address or a number of somebody.
  if (of.conversationId !== undefined) masked.conversationId = within(1000, mask(of.conversationId));
  if (of.attributes !== undefined) {
    masked.attributes = Object.fromEntries(
      Object.entries(of.attributes).map(([key, value]) => [
        within(200, mask(key)),
        within(1000, mask(value)),
      ]),
    );
  }
  return masked;
}

/**
 * Masks a trace: prompt, context, output, tool calls, and the free texts beside them; attributes and the conversation's
 * id too, but never the id of the trace, which must stay what the source says. `counts` is what this call
 * found; the trace's `redaction` says "masked" when a rule set with rules has run over it, here or at the source, with
 * all findings so far. A set without rules leaves a trace that its source has masked as the source declared it.
 */
export function maskTrace(of: Trace, by: MaskRules): { trace: Trace; counts: MaskCounts } {
  const counts: MaskCounts = {};
  if (by.rules.length === 0) {
    const redaction =
      of.redaction?.status === 'masked'
        ? of.redaction
        : ({ status: 'none', ruleSetVersion: by.version, counts: {} } as const);
    return { trace: { ...of, redaction }, counts };
  }
  const masked = maskContent(of, by, counts);
  const total: MaskCounts = { ...of.redaction?.counts };
  for (const [kind, count] of Object.entries(counts)) total[kind] = (total[kind] ?? 0) + count;
  masked.redaction = { status: 'masked', ruleSetVersion: by.version, counts: total };
  return { trace: masked, counts };
}
