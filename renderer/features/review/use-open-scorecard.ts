/** Opens a folded scorecard when something is answered by key: nobody should decide what they cannot see. */
import { useEffect, useRef } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { setFolded } from './folds.ts';
import type { ItemForm } from './form.ts';

/** Whether a question was turned to or answered, other than by marking evidence in the text. */
export function isAnswering(before: ItemForm, after: ItemForm): boolean {
  if (after.focused !== before.focused) return true;
  if (after.answers === before.answers) return false;
  const ids = new Set([...Object.keys(before.answers), ...Object.keys(after.answers)]);
  return [...ids].some((id) => {
    const [was, is] = [before.answers[id], after.answers[id]];
    return was !== is && (is ?? was)?.type !== 'spans';
  });
}

export function useOpenScorecard(itemId: ItemId | null, form: ItemForm | null): void {
  const before = useRef({ itemId, form });
  useEffect(() => {
    const last = before.current;
    before.current = { itemId, form };
    if (last.itemId !== itemId || last.form === null || form === null) return;
    if (isAnswering(last.form, form)) setFolded('scorecard', false);
  }, [itemId, form]);
}
