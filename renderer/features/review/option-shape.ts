/**
 * How the options of a question lie: `chips` that wrap, a `scale` of joined steps, `points` of a scale that are named
 * by their number alone, `rows` one under the other. Pure.
 */
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';

export type OptionShape = 'chips' | 'scale' | 'points' | 'rows';

/** Letters that one line of a narrow scorecard holds, badges and borders taken off. */
const LINE_LETTERS = 36;
const BADGE_LETTERS = 4;
const LONG_LETTERS = 26;

export function shapeOf({ type, options }: Pick<ChoiceQuestion, 'type' | 'options'>): OptionShape {
  const labels = options.map((one) => one.short ?? one.title);
  if (type === 'ordinal') {
    if (options.every((one, at) => one.short === String(at + 1))) return 'points';
    // Steps are of equal width: the longest decides for all.
    const widest = Math.max(...labels.map((label) => label.length)) + BADGE_LETTERS;
    return widest * options.length <= LINE_LETTERS + BADGE_LETTERS * options.length ? 'scale' : 'rows';
  }
  return labels.some((label) => label.length > LONG_LETTERS) ? 'rows' : 'chips';
}
