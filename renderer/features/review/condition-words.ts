/** When a question is asked, in words: "asked unless Hallucination is None". Pure. */
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';

export function conditionWords({ showIf }: Question, card: Scorecard): string {
  const on = card.questions.find((one) => one.id === showIf?.question);
  if (showIf === undefined || on === undefined || !isChoice(on)) return 'not asked';
  const titles = showIf.options.map((id) => on.options.find((one) => one.id === id)?.title ?? id);
  return `asked ${showIf.operator === 'is' ? 'when' : 'unless'} ${on.title} is ${titles.join(' or ')}`;
}
