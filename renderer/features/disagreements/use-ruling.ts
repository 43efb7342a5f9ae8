/**
 * Making a ruling, an appeal, a comment, a claim. Invariant: a draft is let go of once the store has what was in it, whether
 * or not its case is still shown; after an error it is there as it was, and sending it again changes nothing twice.
 */
import { useEffect, useRef } from 'react';
import type { CaseFilter, DisagreementCase, RulingView } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { newUuid } from '../../lib/uuid.ts';
import type { CaseActs } from './case-queries.ts';
import { useCaseActs } from './case-queries.ts';
import { noteRuled } from './desk-store.ts';
import { changeCaseDraft } from './draft-store.ts';
import type { CaseDraft, Missing } from './ruling-draft.ts';
import { appealable, draftFrom, emptyDraft, missingOf, rulingOf, withoutRuling } from './ruling-draft.ts';

export interface RulingOptions {
  of: CaseRef;
  held: DisagreementCase | undefined;
  draft: CaseDraft;
  filter: CaseFilter;
  /** Ruled: on to the next case, or back where there is none. */
  onRuled: (words: string, next: CaseRef | null) => void;
  onMissed: (missing: Missing) => void;
  onAppealed: () => void;
}

export interface RulingActs {
  acts: CaseActs;
  rule: () => void;
  /** Rules what another ruling says again, on what is there now. */
  confirm: (standing: RulingView) => void;
  claim: () => void;
  comment: () => void;
  appeal: () => void;
}

const titleOf = (held: DisagreementCase, option: string): string =>
  held.options.find((one) => one.option === option)?.title ?? option;

/** Waits for what is on its way; what fails is told by the mutation itself. */
function afterwards<T>(sent: Promise<T>, then: (answer: T) => void): void {
  sent.then(then, () => undefined);
}

/** Errors of one case are not shown on the next. */
function useResetOnCase(key: string, acts: CaseActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    for (const act of Object.values(latest.current)) act.reset();
  }, [key]);
}

export function useRuling(options: RulingOptions): RulingActs {
  const { of, held, draft, filter, onRuled, onMissed } = options;
  const acts = useCaseActs();
  const key = caseKey(of);
  const shown = useRef(key);
  useEffect(() => {
    shown.current = key;
  });
  useResetOnCase(key, acts);

  const send = (from: CaseDraft): void => {
    if (held === undefined || !held.mayRule || acts.rule.isPending) return;
    const standing = held.rulings.find((one) => one.standing === 'stands');
    const ruling = rulingOf(from, of, standing?.rulingId ?? null);
    const missing = missingOf(from);
    if (missing !== null) onMissed(missing);
    if (ruling === null) return;
    afterwards(acts.rule.mutateAsync({ ruling, filter }), ({ nextCase }) => {
      changeCaseDraft(of, (now) => withoutRuling(now, newUuid));
      // The one that was asked for ahead, also where the ruling has moved others before it.
      const optionTitle = titleOf(held, ruling.option);
      noteRuled({ case: of, optionTitle, said: ruling });
      if (shown.current === key) onRuled(`Ruled: ${optionTitle}.`, held.nextCase ?? nextCase);
    });
  };

  return {
    acts,
    rule: () => send(draft),
    // A ruling of its own: what is being written stays what it is until it is ruled.
    confirm: (standing) => send(draftFrom(emptyDraft(newUuid), standing)),
    claim: () => {
      if (held === undefined || acts.claim.isPending) return;
      acts.claim.mutate({ ...of, isHeld: held.row.claimedBy?.isMine !== true });
    },
    ...sayingsOf(options, acts),
  };
}

/** What is said beside a ruling: an appeal, a comment. */
function sayingsOf(
  { of, held, draft, onAppealed }: RulingOptions,
  acts: CaseActs,
): Pick<RulingActs, 'appeal' | 'comment'> {
  const appeal = (): void => {
    const standing = appealable(held?.rulings ?? []);
    const reason = draft.appeal.trim();
    if (standing === null || reason === '' || acts.appeal.isPending) return;
    afterwards(acts.appeal.mutateAsync({ case: of, rulingId: standing.rulingId, reason }), () => {
      changeCaseDraft(of, (now) => ({ ...now, appeal: '' }));
      onAppealed();
    });
  };

  const comment = (): void => {
    const text = draft.comment.trim();
    if (text === '' || acts.comment.isPending) return;
    const { commentId } = draft;
    const about = { kind: 'case' as const, case: of };
    afterwards(acts.comment.mutateAsync({ commentId, about, text }), () =>
      changeCaseDraft(of, (now) => ({ ...now, comment: '', commentId: newUuid() })),
    );
  };

  return { comment, appeal };
}
