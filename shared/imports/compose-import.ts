/**
 * From gathered reviews to what is stored: answers in options of a scorecard, rulings where reviews differ, and every row
 * that became no review. Pure; must not know the store.
 *
 * Invariant: a value that the scorecard does not offer never becomes an answer; it is listed, and the other answers of
 * its row are kept.
 */
import { uuidFromText } from '../domain/canonical.ts';
import type { Answers, EvidenceSpan } from '../domain/review.ts';
import { checkAnswers } from '../domain/review.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { ReviewForm } from './form.ts';
import type { Gathered, RejectedPiece } from './gather.ts';
import { spanClass } from './made-form.ts';
import type { ForeignReview, ForeignRuling, ForeignSpan, Origin } from './piece.ts';
import { storable } from './piece.ts';

export interface ComposedReview {
  readonly trace: string;
  readonly reviewer: string;
  readonly answers: Answers;
  readonly at: string | null;
  readonly elapsedMs: number;
  readonly origin: Origin;
}

export interface ComposedRuling {
  readonly trace: string;
  readonly by: string;
  readonly question: string;
  readonly option: string;
  readonly at: string | null;
}

export interface ValueTally {
  readonly value: string;
  readonly count: number;
  readonly option: string | null;
}

export interface ComposedImport {
  readonly reviews: readonly ComposedReview[];
  readonly rulings: readonly ComposedRuling[];
  /** Items and questions on which reviews give different options. */
  readonly disagreements: number;
  readonly rejected: readonly RejectedPiece[];
  readonly rejectedCount: number;
  /** By question of the scorecard, in its order. */
  readonly tallies: ReadonlyMap<string, readonly ValueTally[]>;
  /** Questions of the files that the scorecard does not have, with how many answers. */
  readonly unknownQuestions: ReadonlyMap<string, number>;
}

export interface ComposeOptions {
  form: ReviewForm;
  /** Whether the audit, or the source that it is made of, has a trace with this id. */
  isKnownItem(trace: string): boolean;
  /** Whether this person's review of the item is there already. */
  isReviewed(trace: string, reviewer: string): boolean;
}

export function composeImport(gathered: Gathered, options: ComposeOptions): ComposedImport {
  const composer = new Composer(gathered, options);
  for (const one of gathered.reviews) composer.addReview(one);
  for (const one of gathered.rulings) composer.addRuling(one);
  return composer.composed();
}

/** Spans as reviews have them; their ids follow from what they mark, so that two imports agree. */
function toSpans(
  { trace, reviewer }: ForeignReview,
  name: string,
  spans: readonly ForeignSpan[],
): EvidenceSpan[] {
  return spans.map(({ start, end, quote, label }, at) => ({
    id: uuidFromText(`span:${trace}:${reviewer}:${name}:${at}:${start}:${end}:${label}`),
    output: { start, end, quote },
    class: spanClass(label),
    support: null,
  }));
}

class Composer {
  readonly #options: ComposeOptions;
  readonly #reviews: ComposedReview[] = [];
  readonly #rulings: ComposedRuling[] = [];
  readonly #rejected: RejectedPiece[];
  #rejectedCount: number;
  readonly #tallies = new Map<string, Map<string, { count: number; option: string | null }>>();
  readonly #unknown = new Map<string, number>();
  /** Options given, by trace and question. */
  readonly #given = new Map<string, Map<string, Set<string>>>();

  constructor(gathered: Gathered, options: ComposeOptions) {
    this.#options = options;
    this.#rejected = [...gathered.rejected];
    this.#rejectedCount = gathered.rejectedCount;
  }

