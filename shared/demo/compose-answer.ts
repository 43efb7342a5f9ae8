/**
 * Composes the draft of an answer that is right: greeting, the facts that answer the question in one of several
 * layouts, how-to steps, a look at the record, a citation, closing. Errors are planted later (`plant-errors.ts`).
 *
 * Invariant: every line with a figure carries its source, so that the context can be built from the sources.
 */
import type { RandomStream } from '../statistics/random-stream.ts';
import type { Block, Draft, FactRef, Line } from './answer-draft.ts';
import { happens, pick, pickInt, pickShare } from './chance.ts';
import { demoCompany } from './company.ts';
import type { ShelvedArticle } from './library.ts';
import { getFact, RECORD } from './library.ts';
import type { DemoIntent, DemoLanguage, Fact, LanguageText } from './text-model.ts';
import type { Topic } from './topics.ts';

/** What an answer is composed from. */
export interface Subject {
  text: LanguageText;
  language: DemoLanguage;
  intent: DemoIntent;
  topic: Topic;
  shelf: ReadonlyMap<string, ShelvedArticle>;
}

export interface AnswerShape {
  layout: 'prose' | 'bullets' | 'table' | 'code' | 'steps' | 'thin' | 'vague';
}

const textBlock = (...lines: Line[]): Block => ({ kind: 'text', lines });
const plainLine = (template: string): Line => ({ template });

function refsOf(topic: Topic): FactRef[] {
  return topic.facts.map((name) => {
    const [article = '', index = ''] = name.split('#');
    return { article, index: Number(index) };
  });
}

/**
 * Draws the layout. Only answers without an error may be vague or thin (they state the least relevant fact alone):
 * what is wrong with them is that nobody can act on them.
 */
export function drawShape(
  random: RandomStream,
  subject: Subject,
  isWrong: boolean,
  needsSteps: boolean,
): AnswerShape {
  if (needsSteps) return { layout: 'steps' };
  if (!isWrong && happens(random, 0.05)) return { layout: 'vague' };
  if (!isWrong && subject.topic.facts.length > 1 && happens(random, 0.07)) return { layout: 'thin' };
  const stepsChance = { unrelated: 0, helps: 0.45, asked: 0.85 }[subject.topic.guide];
  if (happens(random, stepsChance)) return { layout: 'steps' };
  return { layout: pickShare(random, { prose: 0.42, bullets: 0.3, table: 0.16, code: 0.12 }) };
}

function factLine(random: RandomStream, fact: Fact, source: FactRef): Line {
  return { template: pick(random, fact.answers), source };
}

function recordLines(random: RandomStream, subject: Subject, isCode: boolean): Line[] {
  const shelved = subject.shelf.get(RECORD);
  if (shelved?.kind !== 'record') return [];
  const lines = shelved.article.facts.map((fact, index) => ({ fact, source: { article: RECORD, index } }));
  if (isCode) return lines.map(({ fact, source }) => ({ template: fact.says, source }));
  const stated = lines.filter(({ fact }) => fact.answers.length > 0);
  const { fact, source } = pick(random, stated);
  return [factLine(random, fact, source)];
}

function composeHead(random: RandomStream, { text, intent }: Subject): Block[] {
  const head: Block[] = [];
  if (happens(random, 0.75)) head.push(textBlock(plainLine(pick(random, text.greetings))));
  if (happens(random, 0.7)) head.push(textBlock(plainLine(pick(random, text.intents[intent].openings))));
  return head;
}

function composeTail(random: RandomStream, { text }: Subject): Block[] {
  const tail: Block[] = [];
  if (happens(random, 0.6)) tail.push(textBlock(plainLine(pick(random, text.closings))));
  if (happens(random, 0.45)) tail.push(textBlock(plainLine(pick(random, text.signOffs))));
  return tail;
}

function tableBlocks(
  random: RandomStream,
  subject: Subject,
  facts: { fact: Fact; source: FactRef }[],
): Block[] | null {
  const rows: Line[] = [];
  for (const { fact, source } of facts) {
    if (fact.row !== undefined) rows.push({ template: fact.row.join(' | '), source });
  }
  if (rows.length < 2) return null;
  const rest = facts.filter(({ fact }) => fact.row === undefined);
  const blocks: Block[] = [
    textBlock(plainLine(pick(random, subject.text.tableLeads))),
    { kind: 'table', lines: rows },
  ];
  if (rest.length > 0)
    blocks.push(textBlock(...rest.map(({ fact, source }) => factLine(random, fact, source))));
  return blocks;
}

