/**
 * The scorecard "Answer quality" and its taxonomy `faithfulness`, which imports of answers scored from 1 to 4 bring along
 * as version 1. These are data; owners change them by publishing further versions.
 */
import type { ChoiceQuestion, Option, Question, Scorecard } from '../domain/scorecard.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';

/** Version 1 of the taxonomy: the same wherever it is imported, so that two devices publish the same. */
export const faithfulnessTaxonomy: Taxonomy = {
  id: 'faithfulness',
  version: 1,
  title: 'Faithfulness',
  cleanClass: 'yes',
  publishedAt: '2026-11-21T12:00:00.000Z',
  classes: [
    {
      id: 'no',
      title: 'No',
      definition: 'The answer as a whole is not what the passages say.',
      useWhen:
        'The main claim contradicts the passages or stands in none of them, so that a reader who trusts it ends up with something wrong.',
      avoidWhen: 'The main claim holds and only details beside it were added: mostly no, or mostly yes.',
      examples: ['The passages name one founding year, the answer to "when was it founded" names another.'],
      counterExamples: ['The answer says that the passages do not tell, and they do not: yes.'],
      tone: 'factual',
    },
    {
      id: 'mostly_no',
      title: 'Mostly no',
      definition: 'Some of it rests on the passages, but an important part does not.',
      useWhen:
        'A claim that matters for the question is not found in the passages, while other claims of the answer are.',
      avoidWhen: 'What is unsupported is a side remark that nobody would act on: mostly yes.',
      examples: ['The event is right, and the reason given for it stands in no passage.'],
      counterExamples: ['A date is rounded to its year: mostly yes.'],
      tone: 'procedural',
    },
    {
      id: 'mostly_yes',
      title: 'Mostly yes',
      definition: 'It rests on the passages except for a small part.',
      useWhen:
        'A detail that the question does not hang on is not in the passages, or is put more firmly than there.',
      avoidWhen: 'Every claim is found in the passages, if in other words: yes.',
      examples: ['The answer adds a commonly known place name that no passage has.'],
      counterExamples: ['The answer joins two passages into one sentence without adding anything: yes.'],
      tone: 'citation',
    },
    {
      id: 'yes',
      title: 'Yes',
      definition: 'Every claim is found in the passages, or follows from them without a leap.',
      useWhen: 'Each statement can be pointed at in a passage. What is left out does no harm here.',
      avoidWhen: 'The answer is true but the passages do not say so: faithfulness is not truth.',
      examples: ['The answer repeats the sentence of a passage that answers the question.'],
      counterExamples: ['The answer is right by general knowledge and the passages are silent: no.'],
      tone: 'none',
    },
  ],
};

const grades: readonly (readonly [id: string, title: string])[] = [
  ['no', 'No'],
  ['mostly_no', 'Mostly no'],
  ['mostly_yes', 'Mostly yes'],
  ['yes', 'Yes'],
];

/** A grade from 1 (no) to 4 (yes); what is below 3 is the event. */
function grade(
  id: string,
  title: string,
  help: string,
  rateTitle: string,
  options: Option[],
): ChoiceQuestion {
  return {
    id,
    type: 'ordinal',
    title,
    help,
    isRequired: true,
    options,
    eventOptions: ['no', 'mostly_no'],
    rateTitle,
  };
}

const plain: Option[] = grades.map(([id, title]) => ({ id, title }));
const reason = (id: string, title: string): Question => ({
  id: `${id}_reason`,
  type: 'text',
  title: `${title}: why`,
  isRequired: false,
  maxLength: 4000,
});

const classes = faithfulnessTaxonomy.classes.map(({ id, title, definition }) => ({ id, title, definition }));
const faithfulness = grade(
  'faithfulness',
  'Faithfulness',
  'Is the answer grounded in the passages?',
  'share of answers that are not faithful',
  classes,
);

/** The scorecard that offers the taxonomy. Faithfulness is its first question, of which reports speak first. */
export const answerQuality: Scorecard = {
  id: 'answer_quality',
  version: 1,
  title: 'Answer quality',
  questions: [
    { ...faithfulness, taxonomy: { id: faithfulnessTaxonomy.id, version: faithfulnessTaxonomy.version } },
    grade(
      'answer_relevance',
      'Relevance',
      'Does the answer give the right amount of useful information?',
      'share of answers that are not relevant',
      plain,
    ),
    grade(
      'fluency',
      'Fluency',
      'Is the answer coherent, natural and not dismissive?',
      'share of answers that are not fluent',
      plain,
    ),
    reason('faithfulness', 'Faithfulness'),
    reason('answer_relevance', 'Relevance'),
    reason('fluency', 'Fluency'),
  ],
};
