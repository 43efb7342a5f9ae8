/** Which command does what on one case. The keys themselves are data in shared/commands. */
import type { RefObject } from 'react';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Confidence } from './ruling-draft.ts';
import { confidences, rulingCauses } from '../../../shared/domain/adjudication.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import type { Handlers } from '../../lib/shortcuts.ts';
import { hintedCause } from './case-words.ts';
import { toggleChosen, toggleNames } from './desk-store.ts';
import { appealable, attentionOf, nextCause, nextOf, questionBeside, standingOf } from './ruling-draft.ts';
import type { CaseDraft, FormQuestion } from './ruling-draft.ts';
import type { NoticeActs } from './ruling-notices.tsx';
import type { RulingActs } from './use-ruling.ts';
import type { CaseView } from './use-case-view.ts';

export interface CaseFields {
  rationale: RefObject<HTMLTextAreaElement | null>;
  comment: RefObject<HTMLTextAreaElement | null>;
  appeal: RefObject<HTMLTextAreaElement | null>;
}

export interface CaseCommandsOptions {
  of: CaseRef;
  held: DisagreementCase | undefined;
  isFormShown: boolean;
  view: CaseView;
  /** The question that digits answer. */
  question: FormQuestion;
  changeView: (change: Partial<CaseView>) => void;
  change: (step: (draft: CaseDraft) => CaseDraft) => void;
  ruling: RulingActs;
  fields: CaseFields;
  onNext: () => void;
  onPrevious: () => void;
  onRaw: () => void;
  onLeave: () => void;
  /** Goes to the case that was ruled last, its ruling in the form; null where none was. */
  onReopen: (() => void) | null;
  noticeActs: NoticeActs;
}

function stepPassage({ held, view, changeView }: CaseCommandsOptions, by: 1 | -1): void {
  const ranks = held?.trace.context.map((one) => one.rank) ?? [];
  const at = view.focusedPassage === null ? -1 : ranks.indexOf(view.focusedPassage);
  const next = at < 0 ? (by === 1 ? 0 : ranks.length - 1) : at + by;
  const rank = ranks[Math.max(0, Math.min(ranks.length - 1, next))];
  if (rank !== undefined) changeView({ focusedPassage: rank });
}

/** Out of a field first, then out of what is open, then out of the case. */
function leave({ held, view, isFormShown, changeView, noticeActs, onLeave }: CaseCommandsOptions): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLTextAreaElement) activeElement.blur();
  else if (view.isAppealing) changeView({ isAppealing: false });
  else if (isFormShown && held !== undefined && standingOf(held.rulings) !== null) noticeActs.onKeep();
  else if (view.chosenSpan !== null) changeView({ chosenSpan: null });
  else onLeave();
}

/** What each digit chooses: answers of the question in focus, which then moves on. */
function digitHandlers({ held, question, change, changeView }: CaseCommandsOptions): Handlers {
  const answers: readonly Partial<CaseDraft>[] =
    question === 'option'
      ? (held?.options ?? []).map(({ option }) => ({ option }))
      : rulingCauses.map((cause) => ({ cause }));
  return Object.fromEntries(
    answers.slice(0, 9).map((answer, at) => [
      `disagreements_option_${at + 1}`,
      () => {
        change((draft) => ({ ...draft, ...answer }));
        changeView({ question: questionBeside(question, 1) });
      },
    ]),
  );
}

/** The digits, arrows and letters that fill in the form. */
function formHandlers(options: CaseCommandsOptions): Handlers {
  const { held, question, change, changeView, fields, ruling } = options;
  if (held === undefined) return {};
  return {
    ...digitHandlers(options),
    disagreements_row_next: () => changeView({ question: questionBeside(question, 1) }),
    disagreements_row_previous: () => changeView({ question: questionBeside(question, -1) }),
    disagreements_open: ruling.rule,
    disagreements_cause: () => {
      change((draft) => ({ ...draft, cause: nextCause(draft, hintedCause(held.verdict.kind)) }));
      changeView({ question: 'cause' });
    },
    disagreements_confidence: () =>
      change((draft) => ({
        ...draft,
        confidence: nextOf<Confidence>(confidences, draft.confidence, null) ?? draft.confidence,
      })),
    disagreements_rationale: () => fields.rationale.current?.focus(),
    disagreements_guideline: () =>
      change((draft) => ({ ...draft, changesGuideline: !draft.changesGuideline })),
  };
}

/** What can be done about a ruling that stands: only where it is asked for may it be confirmed. */
function standingHandlers({ held, isFormShown, noticeActs }: CaseCommandsOptions): Handlers {
  const standing = standingOf(held?.rulings ?? []);
  if (held?.mayRule !== true || standing === null || isFormShown) return {};
  const attention = attentionOf(held);
  return {
    disagreements_again: () => noticeActs.onTake(attention.kind === 'conflict' ? attention.other : standing),
    ...(attention.kind === 'none' ? {} : { disagreements_confirm: () => noticeActs.onConfirm(standing) }),
  };
}

/** Sends what is being written where the cursor is; the ruling from anywhere else. */
function send({ ruling, fields, isFormShown }: CaseCommandsOptions): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement === fields.comment.current) ruling.comment();
  else if (activeElement !== null && activeElement === fields.appeal.current) ruling.appeal();
  else if (isFormShown) ruling.rule();
}

export function useCaseCommands(options: CaseCommandsOptions): void {
  const { of, held, isFormShown, changeView, ruling, fields, onNext, onPrevious, onRaw } = options;
  const canAppeal = appealable(held?.rulings ?? []) !== null;
  useCommands({
    disagreements_next: onNext,
    disagreements_previous: onPrevious,
    disagreements_choose: () => toggleChosen(of),
    disagreements_names: toggleNames,
    disagreements_leave: () => leave(options),
    disagreements_rule: () => send(options),
    disagreements_raw: onRaw,
    ...(options.onReopen === null ? {} : { disagreements_reopen: options.onReopen }),
    ...(held === undefined
      ? {}
      : {
          disagreements_comment: () => fields.comment.current?.focus(),
          disagreements_passage_next: () => stepPassage(options, 1),
          disagreements_passage_previous: () => stepPassage(options, -1),
        }),
    ...(held?.mayRule === true ? { disagreements_claim: ruling.claim } : {}),
    ...(canAppeal ? { disagreements_appeal: () => changeView({ isAppealing: true }) } : {}),
    ...(isFormShown ? formHandlers(options) : {}),
    ...standingHandlers(options),
  });
}
