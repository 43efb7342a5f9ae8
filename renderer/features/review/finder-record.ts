/**
 * What the evidence finder showed while an item was judged: it goes with the draft and the review. Pure.
 *
 * Invariant: it grows and never shrinks while the item is open, up to the limits of the domain; what is beyond a limit
 * is left out, never put in place of what came before.
 */
import type { FinderUse } from '../../../shared/domain/review.ts';
import type { FoundClaim, FoundEvidence } from '../../../shared/evidence/found-evidence.ts';

const MAX_PLACES = 200;
const MAX_PASSAGES = 10;

const isSame = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start === b.start && a.end === b.end;

/** With what is underlined now. `before` is what was recorded so far, which may be of another sitting. */
export function noteUnderlined(
  before: FinderUse | undefined,
  { version, unfound }: Pick<FoundEvidence, 'version' | 'unfound'>,
): FinderUse {
  const earlier = before?.underlined ?? [];
  const added = unfound
    .filter((one) => !earlier.some((held) => isSame(held, one)))
    .map(({ start, end, kind }) => ({ start, end, kind }));
  return {
    version,
    underlined: [...earlier, ...added].slice(0, MAX_PLACES).toSorted((a, b) => a.start - b.start),
    opened: before?.opened ?? [],
  };
}

/** With a sentence that the person opened. Opening it again adds nothing: the same use comes back. */
export function noteOpened(use: FinderUse, { start, end, passages }: FoundClaim): FinderUse {
  if (use.opened.length >= MAX_PLACES || use.opened.some((held) => isSame(held, { start, end }))) return use;
  const ranks = passages.slice(0, MAX_PASSAGES).map((one) => one.rank);
  return { ...use, opened: [...use.opened, { start, end, passages: ranks }] };
}
