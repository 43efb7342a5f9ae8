import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidFromText } from './canonical.ts';
import { hallucinationAudit } from './defaults.ts';
import type { Answers, EvidenceSpan } from './review.ts';
import { answers, checkAnswers, isAsked, listMissing, relevantAnswers } from './review.ts';
import type { Scorecard } from './scorecard.ts';
import { isChoice } from './scorecard.ts';
import type { Trace } from './trace.ts';
import { trace } from './trace.ts';

const card = hallucinationAudit;
const choose = (option: string): Answers[string] => ({ type: 'choice', option });
const write = (text: string): Answers[string] => ({ type: 'text', text });

function makeTrace(output: string, passages: string[] = []): Trace {
  return trace.parse({
    id: 't-1',
    occurredAt: '2025-11-03T10:00:00.000Z',
    prompt: [{ role: 'user', text: 'Why?' }],
    context: passages.map((text, at) => ({ text, rank: at + 1 })),
    output,
  });
}

const plain = makeTrace('The plan costs 12.90.', ['The plan costs 14.90.']);
const clean: Answers = {
  hallucination: choose('none'),
  policy: choose('complies'),
  actionability: choose('actionable_as_is'),
};
const wrong: Answers = { ...clean, hallucination: choose('factual'), severity: choose('minor') };

function span(text: string, quote: string, more: Partial<EvidenceSpan> = {}): EvidenceSpan {
  const at = text.indexOf(quote);
  const start = Array.from(text.slice(0, at)).length;
  return {
    id: uuidFromText(`${text}:${quote}`),
    output: { start, end: start + Array.from(quote).length, quote },
    class: 'factual',
    support: null,
    ...more,
  };
}

const withSpans = (...spans: EvidenceSpan[]): Answers => ({ ...wrong, evidence: { type: 'spans', spans } });

/** Any form, sensible or not: known and unknown questions, options of others, blanks. */
const anyAnswers: fc.Arbitrary<Answers> = fc.dictionary(
  fc.constantFrom(...card.questions.map((of) => of.id), 'unknown'),
  fc.oneof(
    fc.constantFrom(
      ...card.questions.filter(isChoice).flatMap((of) => of.options.map((one) => choose(one.id))),
    ),
    fc.constantFrom(choose('no_such_option'), write(''), write('  \n'), write('a note')),
    fc.constantFrom<Answers[string]>(
      { type: 'spans', spans: [] },
      { type: 'spans', spans: [span(plain.output, '12.90')] },
    ),
  ),
);

describe('what a form still lacks', () => {
  it('is every required question that is asked, in the order of the scorecard', () => {
    expect(listMissing(card, {})).toEqual(['hallucination', 'policy', 'actionability']);
    expect(listMissing(card, { policy: choose('complies') })).toEqual(['hallucination', 'actionability']);
  });

  it('includes severity after an error, and not after a clean verdict', () => {
    expect(listMissing(card, { ...clean, hallucination: choose('policy') })).toEqual(['severity']);
    expect(listMissing(card, clean)).toEqual([]);
  });

  it('does not count an option of another question as an answer', () => {
    expect(listMissing(card, { ...clean, policy: choose('minor') })).toEqual(['policy']);
  });

  it('counts a blank text and an empty list of spans as no answer where they are required', () => {
    const strict: Scorecard = {
      ...card,
      questions: card.questions.map((of) => ({ ...of, isRequired: true })),
    };
    const given: Answers = {
      ...wrong,
      cause: choose('unclear'),
      note: write(' \n'),
      evidence: { type: 'spans', spans: [] },
    };
    expect(listMissing(strict, given)).toEqual(['evidence', 'corrected_answer', 'note']);
  });

  it('shrinks by exactly the question that is answered, or grows by those that the answer opens', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        for (const id of listMissing(card, given)) {
          const of = card.questions.find((one) => one.id === id);
          if (of === undefined || !isChoice(of)) throw new Error('only choices are required here');
          for (const one of of.options) {
            expect(listMissing(card, { ...given, [id]: choose(one.id) })).not.toContain(id);
          }
        }
      }),
    );
  });
});

