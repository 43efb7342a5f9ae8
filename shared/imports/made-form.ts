/**
 * A scorecard and its taxonomies made of the values that files hold, where no scorecard of the catalogue fits. Which
 * options are the event of a rate is a guess by their words, said to the person who imports.
 *
 * Invariants: every value that was found, up to nine per question, has an option; a question with more values is a text.
 * Ids follow from what they stand for: two people who import the same data, each alone, make the same form, and of
 * different data two forms that a hub keeps apart.
 */
import { digestOf } from '../domain/canonical.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { ChoiceQuestion, Question, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import type { ReviewForm } from './form.ts';
import { formOf } from './form.ts';
import type { Gathered } from './gather.ts';
import { storable } from './piece.ts';
import { questionId } from './review-columns.ts';
import type { Scale } from './value-scale.ts';
import { scaleOf } from './value-scale.ts';

/** Most options of a question. */
const mostOptions = 9;
const longestText = 20_000;

/** Names of questions in the order in which they first came, each with its values and how often. */
export function valuesOf(gathered: Gathered): Map<string, Map<string, number>> {
  const names = new Map<string, Map<string, number>>();
  const count = (name: string, value: string): void => {
    const held = names.get(name) ?? new Map<string, number>();
    // More than can be options are told apart no further.
    if (held.size <= 50 || held.has(value)) held.set(value, (held.get(value) ?? 0) + 1);
    names.set(name, held);
  };
  for (const { values } of gathered.reviews) {
    for (const [name, value] of Object.entries(values)) count(name, value.trim());
  }
  for (const { question, value } of gathered.rulings) if (names.has(question)) count(question, value.trim());
  return names;
}

/** A scorecard of the catalogue that has every question and every value; null where none fits. */
export function findFittingForm(gathered: Gathered, catalogue: Catalogue): ReviewForm | null {
  const found = valuesOf(gathered);
  if (found.size === 0) return null;
  for (const card of catalogue.scorecards) {
    const form = formOf(card, [...found.keys(), ...textNames(gathered), ...spanLabels(gathered).keys()]);
    const fits = [...found].every(([name, values]) => {
      const question = form.questionOf.get(name);
      if (question === undefined || !isChoice(question)) return false;
      return [...values.keys()].every((value) => form.optionOf(question, value) !== null);
    });
    if (fits) return form;
  }
  return null;
}

/** The form of the values found; what the catalogue has of it already is not published again. */
export function madeForm(
  gathered: Gathered,
  name: string,
  catalogue: Catalogue,
  publishedAt: string,
): ReviewForm {
  const questions: Question[] = [];
  const taxonomies: Taxonomy[] = [];
  const questionOf = new Map<string, Question>();
  const options = new Map<string, Map<string, string>>();
  for (const [given, values] of valuesOf(gathered)) {
    const id = freeId(questionId(given), (one) => questions.some((of) => of.id === one));
    if (values.size > mostOptions) {
      questions.push(textQuestion(id, given));
    } else {
      const scale = scaleOf(given, values);
      let question = choiceOf(id, given, scale);
      if (question.type === 'nominal' || !questions.some(isChoice)) {
        const taxonomy = taxonomyOf(id, given, scale, publishedAt);
        taxonomies.push(taxonomy);
        question = { ...question, taxonomy: { id: taxonomy.id, version: taxonomy.version } };
      }
      questions.push(question);
      options.set(id, new Map(scale.options.map((one) => [plainText(one.value), one.id])));
    }
    questionOf.set(given, questions.at(-1)!);
  }
  for (const given of textNames(gathered)) {
    const id = freeId(questionId(given), (one) => questions.some((of) => of.id === one));
    questions.push(textQuestion(id, given));
    questionOf.set(given, questions.at(-1)!);
  }
  for (const { given, question, taxonomy } of spansOf(gathered, questions, publishedAt)) {
    taxonomies.push(taxonomy);
    questions.push(question);
    questionOf.set(given, question);
  }
  const card = { version: 1, title: titleOf(name, 100), questions: inOrder(questions) };
  const scorecard: Scorecard = { id: idOf(questionId(name), card), ...card };
  const optionOf = (question: ChoiceQuestion, value: string): string | null =>
    options.get(question.id)?.get(plainText(value)) ?? null;
  const isNew = !catalogue.scorecards.some((one) => one.id === scorecard.id);
  const isKnown = (id: string): boolean => catalogue.taxonomies.some((one) => one.id === id);
  const fresh = taxonomies.filter((one) => !isKnown(one.id));
  return { scorecard, taxonomies: fresh, isNew, questionOf, optionOf };
}

