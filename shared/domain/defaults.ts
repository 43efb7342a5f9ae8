/**
 * What ships when nobody has changed anything: the taxonomy `hallucination` version 1 and the scorecard
 * "Hallucination audit" version 1, short and long form.
 *
 * These are data: a lead copies and changes them. Invariant: a published id and version never changes its meaning;
 * a change of a definition or an option is a new version.
 */
import type { ChoiceQuestion, Option, Question, Scorecard } from './scorecard.ts';
import type { Taxonomy, TaxonomyRef } from './taxonomy.ts';

export const hallucinationTaxonomy: Taxonomy = {
  id: 'hallucination',
  version: 1,
  title: 'Hallucination',
  cleanClass: 'none',
  publishedAt: '2025-11-03T09:00:00.000Z',
  classes: [
    {
      id: 'none',
      title: 'None',
      definition: 'Every claim is supported.',
      useWhen:
        'Each statement about the product, the account, the policy or the steps is found in the context, or follows from it without a leap. Greetings, empathy and questions back to the customer need no support.',
      avoidWhen:
        'One claim, however small, contradicts the context or cannot be found in it. An answer that is merely short, clumsy or incomplete is still "none"; say so under actionability.',
      examples: [
        'Passage: "Refunds reach the card within 5 business days." Answer: "You will see the money on your card within 5 business days."',
        'The context holds nothing on the matter, and the answer says that it does not know and hands over to a person.',
      ],
      counterExamples: [
        'Passage: "Refunds reach the card within 5 business days." Answer: "You will see the money tomorrow." This is factual.',
      ],
      tone: 'none',
    },
    {
      id: 'factual',
      title: 'Factual',
      definition: 'States product behaviour or account facts that are wrong or not in evidence.',
      useWhen:
        'An amount, date, duration, name, status, feature or limit in the answer differs from the context, or stands nowhere in it.',
      avoidWhen:
        'The wrong statement is a step to take (procedural), a promise or a refusal (policy), or what a named source is said to say (citation).',
      examples: [
        'Passage: "The Plus plan costs 14.90 a month." Answer: "The Plus plan costs 12.90 a month."',
        'The answer says that the parcel was handed over yesterday; neither the context nor the account data tells so.',
      ],
      counterExamples: [
        'Passage: "The trial lasts 30 days." Answer: "The trial lasts about a month." Close enough to act on: none.',
      ],
      tone: 'factual',
    },
    {
      id: 'procedural',
      title: 'Procedural',
      definition: 'A wrong or invented step or order of steps.',
      useWhen:
        'Following the answer to the letter would lead to a menu, a button or a form that is not there, skip a step that is needed, or do things in an order that fails.',
      avoidWhen: 'The steps are right and only a figure in them is wrong (factual).',
      examples: [
        'Passage: "Open Settings, then Security, then Devices." Answer: "Open Profile, then Privacy, then Sessions."',
        'The article says to make a backup before the reset; the answer puts the backup after it.',
      ],
      counterExamples: [
        'The answer merges two short steps into one sentence and the customer still gets there: none.',
      ],
      tone: 'procedural',
    },
    {
      id: 'policy',
      title: 'Policy',
      definition: 'Promises or denies what policy does not: a refund, an exception, an entitlement.',
      useWhen:
        'A customer could hold the company to the sentence, or gives up a right because of it, and the policy in the context says otherwise or says nothing.',
      avoidWhen:
        'The answer quotes the policy rightly but the customer dislikes it (none), or only the wording of a fact is wrong (factual).',
      examples: [
        'Passage: "Opened hygiene articles cannot be returned." Answer: "We will gladly take the opened articles back."',
        'Answer: "As an exception I will waive the fee for you." No passage allows an exception.',
      ],
      counterExamples: [
        'Answer: "I have asked a colleague whether an exception is possible." Nothing is promised: none.',
      ],
      tone: 'policy',
    },
    {
      id: 'citation',
      title: 'Citation',
      definition: 'Cites a source that does not say so.',
      useWhen:
        'The answer names, numbers or links an article, a section or a page, and that source is not in the context or does not hold the claim.',
      avoidWhen:
        'The answer names no source. A wrong claim without a source is factual, procedural or policy.',
      examples: [
        'Answer: "See section 9 of the returns policy." The policy in the context ends with section 6.',
        'The claim stands in passage 3, and the answer links the article of passage 1, which is silent on it.',
      ],
      counterExamples: ['The link is right and only its title is shortened: none.'],
      tone: 'citation',
    },
    {
      id: 'other',
      title: 'Other',
      definition: 'An unsupported claim that no other class fits; the owner inspects these in every audit.',
      useWhen:
        'The answer invents something that is no product fact, step, promise or source, such as an earlier conversation, a person or a feeling of other customers.',
      avoidWhen:
        'One of the four classes above fits, even loosely. Flag "missing class" if the same thing comes back.',
      examples: [
        'Answer: "As we agreed on the phone last week." Nothing shows a call.',
        'Answer: "My colleague from the workshop has just looked at your device." No such thing is in evidence.',
      ],
      counterExamples: ['An invented opening hour is a wrong fact about the company: factual.'],
      tone: 'other',
    },
  ],
};

