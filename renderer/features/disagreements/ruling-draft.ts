/**
 * A ruling in the making, with the comment and the appeal that are being written beside it. Pure.
 *
 * Invariant: the id of the ruling is made with the draft, so that ruling twice after a lost answer changes nothing; what
 * cannot be read back is no draft, and never a wrong one.
 */
import { z } from 'zod';
import type { DisagreementCase, RulingView } from '../../../shared/contract/disagreements.ts';
import type { CaseRef, RulingCause, RulingId } from '../../../shared/domain/adjudication.ts';
import { confidences, rulingCauses, rulingId } from '../../../shared/domain/adjudication.ts';
import { slug } from '../../../shared/domain/ids.ts';
import { safeText } from '../../../shared/domain/text.ts';

export const caseDraft = z.object({
  rulingId,
  commentId: z.uuid(),
  option: slug.nullable(),
  cause: z.enum(rulingCauses).nullable(),
  confidence: z.enum(confidences),
  rationale: z.string(),
  changesGuideline: z.boolean(),
  comment: z.string(),
  appeal: z.string(),
});
export type CaseDraft = z.infer<typeof caseDraft>;
export type Confidence = CaseDraft['confidence'];

/** `newId` makes a UUID. */
export function emptyDraft(newId: () => string): CaseDraft {
  return {
    rulingId: newId() as RulingId,
    commentId: newId(),
    option: null,
    cause: null,
    confidence: 'medium',
    rationale: '',
    changesGuideline: false,
    comment: '',
    appeal: '',
  };
}

/** Whether a ruling has been begun: the comment and the appeal are things of their own. */
export function isBegun(draft: CaseDraft): boolean {
  return draft.option !== null || draft.cause !== null || draft.rationale !== '' || draft.changesGuideline;
}

/** Whether it holds anything that would be missed. */
export function isEmpty(draft: CaseDraft): boolean {
  return !isBegun(draft) && draft.comment === '' && draft.appeal === '';
}

/** The draft once its ruling was made: what is written beside it stays. */
export function withoutRuling(draft: CaseDraft, newId: () => string): CaseDraft {
  return { ...emptyDraft(newId), commentId: draft.commentId, comment: draft.comment, appeal: draft.appeal };
}

/** What a ruling says, in a draft as in one that was made. */
export type RulingWords = Pick<
  CaseDraft,
  'option' | 'cause' | 'confidence' | 'rationale' | 'changesGuideline'
>;

/** The draft filled in with what a ruling said: to confirm it, to change it, or to let it take another's place. */
export function draftFrom(draft: CaseDraft, of: RulingWords): CaseDraft {
  const { option, cause, confidence, rationale, changesGuideline } = of;
  return { ...draft, option, cause, confidence, rationale, changesGuideline };
}

export type Missing = 'option' | 'cause' | 'text';

/** What keeps it from being a ruling, first things first. */
export function missingOf(draft: CaseDraft): Missing | null {
  if (draft.option === null) return 'option';
  if (draft.cause === null) return 'cause';
  return safeText.safeParse(draft.rationale).success ? null : 'text';
}

export const missingWords: Readonly<Record<Missing, string>> = {
  option: 'Choose the value that stands.',
  cause: 'Say why the reviews differ.',
  text: 'The rationale holds a character that cannot be stored. Remove what was pasted last.',
};

/** The ruling as the contract takes it; null while something is missing. */
export function rulingOf(draft: CaseDraft, of: CaseRef, supersedes: RulingId | null) {
  const { option, cause, confidence, changesGuideline } = draft;
  if (option === null || cause === null || missingOf(draft) !== null) return null;
  const rationale = draft.rationale.trim();
  return {
    ...of,
    rulingId: draft.rulingId,
    option,
    cause,
    confidence,
    rationale,
    changesGuideline,
    supersedes,
  };
}

/** The next of a list, beginning with `first` where none is chosen yet. */
export function nextOf<T>(all: readonly T[], chosen: T | null, first: T | null): T | null {
  if (chosen === null) return first ?? all[0] ?? null;
  return all[(all.indexOf(chosen) + 1) % all.length] ?? null;
}

/** Questions of the form that digits answer, in order. */
export const formQuestions = ['option', 'cause'] as const;
export type FormQuestion = (typeof formQuestions)[number];

/** Where digits go when nobody chose: the first question without an answer, the last where all have one. */
export const openQuestion = (draft: CaseDraft): FormQuestion => (draft.option === null ? 'option' : 'cause');

/** The question after this one, or before it; the ends hold. */
export function questionBeside(of: FormQuestion, by: 1 | -1): FormQuestion {
  return formQuestions[formQuestions.indexOf(of) + by] ?? of;
}

export const nextCause = (draft: CaseDraft, hinted: RulingCause | null): RulingCause | null =>
  nextOf<RulingCause>(rulingCauses, draft.cause, hinted);

/** What the case asks of its owner now, besides a first ruling. */
export type Attention =
  | { kind: 'none' }
  /** Another owner's ruling came first; `mine` is kept beside it, or somebody else's where none is. */
  | { kind: 'conflict'; standing: RulingView; other: RulingView }
  | { kind: 'stale'; standing: RulingView }
  | { kind: 'appealed'; standing: RulingView };

/** The ruling that stands; null where none does. */
export function standingOf(rulings: readonly RulingView[]): RulingView | null {
  return rulings.find((one) => one.standing === 'stands') ?? null;
}

export function attentionOf({ row, rulings }: Pick<DisagreementCase, 'row' | 'rulings'>): Attention {
  const standing = standingOf(rulings);
  if (standing === null) return { kind: 'none' };
  if (row.state === 'conflict') {
    const overtaken = rulings.filter((one) => one.standing === 'overtaken');
    const other = overtaken.findLast((one) => one.isMine) ?? overtaken.at(-1);
    if (other !== undefined) return { kind: 'conflict', standing, other };
  }
  if (standing.isStale) return { kind: 'stale', standing };
  return standing.appeal?.isOpen === true ? { kind: 'appealed', standing } : { kind: 'none' };
}

/** The ruling that may be appealed now: the one that stands, where the case was not appealed yet. */
export function appealable(rulings: readonly RulingView[]): RulingView | null {
  if (rulings.some((one) => one.appeal !== null)) return null;
  return rulings.find((one) => one.standing === 'stands') ?? null;
}