/** Questions of marked parts, each with a taxonomy of its labels; the caller keeps each before it asks for the next. */
function* spansOf(
  gathered: Gathered,
  questions: readonly Question[],
  publishedAt: string,
): Generator<{ given: string; question: Question; taxonomy: Taxonomy }> {
  for (const [given, labels] of spanLabels(gathered)) {
    const id = freeId(questionId(given), (one) => questions.some((held) => held.id === one));
    const taxonomy = spanTaxonomy(id, { given, labels, publishedAt });
    const ref = { id: taxonomy.id, version: taxonomy.version };
    yield {
      given,
      question: { id, type: 'spans', title: titleOf(given), isRequired: false, taxonomy: ref },
      taxonomy,
    };
  }
}

/** Questions with a rate come first: reports speak of the first one. */
function inOrder(questions: readonly Question[]): Question[] {
  return [...questions.filter(isChoice), ...questions.filter((one) => !isChoice(one))];
}

const plainText = (value: string): string => value.trim().toLowerCase();

function textNames(gathered: Gathered): Set<string> {
  const names = new Set<string>();
  for (const { texts } of gathered.reviews) for (const name in texts) names.add(name);
  return names;
}

/** Labels of marked parts by the name of the question. */
function spanLabels(gathered: Gathered): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { spans } of gathered.reviews) {
    for (const [name, held] of Object.entries(spans ?? {})) {
      const labels = found.get(name) ?? new Set<string>();
      for (const { label } of held) labels.add(spanClass(label));
      found.set(name, labels);
    }
  }
  return found;
}

/** The class of a label of a marked part. */
export function spanClass(label: string): string {
  return questionId(label);
}

function spanTaxonomy(
  id: string,
  of: { given: string; labels: ReadonlySet<string>; publishedAt: string },
): Taxonomy {
  const marks = [...of.labels].filter((one) => one !== 'none');
  const options = ['none', ...marks].map((one) => ({
    id: one,
    title: titleOf(one),
    value: one,
    isEvent: one !== 'none',
  }));
  return taxonomyOf(id, of.given, { type: 'nominal', options }, of.publishedAt);
}

function titleOf(name: string, most = 60): string {
  const plain = storable(name.replaceAll(/[_\s]+/gu, ' ').trim());
  const title = plain === '' ? 'Imported' : plain;
  return (title.slice(0, 1).toUpperCase() + title.slice(1)).slice(0, most).toWellFormed();
}

function textQuestion(id: string, given: string): Question {
  return { id, type: 'text', title: titleOf(given), isRequired: false, maxLength: longestText };
}

function choiceOf(id: string, given: string, scale: Scale): ChoiceQuestion {
  return {
    id,
    type: scale.type,
    title: titleOf(given),
    isRequired: false,
    options: scale.options.map((one) => ({ id: one.id, title: one.title })),
    eventOptions: scale.options.filter((one) => one.isEvent).map((one) => one.id),
    rateTitle: `share of ${titleOf(given, 30)}: ${scale.options
      .filter((one) => one.isEvent)
      .map((one) => one.title)
      .join(', ')}`
      .slice(0, 80)
      .toWellFormed(),
  };
}

const tones = ['factual', 'procedural', 'policy', 'citation', 'other'] as const;

function taxonomyOf(id: string, given: string, scale: Scale, publishedAt: string): Taxonomy {
  const clean = scale.options.find((one) => !one.isEvent) ?? scale.options[0]!;
  let coloured = 0;
  const classes = scale.options.map((one): TaxonomyClass => {
    const tone = one === clean ? 'none' : tones[coloured++ % tones.length]!;
    return {
      id: one.id,
      title: one.title,
      definition: `What stood as "${one.title}" in the imported files, which bring no definition along.`,
      useWhen: 'To be written by the owner.',
      avoidWhen: 'To be written by the owner.',
      examples: [],
      counterExamples: [],
      tone,
    };
  });
  const made = { version: 1, title: titleOf(given, 100), cleanClass: clean.id, classes };
  return { id: idOf(id, made), ...made, publishedAt };
}

/** An id that is another wherever anything of it is. */
function idOf(wanted: string, of: object): string {
  return `${wanted.slice(0, 51)}_${digestOf(of).slice(0, 8)}`;
}

function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  let id = wanted;
  for (let k = 2; isTaken(id); k += 1) id = `${wanted.slice(0, 58)}_${k}`;
  return id;
}