const ask = (id: string, given: Answers, of: Scorecard): boolean => {
  const found = of.questions.find((one) => one.id === id);
  return found !== undefined && isAsked(found, given, of);
};

describe('whether a question is asked', () => {
  const [root, child] = card.questions;
  if (root === undefined || child === undefined) throw new Error('the scorecard is empty');

  it('is no as long as the question it hangs on has no answer', () => {
    expect(ask('severity', {}, card)).toBe(false);
    expect(ask('severity', { hallucination: write('factual') }, card)).toBe(false);
  });

  it('follows "is" as well as "is not"', () => {
    const only: Scorecard = {
      ...card,
      questions: [
        root,
        { ...child, showIf: { question: 'hallucination', operator: 'is', options: ['policy', 'other'] } },
      ],
    };
    expect(ask('severity', { hallucination: choose('policy') }, only)).toBe(true);
    expect(ask('severity', { hallucination: choose('factual') }, only)).toBe(false);
  });

  it('is no for a question behind a hidden one, whatever that one held before', () => {
    const nested: Scorecard = {
      ...card,
      questions: [
        ...card.questions,
        {
          id: 'why',
          type: 'text',
          title: 'Why critical',
          isRequired: true,
          maxLength: 100,
          showIf: { question: 'severity', operator: 'is', options: ['critical'] },
        },
      ],
    };
    const critical = { ...wrong, severity: choose('critical') };
    expect(listMissing(nested, critical)).toEqual(['why']);
    expect(listMissing(nested, { ...critical, hallucination: choose('none') })).toEqual([]);
  });

  it('is no for a question that hangs on one that is not there', () => {
    expect(ask('severity', wrong, { ...card, questions: [child] })).toBe(false);
  });
});

describe('the answers that count', () => {
  it('leave out those of questions that are no longer asked', () => {
    const given = { ...wrong, cause: choose('unclear'), hallucination: choose('none') };
    expect(relevantAnswers(card, given)).toEqual(clean);
  });

  it('leave out blank texts, empty lists, unknown questions and unknown options', () => {
    const given: Answers = {
      ...clean,
      note: write(' \t\n'),
      evidence: { type: 'spans', spans: [] },
      unknown: write('x'),
      policy: choose('no_such_option'),
    };
    const { policy, ...rest } = clean;
    expect(policy).toBeDefined();
    expect(relevantAnswers(card, given)).toEqual(rest);
  });

  it('are part of what was given, count again as they are, and lack what the form lacked', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const kept = relevantAnswers(card, given);
        for (const [id, held] of Object.entries(kept)) expect(given[id]).toBe(held);
        expect(relevantAnswers(card, kept)).toEqual(kept);
        expect(listMissing(card, kept)).toEqual(listMissing(card, given));
        expect(answers.safeParse(kept).success).toBe(true);
      }),
    );
  });

  it('stand in the order of the scorecard, however they were given', () => {
    const turned = Object.fromEntries(Object.entries(wrong).toReversed());
    expect(Object.keys(relevantAnswers(card, turned))).toEqual([
      'hallucination',
      'severity',
      'policy',
      'actionability',
    ]);
  });
});

describe('checking a form', () => {
  it('finds nothing wrong with a complete one', () => {
    expect(checkAnswers(card, clean, plain)).toEqual([]);
    expect(checkAnswers(card, wrong, plain)).toEqual([]);
  });

  it('names each missing, unknown and misfit answer', () => {
    const given: Answers = {
      hallucination: choose('factual'),
      severity: choose('huge'),
      policy: choose('complies'),
      actionability: choose('needs_rework'),
      unknown: write('x'),
      cause: write('text where an option is asked for'),
    };
    expect(checkAnswers(card, given, plain)).toEqual([
      'question "severity" has no answer',
      '"huge" is not an option of "severity"',
      'question "unknown" is not in the scorecard',
      'the answer to "cause" is of another kind than the question',
    ]);
  });

  it('accepts a text of the greatest length and refuses a longer one', () => {
    const note = card.questions.find((of) => of.id === 'note');
    const max = note?.type === 'text' ? note.maxLength : 0;
    expect(checkAnswers(card, { ...clean, note: write('x'.repeat(max)) }, plain)).toEqual([]);
    expect(checkAnswers(card, { ...clean, note: write('x'.repeat(max + 1)) }, plain)).toEqual([
      `the text of "note" is longer than ${max} characters`,
    ]);
  });

  it('has sentences exactly when the form lacks something, for forms without spans', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const kept = relevantAnswers(card, given);
        delete kept.evidence;
        expect(checkAnswers(card, kept, plain).length).toBe(listMissing(card, kept).length);
      }),
    );
  });
});

