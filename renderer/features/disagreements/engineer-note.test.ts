import { expect, it } from 'vitest';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import { engineerNote } from './engineer-note.ts';
import { actFor } from './route-acts.ts';

const span = (quote: string, kind: 'not_in_context' | null) => ({
  id: quote,
  class: 'factual',
  output: { start: 0, end: quote.length, quote },
  support: kind === null ? null : { kind },
});

const one = {
  row: {
    title: 'Where is my refund?',
    auditTitle: 'May',
    questionTitle: 'Hallucination',
    case: { question: 'hallucination' },
  },
  isErased: false,
  trace: {
    id: 't-7',
    model: 'assist-2.0',
    context: [{ rank: 1, sourceId: 'kb/refund', title: 'Refunds', text: 'secret body', score: 0.7 }],
  },
  reviews: [
    {
      letter: 'A',
      name: 'Ann',
      answers: {
        hallucination: { type: 'choice', option: 'factual' },
        cause: { type: 'choice', option: 'retrieval_missed' },
        evidence: { type: 'spans', spans: [span('within 3 days', 'not_in_context'), span('Hello', null)] },
        note: { type: 'text', text: 'no article on express refunds' },
      },
    },
    { letter: 'B', name: 'Bob', answers: { hallucination: { type: 'choice', option: 'none' } } },
  ],
} as unknown as DisagreementCase;

it('tells the engineer which passages were given and what reviewers miss, and names nobody', () => {
  const note = engineerNote([one], 1, hallucinationAudit);
  expect(note).toContain('Evidence missing: May · Hallucination · 1 case');
  expect(note).toContain('trace t-7 · assist-2.0');
  expect(note).toContain('1. kb/refund · Refunds · score 0.70');
  expect(note).toContain('Retrieval missed it');
  expect(note).toContain('in no passage: “within 3 days”');
  expect(note).toContain('no article on express refunds');
  expect(note).not.toMatch(/Ann|Bob|Hello|secret body/);
});

it('says of how many cases the note holds how many, and that a text was erased', () => {
  const note = engineerNote([{ ...one, isErased: true }], 53, null);
  expect(note).toContain('1 of 53 cases');
  expect(note).toContain('Its text was erased.');
  expect(note).not.toContain('kb/refund');
  expect(engineerNote([], 0, null)).toBe('');
});

it('gives every cause to somebody who can act, and talk where there is no definition to change', () => {
  expect(actFor('taxonomy', true)).toBe('editor');
  expect(actFor('taxonomy', false)).toBe('norming');
  expect(actFor('reviewer', true)).toBe('norming');
  expect(actFor('evidence', false)).toBe('note');
  expect(actFor('hard', true)).toBe('editor');
  expect(actFor('slip', true)).toBeNull();
  expect(actFor('unknown', true)).toBeNull();
});
