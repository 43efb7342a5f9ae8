/**
 * The articles of an intent in one language as the generator needs them: found by id, with the kind that decides how a
 * passage is laid out. Records of orders and accounts are articles here too. Must not know answers or errors.
 */
import type { Article, CommonText, DemoIntent, Fact, Guide, LanguageText } from './text-model.ts';

export type ShelvedArticle =
  | { kind: 'policy' | 'background'; article: Article }
  | { kind: 'guide'; article: Guide }
  | { kind: 'record'; article: RecordArticle };

export interface RecordArticle {
  id: string;
  title: string;
  type: RecordType;
  facts: readonly Fact[];
}

export type RecordType = 'order' | 'account';

const recordTypes: Readonly<Record<DemoIntent, RecordType>> = {
  billing: 'order',
  refund: 'order',
  delivery: 'order',
  defects: 'order',
  access: 'account',
  cancellation: 'account',
  privacy: 'account',
  usage: 'account',
};

/** Whether an intent is about an order or about the account. */
export function recordTypeOf(intent: DemoIntent): RecordType {
  return recordTypes[intent];
}

/** Id of the record among the articles of every intent. */
export const RECORD = 'record';

function recordOf(common: CommonText, intent: DemoIntent): RecordArticle {
  const type = recordTypeOf(intent);
  return { id: RECORD, title: common.recordTitles[type], type, facts: common.records[type] };
}

/** All articles of an intent by id: policies, how-to, background, record. */
export function shelfOf(text: LanguageText, intent: DemoIntent): ReadonlyMap<string, ShelvedArticle> {
  const { policies, guide, background } = text.intents[intent];
  const shelf = new Map<string, ShelvedArticle>();
  for (const article of policies) shelf.set(article.id, { kind: 'policy', article });
  shelf.set(guide.id, { kind: 'guide', article: guide });
  shelf.set(background.id, { kind: 'background', article: background });
  const record = recordOf(text, intent);
  shelf.set(record.id, { kind: 'record', article: record });
  return shelf;
}

/** The fact at `index` of the article `id`; throws a RangeError when the text has none. */
export function getFact(shelf: ReadonlyMap<string, ShelvedArticle>, id: string, index: number): Fact {
  const held = shelf.get(id);
  const fact = held === undefined || held.kind === 'guide' ? undefined : held.article.facts[index];
  if (fact === undefined) throw new RangeError(`the demo has no fact ${id}#${index}`);
  return fact;
}
