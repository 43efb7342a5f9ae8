/** What one case holds on the screen beside its draft: folds, what is pointed at, what was missed. Another case starts anew. */
import { useCallback, useState } from 'react';
import type { FormQuestion, Missing } from './ruling-draft.ts';

export interface CaseView {
  /** What was missing when ruling was tried. */
  missed: Missing | null;
  /** The form is open although a ruling stands. */
  isRulingAgain: boolean;
  isAppealing: boolean;
  /** Two rulings were looked at and left. */
  isLeft: boolean;
  chosenSpan: string | null;
  focusedPassage: number | null;
  /** The question that digits answer; null until somebody moves: the first that is open. */
  question: FormQuestion | null;
}

const initial: CaseView = {
  missed: null,
  isRulingAgain: false,
  isAppealing: false,
  isLeft: false,
  chosenSpan: null,
  focusedPassage: null,
  question: null,
};

export function useCaseView(key: string): [CaseView, (change: Partial<CaseView>) => void] {
  const [held, setHeld] = useState({ key, view: initial });
  const change = useCallback(
    (part: Partial<CaseView>) =>
      setHeld((before) => ({
        key,
        view: { ...(before.key === key ? before.view : initial), ...part },
      })),
    [key],
  );
  return [held.key === key ? held.view : initial, change];
}
