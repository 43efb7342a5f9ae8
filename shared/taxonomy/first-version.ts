/**
 * The first version of a taxonomy that was begun from nothing, with the scorecard that asks it. Must not know who publishes.
 *
 * Invariant: the key of the taxonomy has a part of its publication's id in it, so that two people who begin a taxonomy of the
 * same name apart from each other never have two first versions of one.
 */
import { hallucinationAudit } from '../domain/defaults.ts';
import type { BegunClass, BegunTaxonomy } from '../domain/new-taxonomy.ts';
import type { ChoiceQuestion, Question, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Publication } from '../domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../domain/taxonomy.ts';
import { MOST_CLASSES } from './check-draft.ts';
import { newClassId } from './class-key.ts';
import { namingExactly } from './next-scorecards.ts';
import { quoted } from './phrases.ts';

const blank = { definition: '', useWhen: '', avoidWhen: '', examples: [], counterExamples: [] };

/** What a person begins with: the class that means "no error", and one that counts. */
export function beginTaxonomy(): BegunTaxonomy {
  return {
    title: '',
    question: '',
    rateTitle: '',
    classes: [
      { ...blank, id: 'class_1', title: 'None', definition: 'Nothing is wrong.', tone: 'none' },
      { ...blank, id: 'class_2', title: '', tone: 'factual' },
    ],
    cleanClass: 'class_1',
    counting: ['class_2'],
    asksSeverity: true,
    summary: '',
  };
}

/** What stands in the way of publishing, as sentences; empty when nothing does. */
export function problemsOfFirst(of: BegunTaxonomy): string[] {
  const problems: string[] = [];
  if (of.title.trim() === '') problems.push('The taxonomy has no title.');
  if (of.question.trim() === '') problems.push('Say what reviewers are asked.');
  if (of.rateTitle.trim() === '') problems.push('Say what reports call the rate.');
  return [...problems, ...problemsOfClasses(of), ...problemsOfCounting(of)];
}

function problemsOfClasses({ classes }: BegunTaxonomy): string[] {
  const problems: string[] = [];
  if (classes.length < 2) problems.push('A taxonomy needs two classes at least.');
  if (classes.length > MOST_CLASSES) problems.push(`A question offers ${MOST_CLASSES} classes at most.`);
  const titles = new Set<string>();
  for (const [at, { title, definition }] of classes.entries()) {
    const name = title.trim();
    if (name === '') problems.push(`Class ${at + 1} has no title.`);
    else if (titles.has(name.toLowerCase())) problems.push(`Two classes are called ${quoted(name)}.`);
    else if (definition.trim() === '') problems.push(`${quoted(name)} has no definition.`);
    titles.add(name.toLowerCase());
  }
  return problems;
}

function problemsOfCounting({ classes, cleanClass, counting }: BegunTaxonomy): string[] {
  const clean = classes.find((one) => one.id === cleanClass);
  if (clean === undefined) return ['Say which class means “no error”.'];
  if (counting.includes(cleanClass)) {
    return [`${quoted(clean.title)} means “no error”: it cannot count as one.`];
  }
  return classes.some((one) => counting.includes(one.id)) ? [] : ['Say which classes count for the rate.'];
}

/** The publication of what has no problems. */
export function firstPublication(
  of: BegunTaxonomy,
  { publicationId, publishedAt }: Pick<Publication, 'publicationId'> & { publishedAt: string },
): Publication {
  const keys = keysOf(of.classes);
  const key = (id: string): string => keys.get(id) ?? id;
  const classes = of.classes.map((one): TaxonomyClass => ({ ...trimmed(one), id: key(one.id) }));
  const id = `${newClassId(of.title, []).slice(0, 48)}_${publicationId.replaceAll('-', '').slice(-8)}`;
  const cleanClass = key(of.cleanClass);
  const taxonomy: Taxonomy = { id, version: 1, title: of.title.trim(), cleanClass, classes, publishedAt };
  return {
    publicationId,
    taxonomy,
    from: null,
    operations: [],
    mapping: [],
    scorecards: namingExactly([scorecardOf(of, taxonomy, of.counting.map(key))], taxonomy),
    summary: of.summary.trim(),
    proposalIds: [],
    cases: [],
  };
}

function keysOf(classes: readonly BegunClass[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { id, title } of classes) keys.set(id, newClassId(title.trim(), [...keys.values()]));
  return keys;
}

const kept = (texts: readonly string[]): string[] => texts.filter((text) => text.trim() !== '');

function trimmed(of: BegunClass): BegunClass {
  return {
    ...of,
    title: of.title.trim(),
    examples: kept(of.examples),
    counterExamples: kept(of.counterExamples),
  };
}

/** The question, how severe the error is, where the evidence is, and a note: as the scorecard has them that ships. */
function scorecardOf(of: BegunTaxonomy, taxonomy: Taxonomy, counting: readonly string[]): Scorecard {
  const ref = { id: taxonomy.id, version: taxonomy.version };
  const shipped = new Map(hallucinationAudit.questions.map((one) => [one.id, one]));
  const taken = [...shipped.keys()];
  const asked: ChoiceQuestion = {
    id: newClassId(of.question, taken),
    type: 'nominal',
    title: of.question.trim(),
    isRequired: true,
    taxonomy: ref,
    options: taxonomy.classes.map(({ id, title, definition }) => ({ id, title, definition })),
    eventOptions: taxonomy.classes.map((one) => one.id).filter((id) => counting.includes(id)),
    rateTitle: of.rateTitle.trim(),
  };
  const showIf = { question: asked.id, operator: 'isNot' as const, options: [taxonomy.cleanClass] };
  const follow = ['severity', 'evidence', 'note'].flatMap((id): Question[] => {
    const one = shipped.get(id);
    if (one === undefined || (id === 'severity' && !of.asksSeverity)) return [];
    if (one.type === 'spans') return [{ ...one, taxonomy: ref }];
    return isChoice(one) ? [{ ...one, showIf }] : [one];
  });
  return { id: taxonomy.id, version: 1, title: taxonomy.title, questions: [asked, ...follow] };
}

/** What a first version was made of, for one that the hub did not take; null where an import brought it. */
export function begunOf({ taxonomy, scorecards, summary }: Publication): BegunTaxonomy | null {
  const [card] = scorecards;
  const asked = card?.questions.filter(isChoice).find((one) => one.taxonomy?.id === taxonomy.id);
  if (card === undefined || asked === undefined) return null;
  return {
    title: taxonomy.title,
    question: asked.title,
    rateTitle: asked.rateTitle,
    classes: taxonomy.classes,
    cleanClass: taxonomy.cleanClass,
    counting: asked.eventOptions,
    asksSeverity: card.questions.some((one) => one.id === 'severity'),
    summary,
  };
}