const support = (quote: string, passage = 1): EvidenceSpan['support'] => {
  const text = plain.context[0]?.text ?? '';
  return { kind: 'contradicts', passage, range: span(text, quote).output };
};

describe('checking evidence spans', () => {
  it('accepts spans that quote output and passage, or that stand nowhere in the context', () => {
    const given = withSpans(
      span(plain.output, '12.90', { support: support('14.90') }),
      span(plain.output, 'plan', { support: { kind: 'not_in_context' } }),
    );
    expect(checkAnswers(card, given, plain)).toEqual([]);
  });

  it('counts in code points: emoji, Hindi and combined signs before and inside a span', () => {
    const word = fc.constantFrom('😀', '👩‍👧‍👦', '🇩🇪', 'कीमत', 'नमस्ते', 'é', 'ß', 'plain', ' ', '\n');
    const words = fc.array(word, { maxLength: 10 }).map((list) => list.join(''));
    fc.assert(
      fc.property(words, words, words, (before, inside, after) => {
        const quote = `«${inside}»`;
        const text = before + quote + after;
        const on = makeTrace(text, [text]);
        const { output } = span(text, quote);
        const good = span(text, quote, { support: { kind: 'supports', passage: 1, range: output } });
        expect(checkAnswers(card, withSpans(good), on)).toEqual([]);
        const shifted = { ...good, output: { ...output, start: output.start + 1, end: output.end + 1 } };
        expect(checkAnswers(card, withSpans(shifted), on)).toHaveLength(1);
      }),
    );
  });

  it('refuses UTF-16 offsets where they differ from code points', () => {
    const text = 'हाँ 😀 the price is 12';
    const units = { start: text.indexOf('12'), end: text.indexOf('12') + 2, quote: '12' };
    const on = makeTrace(text);
    expect(checkAnswers(card, withSpans(span(text, '12')), on)).toEqual([]);
    expect(checkAnswers(card, withSpans({ ...span(text, '12'), output: units }), on)).toEqual([
      'an evidence span ends after the text',
    ]);
  });

  it('refuses a span that misquotes the output or ends after it', () => {
    const good = span(plain.output, '12.90');
    const misquoted = { ...good, output: { ...good.output, quote: '12.80' } };
    const tooLong = { ...good, output: { start: 15, end: 99, quote: '12.90.' } };
    expect(checkAnswers(card, withSpans(misquoted, tooLong), plain)).toEqual([
      'an evidence span does not quote the text',
      'an evidence span ends after the text',
    ]);
  });

  it('refuses a span that misquotes its passage or points to one that is not there', () => {
    const misquoted = span(plain.output, '12.90', {
      support: { kind: 'contradicts', passage: 1, range: span(plain.output, '12.90').output },
    });
    const nowhere = span(plain.output, 'plan', { support: support('14.90', 2) });
    expect(checkAnswers(card, withSpans(misquoted, nowhere), plain)).toEqual([
      'an evidence span in passage 1 does not quote the text',
      'an evidence span points to passage 2, which is not there',
    ]);
  });

  it('finds passages by rank, not by place', () => {
    const on = { ...plain, context: plain.context.map((one) => ({ ...one, rank: 7 })) };
    expect(
      checkAnswers(card, withSpans(span(plain.output, '12.90', { support: support('14.90', 7) })), on),
    ).toEqual([]);
  });
});