const taxonomyRef: TaxonomyRef = { id: hallucinationTaxonomy.id, version: hallucinationTaxonomy.version };

const classOptions: Option[] = hallucinationTaxonomy.classes.map((of) => ({
  id: of.id,
  title: of.title,
  definition: of.definition,
}));

const hasHallucination: NonNullable<Question['showIf']> = {
  question: 'hallucination',
  operator: 'isNot',
  options: [hallucinationTaxonomy.cleanClass],
};

const hallucination: ChoiceQuestion = {
  id: 'hallucination',
  type: 'nominal',
  title: 'Hallucination',
  help: 'The class of the worst error. Each evidence span carries its own class.',
  isRequired: true,
  taxonomy: taxonomyRef,
  options: classOptions,
  eventOptions: classOptions.map((of) => of.id).filter((id) => id !== hallucinationTaxonomy.cleanClass),
  rateTitle: 'hallucination rate',
};

const severity: ChoiceQuestion = {
  id: 'severity',
  type: 'ordinal',
  title: 'Severity',
  help: 'What happens if the customer acts on the worst error.',
  isRequired: true,
  showIf: hasHallucination,
  options: [
    { id: 'minor', title: 'Minor', definition: 'The customer is not harmed and hardly notices.' },
    {
      id: 'major',
      title: 'Major',
      definition: 'The customer loses time, asks again or is left with a wrong picture.',
    },
    {
      id: 'critical',
      title: 'Critical',
      definition: 'Money, safety, privacy or a legal right is at stake.',
    },
  ],
  eventOptions: ['critical'],
  rateTitle: 'share of errors that are critical',
};

const policy: ChoiceQuestion = {
  id: 'policy',
  type: 'nominal',
  title: 'Policy',
  help: 'Whether the answer keeps to the policy that the context shows.',
  isRequired: true,
  options: [
    { id: 'complies', title: 'Complies', definition: 'A policy applies and the answer keeps to it.' },
    { id: 'violates', title: 'Violates', definition: 'A policy applies and the answer breaks it.' },
    {
      id: 'not_applicable',
      title: 'Not applicable',
      short: 'N/A',
      definition: 'No policy bears on this question.',
    },
  ],
  eventOptions: ['violates'],
  rateTitle: 'policy violation rate',
};

