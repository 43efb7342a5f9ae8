/** The reasons of skips and flags, in words and in the order of their digits. */
import { flagReasons, skipReasons } from '../../../shared/domain/review.ts';
import type { FlagReason, SkipReason } from './types.ts';

export const skipWords: Readonly<Record<SkipReason, string>> = {
  cannot_judge: 'cannot judge it',
  not_my_language: 'not my language',
  broken_item: 'broken item',
  conflict_of_interest: 'conflict of interest',
  other: 'other',
};

const flagWords: Readonly<Record<FlagReason, string>> = {
  misrouted: 'misrouted',
  missing_class: 'missing class',
  privacy: 'privacy',
  other: 'other',
};

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export const skipChoices = skipReasons.map((reason, at) => ({
  reason,
  number: at + 1,
  title: capital(skipWords[reason]),
}));

export const flagChoices = flagReasons.map((reason, at) => ({
  reason,
  number: at + 1,
  title: capital(flagWords[reason]),
}));
