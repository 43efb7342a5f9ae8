/**
 * The scorecards that offer a new version of a taxonomy: each with its next version, its options, the options that count as
 * the event, and its conditions carried over.
 *
 * Must not know texts of questions. Invariant: every option that an event or a condition names is offered; where nothing is
 * left to name, the question is told as a fault, and the scorecard is not made.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import { newestOfEach, refOf } from '../domain/catalogue.ts';
import type { ChoiceQuestion, Question, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { TaxonomyOperation } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyRef } from '../domain/taxonomy.ts';
import { followOperations } from './follow-operations.ts';
import { quoted, titlesFrom } from './phrases.ts';
import { isSameVersion } from './versions.ts';

export interface NextScorecards {
  scorecards: Scorecard[];
  /** Why one of them cannot be made, as sentences. */
  problems: string[];
}

/**
 * Newest versions of scorecards that ask `from`, each with the version after it, which asks `taxonomy`.
 *
 * @param counting classes that count as the event, where the owner said so; without it each counts as what it came of did
 */
export function nextScorecards(
  catalogue: Catalogue,
  from: TaxonomyRef,
  taxonomy: Pick<Taxonomy, 'id' | 'version' | 'cleanClass' | 'classes'>,
  operations: readonly TaxonomyOperation[],
  counting?: readonly string[],
): NextScorecards {
  const problems: string[] = [];
  const scorecards = listAsking(catalogue, from).flatMap((card) => {
    const carried = carry(card, { from, taxonomy, operations, counting });
    problems.push(...carried.problems);
    return carried.problems.length > 0 ? [] : [carried.card];
  });
  return { scorecards, problems };
}

/** Newest versions of scorecards that ask this version of a taxonomy. */
export function listAsking(
  { scorecards }: Pick<Catalogue, 'scorecards'>,
  of: TaxonomyRef | Taxonomy,
): Scorecard[] {
  return newestOfEach(scorecards).filter((card) => card.questions.some((question) => asks(question, of)));
}

/** Whether a question offers this version of a taxonomy. */
export function asks(question: Question, of: TaxonomyRef | Taxonomy): boolean {
  const ref = isChoice(question) || question.type === 'spans' ? question.taxonomy : undefined;
  return ref !== undefined && isSameVersion(ref, of);
}

interface Change {
  from: TaxonomyRef;
  taxonomy: Pick<Taxonomy, 'id' | 'version' | 'cleanClass' | 'classes'>;
  operations: readonly TaxonomyOperation[];
  counting: readonly string[] | undefined;
}

function carry(card: Scorecard, change: Change): { card: Scorecard; problems: string[] } {
  const problems: string[] = [];
  const ref = { id: change.taxonomy.id, version: change.taxonomy.version };
  const asked = new Map(
    card.questions
      .filter(isChoice)
      .filter((one) => asks(one, change.from))
      .map((one) => [one.id, one]),
  );
  const questions = card.questions.map((question): Question => {
    const moved = asks(question, change.from) ? withVersion(question, ref) : question;
    const offering = isChoice(moved) && asked.has(moved.id) ? offer(moved, change, card, problems) : moved;
    const parent = asked.get(question.showIf?.question ?? '');
    return parent === undefined ? offering : carryCondition(offering, parent, change, card, problems);
  });
  return { card: { ...card, version: card.version + 1, questions }, problems };
}

function withVersion(question: Question, taxonomy: TaxonomyRef): Question {
  return isChoice(question) || question.type === 'spans' ? { ...question, taxonomy } : question;
}

