/**
 * The context of a trace: the articles that the answer rests on, always, and others beside them, ranked by a score.
 * Passages are laid out as a help centre would: policies in numbered sections, how-tos in steps, records as JSON.
 *
 * Invariant: whatever a right line of the answer states stands in one of these passages.
 */
import { sha256Hex } from '../domain/canonical.ts';
import type { Passage } from '../domain/trace.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import type { FactRef } from './answer-draft.ts';
import { pick, pickInt, shuffle } from './chance.ts';
import type { Subject } from './compose-answer.ts';
import { articleUrl } from './compose-answer.ts';
import type { ShelvedArticle } from './library.ts';
import { RECORD, shelfOf } from './library.ts';
import type { Filling, Mark, MarkedRange } from './marked-text.ts';
import { fillTemplate, takeMarks } from './marked-text.ts';
import { demoIntents } from './text-model.ts';

/** A fact that speaks against a planted error. No fact is marked twice. */
export interface MarkedFact {
  source: FactRef;
  mark: Mark;
}

export interface Retrieval {
  subject: Subject;
  filling: Filling;
  /** Ids of the articles that the answer rests on. */
  needed: ReadonlySet<string>;
  marks: readonly MarkedFact[];
  /** When an article was last changed, as ISO time. */
  updatedAt: (article: string) => string;
}

export interface Retrieved {
  passages: Passage[];
  /** Where the marked facts stand: rank of the passage and range in its text, by number of the error. */
  found: ReadonlyMap<number, { rank: number; range: MarkedRange }>;
}

function layOut(of: ShelvedArticle, { filling, marks, subject }: Retrieval): string {
  const said = (template: string, index: number): string => {
    const held = marks.find(({ source }) => source.article === of.article.id && source.index === index);
    return fillTemplate(template, filling, held?.mark);
  };
  if (of.kind === 'guide') {
    const steps = of.article.steps.map((step, at) => `${at + 1}. ${said(step, at)}`);
    return [of.article.intro, ...steps, fillTemplate(of.article.remark, filling)].join('\n');
  }
  const facts = of.article.facts.map((fact, at) => said(fact.says, at));
  if (of.kind === 'record') return `{\n  ${facts.join(',\n  ')}\n}`;
  if (of.kind === 'background') return [of.article.intro, ...facts].join(' ');
  const sections = facts.map((fact, at) => `${at + 1}. ${fact}`);
  return [of.article.intro, ...sections, articleUrl(of.article.id, subject.language)].join('\n');
}

/** Two to six articles: the needed ones, then others of the intent, then (now and then first) those of another. */
function chooseArticles(random: RandomStream, { subject, needed }: Retrieval): ShelvedArticle[] {
  const own = [...subject.shelf.values()];
  const rest = shuffle(
    random,
    own.filter(({ article }) => !needed.has(article.id)),
  );
  const elsewhere = shelfOf(
    subject.text,
    pick(
      random,
      demoIntents.filter((intent) => intent !== subject.intent),
    ),
  );
  const strays = shuffle(
    random,
    [...elsewhere.values()].filter(({ kind }) => kind === 'policy' || kind === 'background'),
  );
  const chosen = own.filter(({ article }) => needed.has(article.id));
  const [first, ...others] = strays;
  const beside = first !== undefined && random() < 0.4 ? [first, ...rest, ...others] : [...rest, ...strays];
  const count = Math.max(chosen.length, pickInt(random, 2, 6));
  return [...chosen, ...beside.slice(0, count - chosen.length)];
}

function scoreOf(random: RandomStream, isNeeded: boolean): number {
  const [low, spread] = isNeeded ? [0.58, 0.38] : [0.34, 0.36];
  return Math.round((low + spread * random()) * 10_000) / 10_000;
}

function identityOf(of: ShelvedArticle, { subject, filling }: Retrieval): Pick<Passage, 'sourceId' | 'url'> {
  if (of.kind !== 'record') {
    return {
      sourceId: `kb/${subject.language}/${of.article.id}`,
      url: articleUrl(of.article.id, subject.language),
    };
  }
  return { sourceId: fillTemplate(`crm/${of.article.type}/{${of.article.type}}`, filling) };
}

/** The context of an answer. */
export function retrieve(random: RandomStream, on: Retrieval): Retrieved {
  const found = new Map<number, { rank: number; range: MarkedRange }>();
  const ranked = chooseArticles(random, on)
    .map((of) => ({ of, score: scoreOf(random, on.needed.has(of.article.id)) }))
    .toSorted((a, b) => b.score - a.score);
  const passages = ranked.map(({ of, score }, at): Passage => {
    const rank = at + 1;
    const { text, ranges } = takeMarks(layOut(of, on));
    for (const range of ranges) found.set(range.error, { rank, range });
    return {
      ...identityOf(of, on),
      title: fillTemplate(of.article.title, on.filling),
      text,
      rank,
      score,
      hash: sha256Hex(text),
      updatedAt: on.updatedAt(of.article.id),
    };
  });
  return { passages, found };
}

/** Arguments and result of the call that fetched the record, when the context holds one. */
export function recordCall(
  passages: readonly Passage[],
  subject: Subject,
): { arguments: string; result: string; name: string } | null {
  const shelved = subject.shelf.get(RECORD);
  const passage = passages.find((one) => one.sourceId?.startsWith('crm/'));
  if (shelved?.kind !== 'record' || passage === undefined) return null;
  const id = passage.sourceId?.split('/').at(-1) ?? '';
  return {
    name: `get_${shelved.article.type}`,
    arguments: JSON.stringify({ [shelved.article.type]: id }),
    result: passage.text,
  };
}