const actionability: ChoiceQuestion = {
  id: 'actionability',
  type: 'ordinal',
  title: 'Actionability',
  help: 'Whether the customer can go on with this answer alone.',
  isRequired: true,
  options: [
    {
      id: 'not_actionable',
      title: 'Not actionable',
      short: 'No',
      definition: 'The customer cannot go on, or should not.',
    },
    {
      id: 'needs_rework',
      title: 'Needs rework',
      short: 'Rework',
      definition: 'Usable after a correction or an addition.',
    },
    {
      id: 'actionable_as_is',
      title: 'Actionable as is',
      short: 'As is',
      definition: 'Could be sent unchanged.',
    },
  ],
  eventOptions: ['not_actionable'],
  rateTitle: 'share of answers that cannot be acted on',
};

const correctness: ChoiceQuestion = {
  id: 'correctness',
  type: 'ordinal',
  title: 'Correctness',
  help: 'How much of what the answer states is right.',
  isRequired: false,
  options: [
    { id: 'wrong', title: '1 – wrong', short: '1' },
    { id: 'mostly_wrong', title: '2 – mostly wrong', short: '2' },
    { id: 'mixed', title: '3 – mixed', short: '3' },
    { id: 'mostly_right', title: '4 – mostly right', short: '4' },
    { id: 'right', title: '5 – right', short: '5' },
  ],
  eventOptions: ['wrong', 'mostly_wrong'],
  rateTitle: 'share of answers rated 1 or 2 for correctness',
};

const completeness: ChoiceQuestion = {
  id: 'completeness',
  type: 'ordinal',
  title: 'Completeness',
  help: 'How much of what the customer needs is there.',
  isRequired: false,
  options: [
    { id: 'nothing', title: '1 – nothing', short: '1' },
    { id: 'little', title: '2 – little', short: '2' },
    { id: 'half', title: '3 – half', short: '3' },
    { id: 'most', title: '4 – most', short: '4' },
    { id: 'all', title: '5 – all', short: '5' },
  ],
  eventOptions: ['nothing', 'little'],
  rateTitle: 'share of answers rated 1 or 2 for completeness',
};

const cause: ChoiceQuestion = {
  id: 'cause',
  type: 'nominal',
  title: 'Likely cause',
  help: 'Where the worst error comes from, as far as the context shows.',
  isRequired: false,
  showIf: hasHallucination,
  options: [
    { id: 'retrieval_missed', title: 'Retrieval missed it', short: 'Missed' },
    { id: 'passage_wrong', title: 'Retrieved passage wrong or stale', short: 'Stale passage' },
    { id: 'model_ignored', title: 'Model ignored the passage', short: 'Ignored' },
    { id: 'prompt_or_policy', title: 'Prompt or policy text', short: 'Prompt' },
    { id: 'unclear', title: 'Unclear' },
  ],
  eventOptions: ['retrieval_missed', 'passage_wrong'],
  rateTitle: 'share of errors that come from retrieval',
};

const evidence: Question = {
  id: 'evidence',
  type: 'spans',
  title: 'Evidence',
  help: 'Select what is wrong in the output, then what speaks against it in a passage, or mark it as not in context.',
  isRequired: false,
  taxonomy: taxonomyRef,
};

const correctedAnswer: Question = {
  id: 'corrected_answer',
  type: 'text',
  title: 'Corrected answer',
  isRequired: false,
  maxLength: 20_000,
};

const note: Question = { id: 'note', type: 'text', title: 'Note', isRequired: false, maxLength: 5_000 };

/** The shipped default: the short form, without the two five-point scales. */
export const hallucinationAudit: Scorecard = {
  id: 'hallucination_audit',
  version: 1,
  title: 'Hallucination audit',
  questions: [hallucination, severity, policy, actionability, cause, evidence, correctedAnswer, note],
};

/** The long form, with correctness and completeness. */
export const hallucinationAuditLong: Scorecard = {
  id: 'hallucination_audit_long',
  version: 1,
  title: 'Hallucination audit, long form',
  questions: [
    hallucination,
    severity,
    policy,
    actionability,
    correctness,
    completeness,
    cause,
    evidence,
    correctedAnswer,
    note,
  ],
};
