/** The ruling that was made last, and the way back to it: a wrong key is mended with one more. */
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { useDesk } from './desk-store.ts';
import { changeCaseDraft } from './draft-store.ts';
import { draftFrom } from './ruling-draft.ts';
import classes from './ruling.module.css';

/** Puts what was ruled last into the form of its case and goes there; null where nothing was ruled, or the case is shown. */
export function useReopen(shown: CaseRef | null, onGo: (to: CaseRef) => void): (() => void) | null {
  const { lastRuled } = useDesk();
  if (lastRuled === null || (shown !== null && caseKey(shown) === caseKey(lastRuled.case))) return null;
  return () => {
    changeCaseDraft(lastRuled.case, (draft) => draftFrom(draft, lastRuled.said));
    onGo(lastRuled.case);
  };
}

export function LastRuled({ onReopen }: { onReopen: (() => void) | null }): ReactNode {
  const { lastRuled, ruled } = useDesk();
  const changes = useKeyChanges();
  if (lastRuled === null || onReopen === null) return null;
  return (
    <div className={classes.lastRuled}>
      <span className={classes.lastWords}>
        {ruled > 1 && `${ruled} ruled, the last as `}
        {ruled === 1 && 'Ruled as '}
        <b>{lastRuled.optionTitle}</b>
      </span>
      <Button size="s" variant="quiet" chord={firstChord('disagreements_reopen', changes)} onClick={onReopen}>
        Change it
      </Button>
    </div>
  );
}
