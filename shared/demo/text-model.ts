/**
 * The shape of the demo's texts: what an article says, how an answer may say the same, and how it may get it wrong.
 * Texts are templates with slots in braces (`{refundDays}`, see slots.ts); `⟦ ⟧` marks the part of a wrong sentence
 * that is the error.
 *
 * Invariant: every number, amount and date in `answers` and `row` is a slot that the same fact's `says` holds too, so
 * that an answer without a planted error is supported by its context (a test checks it for all texts).
 */
export const demoIntents = [
  'billing',
  'refund',
  'delivery',
  'access',
  'cancellation',
  'defects',
  'privacy',
  'usage',
] as const;
export type DemoIntent = (typeof demoIntents)[number];

export const demoLanguages = ['en', 'de', 'es'] as const;
export type DemoLanguage = (typeof demoLanguages)[number];

/** One statement of an article. */
export interface Fact {
  says: string;
  /** Empty where an answer never repeats it. */
  answers: readonly string[];
  /** A promise or refusal that the statement rules out. */
  breach?: string;
  /** Left and right cell when answers show it in a table. */
  row?: readonly [string, string];
}

export interface Article {
  id: string;
  title: string;
  intro: string;
  facts: readonly Fact[];
}

/** A how-to with steps that only work in this order. */
export interface Guide {
  id: string;
  title: string;
  intro: string;
  /** Sentences with which an answer leads over to the steps. */
  leads: readonly string[];
  steps: readonly string[];
  /** Wrong versions of the step at index `at`. */
  replaced: readonly { at: number; step: string }[];
  /** Steps that do not exist. */
  invented: readonly string[];
  /** Closing remark of the article, which answers do not repeat. */
  remark: string;
}

export interface IntentText {
  /** What the customer asks; topics.ts says which facts answer the question at the same place. */
  asks: readonly string[];
  /** First sentence of the answer. */
  openings: readonly string[];
  /** Articles in numbered sections; answers may cite them. */
  policies: readonly Article[];
  guide: Guide;
  background: Article;
  /** Claims about the product or the account that stand nowhere. */
  invented: readonly string[];
  /** Promises and refusals that no policy covers. */
  promises: readonly string[];
}

/** What all intents of a language share. */
export interface CommonText {
  months: readonly string[];
  /** `{day}`, `{month}` and `{year}`. */
  datePattern: string;
  products: readonly string[];
  greetings: readonly string[];
  closings: readonly string[];
  signOffs: readonly string[];
  askPrefixes: readonly string[];
  askSuffixes: readonly string[];
  /** What the customer adds to the last message of a longer conversation. */
  nudges: readonly string[];
  /** Question of the assistant and reply of the customer in the course of a conversation, by what it is about. */
  exchanges: Readonly<Record<'any' | 'order' | 'account', readonly (readonly [string, string])[]>>;
  /** Closes the system message, so that a greeting by name is no invention. */
  customerLine: string;
  /** By prompt template. */
  systemPrompts: Readonly<Record<string, string>>;
  recordTitles: Readonly<Record<'order' | 'account', string>>;
  records: Readonly<Record<'order' | 'account', readonly Fact[]>>;
  recordLeads: readonly string[];
  factLeads: readonly string[];
  tableHead: readonly [string, string];
  tableLeads: readonly string[];
  /** Right citations: `{section}`, `{title}`, `{url}`. */
  citations: readonly string[];
  /** Citations of a section that does not say so: `{section}` is wrong. */
  wrongSections: readonly string[];
  /** Citations of sources that are not in the context. */
  inventedSources: readonly string[];
  others: readonly string[];
  /** Answers that say nothing. */
  vague: readonly string[];
}

export type LanguageText = CommonText & { intents: Readonly<Record<DemoIntent, IntentText>> };
