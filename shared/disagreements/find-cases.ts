/**
 * Cases from reviews: an item and a question on which people's reviews gave different options; and who may see one.
 *
 * Must not know rulings, weights or causes. Invariant: nothing hangs on the order in which reviews arrived, and a person
 * who still has to judge an item never learns from a case what others said of it.
 */
import type { CaseRef } from '../domain/adjudication.ts';
import type { AuditId, ItemId, PersonId, ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';

export interface GivenLabel {
  readonly reviewId: ReviewId;
  readonly personId: PersonId;
  readonly option: string;
}

export interface FoundCase {
  readonly ref: CaseRef;
  /** One for each person who answered, by person. */
  readonly given: readonly GivenLabel[];
  /** Options given, most given first, then in the order in which the question offers them. */
  readonly options: readonly { readonly option: string; readonly count: number }[];
  /** Some options given count as the event of the rate and some do not, so that a ruling may move the rate. */
  readonly isCrossing: boolean;
}

/** What every person with a counted first-hand review said of an item on a question, by person. */
export function labelsOf(reviews: readonly Review[], question: ChoiceQuestion): GivenLabel[] {
  const offered = offeredBy(question);
  const given: GivenLabel[] = [];
  for (const { personId, id: reviewId, answers } of lastOfEach(reviews)) {
    const answer = answers[question.id];
    if (answer?.type !== 'choice' || !offered.has(answer.option)) continue;
    given.push({ reviewId, personId, option: answer.option });
  }
  return given;
}

const lasts = new WeakMap<readonly Review[], readonly Review[]>();

/** Each person's last review, by person; kept, because every question asks the same of the same list. */
function lastOfEach(reviews: readonly Review[]): readonly Review[] {
  const known = lasts.get(reviews);
  if (known !== undefined) return known;
  const ordered = reviews.toSorted((a, b) => compare(a.personId, b.personId) || compare(a.id, b.id));
  const last = ordered.filter((one, at) => one.personId !== ordered[at + 1]?.personId);
  lasts.set(reviews, last);
  return last;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const offers = new WeakMap<ChoiceQuestion, ReadonlySet<string>>();

function offeredBy(question: ChoiceQuestion): ReadonlySet<string> {
  const known = offers.get(question);
  if (known !== undefined) return known;
  const made = new Set(question.options.map((of) => of.id));
  offers.set(question, made);
  return made;
}

/**
 * The case of an item on a question, or null where fewer than two people answered it or all said the same.
 * @param reviews current first-hand reviews of this item that count
 */
export function findCase(
  auditId: AuditId,
  itemId: ItemId,
  question: ChoiceQuestion,
  reviews: readonly Review[],
): FoundCase | null {
  const given = labelsOf(reviews, question);
  if (given.every((one) => one.option === given[0]!.option)) return null;
  const counts = new Map<string, number>();
  for (const { option } of given) counts.set(option, (counts.get(option) ?? 0) + 1);
  const place = new Map(question.options.map((of, at) => [of.id, at]));
  const options = [...counts]
    .map(([option, count]) => ({ option, count }))
    .toSorted((a, b) => b.count - a.count || place.get(a.option)! - place.get(b.option)!);
  const events = options.filter((of) => question.eventOptions.includes(of.option)).length;
  return {
    ref: { auditId, itemId, question: question.id },
    given,
    options,
    isCrossing: events > 0 && events < options.length,
  };
}

/** The questions of a scorecard on which reviews can differ. */
export function choiceQuestions(scorecard: Scorecard): ChoiceQuestion[] {
  return scorecard.questions.filter(isChoice);
}

/** What decides whether the cases of an item may be shown to somebody. */
export interface ItemStanding {
  isClosed: boolean;
  /** Everybody who has the item now, first-hand or for a second look. */
  holders: readonly string[];
  /** Whoever submitted a review of it, superseded and late ones included. */
  submitted: ReadonlySet<string>;
  skipped: ReadonlySet<string>;
  /** People who were asked to judge it anew and have not yet. */
  asked: ReadonlySet<string>;
}

/**
 * Whether a person may see the cases of an item: after the close always; before it when everybody who has the item has
 * submitted or skipped it and, where they have it themselves, their own review is in.
 */
export function isShownTo(personId: string, of: ItemStanding): boolean {
  if (of.isClosed) return true;
  if (of.asked.has(personId)) return false;
  if (of.holders.length === 0) return false;
  return of.holders.every((id) => of.submitted.has(id) || (id !== personId && of.skipped.has(id)));
}

/** Every pair of classes that a case is about, as `pairKey` writes it. */
export function pairsOf(of: FoundCase): string[] {
  const options = of.options.map(({ option }) => option).toSorted();
  return options.flatMap((a, at) => options.slice(at + 1).map((b) => pairKey(a, b)));
}

/** One text for a pair of classes, whichever comes first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
