import { expect, it } from 'vitest';
import { hallucinationAudit as card } from '../../../shared/domain/defaults.ts';
import type { Question } from '../../../shared/domain/scorecard.ts';
import { conditionWords } from './condition-words.ts';
import { movedWords } from './form-words.ts';
import { limitWords } from './text-answer.tsx';

const question = (id: string): Question => {
  const found = card.questions.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};

it('says what an undo changed, for every kind of question', () => {
  expect(movedWords('Undone', card, 'severity', { type: 'choice', option: 'minor' })).toBe(
    'Undone: Severity is Minor.',
  );
  expect(movedWords('Undone', card, 'severity', null)).toBe('Undone: Severity has no answer.');
  expect(movedWords('Redone', card, 'evidence', { type: 'spans', spans: [] })).toContain('Evidence has 0');
  expect(movedWords('Redone', card, 'note', { type: 'text', text: 'x'.repeat(90) })).toContain('xxx…”');
  expect(movedWords('Undone', card, 'gone', null)).toBe('Undone.');
});

it('says when a question is asked', () => {
  expect(conditionWords(question('severity'), card)).toBe('asked unless Hallucination is None');
  const when: Question = {
    ...question('severity'),
    showIf: { question: 'policy', operator: 'is', options: ['violates', 'complies'] },
  };
  expect(conditionWords(when, card)).toBe('asked when Policy is Violates or Complies');
});

it('tells the limit of a text only when it is near', () => {
  expect(limitWords(0, 5000)).toBeNull();
  expect(limitWords(4499, 5000)).toBeNull();
  expect(limitWords(4500, 5000)).toMatch(/^500.characters left\.$/);
  expect(limitWords(4999, 5000)).toMatch(/^1.character left\.$/);
  expect(limitWords(5000, 5000)).toMatch(/^No more than 5,000.characters\.$/);
});
