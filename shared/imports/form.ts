/**
 * The form that imported answers are put into: a scorecard, the taxonomies that come with it, and which value of a file
 * is which option. Must not know where values come from.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import type { ChoiceQuestion, Question, Scorecard } from '../domain/scorecard.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';

export interface ReviewForm {
  readonly scorecard: Scorecard;
  /** To be published with the scorecard; empty where the catalogue has both already. */
  readonly taxonomies: readonly Taxonomy[];
  readonly isNew: boolean;
  /** Question of the scorecard by its name in the files. */
  readonly questionOf: ReadonlyMap<string, Question>;
  /** Option of a question for a value of the files; null where it has none. */
  optionOf(question: ChoiceQuestion, value: string): string | null;
}

/** A value as it is compared: without case, marks, and a number before a word (`1_full_compliance`). */
export function plainValue(value: string): string {
  const words = value
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.replace(/^\d+ (?=\p{L})/u, '');
}

/** The option that a value names by its id, title, short title or, for whole numbers, its place; null for none. */
export function matchOption(question: ChoiceQuestion, value: string): string | null {
  const plain = plainValue(value);
  if (plain === '') return null;
  const found = question.options.find(({ id, title, short }) =>
    [id, title, short ?? id].some((name) => plainValue(name) === plain),
  );
  if (found !== undefined) return found.id;
  const place = question.type === 'ordinal' && /^[1-9](\.0+)?$/.test(value.trim()) ? Number(value) : null;
  return place === null ? null : (question.options[place - 1]?.id ?? null);
}

/** The form of a scorecard that is known: questions by id or title. */
export function formOf(scorecard: Scorecard, names: Iterable<string>): ReviewForm {
  const questionOf = new Map<string, Question>();
  for (const name of names) {
    const plain = plainValue(name);
    const found = scorecard.questions.find((one) => one.id === name || plainValue(one.title) === plain);
    if (found !== undefined) questionOf.set(name, found);
  }
  return { scorecard, taxonomies: [], isNew: false, questionOf, optionOf: matchOption };
}

/**
 * The form that a preset brings along. Where the catalogue has its scorecard at this version, that one is used: a version
 * never changes once it is published.
 */
export function shippedForm(
  card: Scorecard,
  taxonomies: readonly Taxonomy[],
  catalogue: Catalogue,
): ReviewForm {
  const known = catalogue.scorecards.find((one) => one.id === card.id && one.version === card.version);
  const scorecard = known ?? card;
  const isKnown = (of: Taxonomy): boolean =>
    catalogue.taxonomies.some((one) => one.id === of.id && one.version === of.version);
  return {
    scorecard,
    taxonomies: taxonomies.filter((one) => !isKnown(one)),
    isNew: known === undefined,
    questionOf: new Map(scorecard.questions.map((one) => [one.id, one])),
    optionOf: matchOption,
  };
}
