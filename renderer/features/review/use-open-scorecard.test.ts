import { expect, it } from 'vitest';
import type { ItemForm } from './form.ts';
import { isAnswering } from './use-open-scorecard.ts';

const form = (focused: string, answers: ItemForm['answers']): ItemForm => ({ focused, answers }) as ItemForm;
const factual = { type: 'choice', option: 'factual' } as const;
const spans = { type: 'spans' as const, spans: [] };

it('takes turning to a question and answering it for answering, marking evidence not', () => {
  const before = form('hallucination', { hallucination: factual });
  expect(isAnswering(before, form('severity', before.answers))).toBe(true);
  expect(isAnswering(before, form('hallucination', { hallucination: { ...factual } }))).toBe(true);
  expect(isAnswering(before, form('hallucination', {}))).toBe(true);
  expect(isAnswering(before, form('hallucination', { ...before.answers, evidence: { ...spans } }))).toBe(
    false,
  );
  expect(isAnswering(before, before)).toBe(false);
});