  addReview(review: ForeignReview): void {
    const { trace, reviewer, origin } = review;
    if (!this.#options.isKnownItem(trace)) {
      return this.#reject(origin, 'UNKNOWN_ITEM', `names the item "${trace}", which is not there`);
    }
    if (this.#options.isReviewed(trace, reviewer)) {
      const reason = `is a review by ${reviewer} of an item that this person has reviewed already`;
      return this.#reject(origin, 'DUPLICATE_REVIEW', reason);
    }
    const answers: Answers = {};
    const problems = this.#answer(review, answers);
    const isEmpty = Object.keys(answers).length === 0;
    // What the scorecard requires a hub requires too.
    const wrong = isEmpty ? [] : checkAnswers(this.#options.form.scorecard, answers, null);
    const isTaken = !isEmpty && wrong.length === 0;
    if (problems.length > 0) {
      const rest = isTaken ? '; the other answers of the row were taken' : '';
      this.#reject(origin, 'UNKNOWN_OPTION', `${problems.join('; ')}${rest}`);
    } else if (!isTaken) {
      const reason = isEmpty ? 'answers no question of the scorecard' : wrong.join('; ');
      this.#reject(origin, 'MISSING_FIELD', reason);
    }
    if (!isTaken) return;
    this.#count(trace, answers);
    this.#reviews.push({
      trace,
      reviewer,
      answers,
      at: review.at,
      elapsedMs: review.elapsedMs,
      origin,
    });
  }

  addRuling(ruling: ForeignRuling): void {
    const { trace, by, value, at, origin } = ruling;
    const question = this.#options.form.questionOf.get(ruling.question);
    if (question === undefined || !isChoice(question)) return this.#countUnknown(ruling.question);
    if (!this.#options.isKnownItem(trace)) {
      return this.#reject(origin, 'UNKNOWN_ITEM', `names the item "${trace}", which is not there`);
    }
    const option = this.#options.form.optionOf(question, value);
    if (option === null) {
      const shown = storable(value).slice(0, 100).toWellFormed();
      return this.#reject(
        origin,
        'UNKNOWN_OPTION',
        `final label "${shown}" is no option of "${question.title}"`,
      );
    }
    const given = this.#given.get(trace)?.get(question.id) ?? new Set();
    // What everybody said and the final label says too needs no ruling.
    if (given.size === 0 || (given.size === 1 && given.has(option))) return;
    this.#rulings.push({ trace, by, question: question.id, option, at });
  }

  composed(): ComposedImport {
    let disagreements = 0;
    for (const questions of this.#given.values()) {
      for (const options of questions.values()) if (options.size > 1) disagreements += 1;
    }
    const { questions } = this.#options.form.scorecard;
    const tallies = questions.flatMap(({ id }) => {
      const held = this.#tallies.get(id);
      if (held === undefined) return [];
      const rows = [...held].map(([value, { count, option }]) => ({ value, count, option }));
      return [[id, rows.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))] as const];
    });
    return {
      reviews: this.#reviews,
      rulings: this.#rulings,
      disagreements,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      tallies: new Map(tallies),
      unknownQuestions: this.#unknown,
    };
  }

  /** Fills `answers`; tells of values that are no options. */
  #answer(review: ForeignReview, answers: Answers): string[] {
    const { form } = this.#options;
    const problems: string[] = [];
    for (const [name, value] of Object.entries(review.values)) {
      const question = form.questionOf.get(name);
      if (question?.type === 'text') {
        answers[question.id] = {
          type: 'text',
          text: storable(value).slice(0, question.maxLength).toWellFormed(),
        };
        continue;
      }
      if (question === undefined || !isChoice(question)) {
        this.#countUnknown(name);
        continue;
      }
      const option = form.optionOf(question, value);
      this.#tally(question.id, value, option);
      if (option === null) {
        const shown = storable(value).slice(0, 100).toWellFormed();
        problems.push(`"${shown}" is no option of "${question.title}"`);
        continue;
      }
      answers[question.id] = { type: 'choice', option };
    }
    for (const [name, text] of Object.entries(review.texts)) {
      const question = form.questionOf.get(name);
      if (question?.type !== 'text') this.#countUnknown(name);
      else if (text.length > question.maxLength) problems.push(`the text of "${question.title}" is too long`);
      else answers[question.id] = { type: 'text', text: storable(text) };
    }
    for (const [name, spans] of Object.entries(review.spans ?? {})) {
      const question = form.questionOf.get(name);
      if (question?.type === 'spans')
        answers[question.id] = { type: 'spans', spans: toSpans(review, name, spans) };
      else this.#countUnknown(name);
    }
    return problems;
  }

  #count(trace: string, answers: Answers): void {
    const questions = this.#given.get(trace) ?? new Map<string, Set<string>>();
    for (const [id, held] of Object.entries(answers)) {
      if (held.type === 'choice') questions.set(id, (questions.get(id) ?? new Set()).add(held.option));
    }
    this.#given.set(trace, questions);
  }

  #tally(question: string, value: string, option: string | null): void {
    const held = this.#tallies.get(question) ?? new Map<string, { count: number; option: string | null }>();
    const shown = storable(value).slice(0, 200).toWellFormed();
    held.set(shown, { count: (held.get(shown)?.count ?? 0) + 1, option });
    this.#tallies.set(question, held);
  }

  #countUnknown(name: string): void {
    this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1);
  }

  #reject(origin: Origin, code: RejectedPiece['code'], reason: string): void {
    this.#rejectedCount += 1;
    this.#rejected.push({ origin, code, reason: storable(reason).slice(0, 500).toWellFormed() });
  }
}