/** The question with the classes of the new version as its options. */
function offer(
  question: ChoiceQuestion,
  { taxonomy, operations, counting }: Change,
  card: Scorecard,
  problems: string[],
): ChoiceQuestion {
  const { heirs, oldIds } = heirsOf(question, operations);
  const old = new Map(question.options.map((one) => [one.id, one]));
  const wasEvent = new Set(question.eventOptions);
  const options = taxonomy.classes.map(({ id, title, definition }) => {
    const before = old.get(id);
    // A short form belongs to its title.
    const short = before?.short !== undefined && before.title === title ? { short: before.short } : {};
    return { id, title, ...short, ...(definition === '' ? {} : { definition }) };
  });
  if (counting !== undefined) {
    const said = taxonomy.classes.map((one) => one.id).filter((id) => counting.includes(id));
    if (said.length === 0) problems.push(nothingCounts(card, question));
    return { ...question, options, eventOptions: said };
  }
  // Where all classes but the clean one are the event, a class that nothing came before is too.
  const isWhole = oldIds.filter((id) => !wasEvent.has(id)).length === 1;
  const eventOptions: string[] = [];
  for (const { id } of taxonomy.classes) {
    const ancestors = oldIds.filter((one) => heirs(one).has(id));
    const events = ancestors.filter((one) => wasEvent.has(one));
    if (old.has(id) ? wasEvent.has(id) : events.length > 0) eventOptions.push(id);
    else if (ancestors.length === 0 && isWhole && id !== taxonomy.cleanClass) eventOptions.push(id);
    if (events.length > 0 && events.length < ancestors.length) {
      problems.push(mixed(question, taxonomy.classes, id, ancestors, wasEvent));
    }
  }
  if (eventOptions.length === 0) {
    problems.push(nothingCounts(card, question));
  }
  return { ...question, options, eventOptions };
}

function nothingCounts(card: Scorecard, { rateTitle }: ChoiceQuestion): string {
  return `In ${quoted(card.title)}, no class is left that counts for the ${rateTitle}: keep one, or say what a class that counts becomes.`;
}

function mixed(
  question: ChoiceQuestion,
  classes: Taxonomy['classes'],
  id: string,
  ancestors: readonly string[],
  wasEvent: ReadonlySet<string>,
): string {
  const tell = titlesFrom(question.options, classes);
  const counting = ancestors.filter((one) => wasEvent.has(one));
  const others = ancestors.filter((one) => !wasEvent.has(one));
  return `${tell([id])} would hold labels of ${tell(counting)}, which ${counting.length === 1 ? 'counts' : 'count'} for the ${question.rateTitle}, and of ${tell(others)}, which ${others.length === 1 ? 'does' : 'do'} not: the rate would lose its meaning. Say which classes count from now on.`;
}

/** A question is asked for whatever became of the classes that it was asked for. */
function carryCondition(
  question: Question,
  parent: ChoiceQuestion,
  { taxonomy, operations }: Change,
  card: Scorecard,
  problems: string[],
): Question {
  if (question.showIf === undefined) return question;
  const { heirs } = heirsOf(parent, operations);
  const meant = new Set(question.showIf.options.flatMap((id) => [...heirs(id)]));
  const options = taxonomy.classes.map((one) => one.id).filter((id) => meant.has(id));
  if (options.length === 0) {
    const tell = titlesFrom(parent.options);
    const { operator } = question.showIf;
    problems.push(
      `${quoted(question.title)} in ${quoted(card.title)} is asked only when the answer ${operator === 'is' ? 'is' : 'is not'} ${tell(question.showIf.options, 'or')}, which would be gone: say which class takes its place.`,
    );
    return question;
  }
  return { ...question, showIf: { ...question.showIf, options } };
}

function heirsOf(question: ChoiceQuestion, operations: readonly TaxonomyOperation[]) {
  const oldIds = question.options.map((one) => one.id);
  const { classes } = followOperations(oldIds, operations);
  return { oldIds, heirs: (id: string): ReadonlySet<string> => classes.get(id)?.heirs ?? new Set() };
}

/** The scorecards with the new version named by its content, so that no other version of its number is taken for it. */
export function namingExactly(scorecards: readonly Scorecard[], taxonomy: Taxonomy): Scorecard[] {
  const ref = refOf(taxonomy);
  return scorecards.map((card) => ({
    ...card,
    questions: card.questions.map((one) => (asks(one, taxonomy) ? withVersion(one, ref) : one)),
  }));
}