function stepBlocks(random: RandomStream, subject: Subject): Block[] {
  const { guide } = subject.text.intents[subject.intent];
  return [
    textBlock(plainLine(pick(random, guide.leads))),
    {
      kind: 'steps',
      lines: guide.steps.map((template, index) => ({ template, source: { article: guide.id, index } })),
    },
  ];
}

function bodyOf(random: RandomStream, subject: Subject, shape: AnswerShape): Block[] {
  const { text } = subject;
  if (shape.layout === 'vague') return [textBlock(plainLine(pick(random, text.vague)))];
  const all = refsOf(subject.topic).map((source) => ({
    source,
    fact: getFact(subject.shelf, source.article, source.index),
  }));
  if (shape.layout === 'thin') {
    return [textBlock(...all.slice(-1).map(({ fact, source }) => factLine(random, fact, source)))];
  }
  const most = shape.layout === 'steps' ? 2 : all.length;
  const facts = all.slice(0, shape.layout === 'table' ? most : pickInt(random, Math.min(2, most), most));
  const lines = facts.map(({ fact, source }) => factLine(random, fact, source));
  if (shape.layout === 'steps') return [textBlock(...lines), ...stepBlocks(random, subject)];
  if (shape.layout === 'table') {
    const blocks = tableBlocks(random, subject, facts);
    if (blocks !== null) return blocks;
  }
  if (shape.layout === 'code') {
    const code: Block = { kind: 'code', lines: recordLines(random, subject, true) };
    return [textBlock(plainLine(pick(random, text.recordLeads))), code, textBlock(...lines)];
  }
  const record = happens(random, 0.35) ? [textBlock(...recordLines(random, subject, false))] : [];
  if (shape.layout === 'bullets' && lines.length > 1) {
    return [...record, textBlock(plainLine(pick(random, text.factLeads))), { kind: 'bullets', lines }];
  }
  return [
    ...record,
    ...(happens(random, 0.4) ? lines.map((line) => textBlock(line)) : [textBlock(...lines)]),
  ];
}

/** A citation of the article that a line rests on; `section` is counted from 1. */
export function citationLine(template: string, source: FactRef, section: number, subject: Subject): Line {
  const shelved = subject.shelf.get(source.article);
  return {
    template,
    extra: {
      section: { kind: 'name', value: String(section) },
      title: { kind: 'name', value: shelved?.article.title ?? '' },
      url: { kind: 'name', value: articleUrl(source.article, subject.language) },
    },
  };
}

/** Address of an article in the help centre. */
export function articleUrl(id: string, language: DemoLanguage): string {
  return `${demoCompany.helpUrl}/${language}/${id}`;
}

/** The lines of a draft that state a section of a policy, which is what answers cite. */
export function citableLines(draft: Draft, subject: Subject): (Line & { source: FactRef })[] {
  return draft.body
    .filter((block) => block.kind === 'text' || block.kind === 'bullets')
    .flatMap((block) => block.lines)
    .filter((line) => line.source !== undefined && subject.shelf.get(line.source.article)?.kind === 'policy')
    .map((line) => line as Line & { source: FactRef });
}

/** Puts `added` behind `line` where that is running text, else into a paragraph of its own after the body. */
export function addLine(draft: Draft, added: Line, line?: Line): void {
  const block =
    draft.body.find((one) => one.kind === 'text' && line !== undefined && one.lines.includes(line)) ?? null;
  if (block === null || line === undefined) draft.body.push({ kind: 'text', lines: [added] });
  else block.lines.splice(block.lines.indexOf(line) + 1, 0, added);
}

/** A right answer as a draft. */
export function composeAnswer(random: RandomStream, subject: Subject, shape: AnswerShape): Draft {
  const draft: Draft = {
    head: composeHead(random, subject),
    body: bodyOf(random, subject, shape),
    tail: composeTail(random, subject),
    tableHead: subject.text.tableHead,
  };
  if (happens(random, 0.22)) {
    const citable = citableLines(draft, subject);
    if (citable.length > 0) {
      const line = pick(random, citable);
      const template = pick(random, subject.text.citations);
      addLine(draft, citationLine(template, line.source, line.source.index + 1, subject), line);
    }
  }
  return draft;
}
