/**
 * Plants errors into the draft of a right answer: one function per class, each with several ways to go wrong. Says for
 * each error what in the context speaks against it.
 *
 * Invariant: an error is always planted when asked for (every class has a way that needs nothing from the draft),
 * else the true rates of `rates.ts` would not hold; a line is spoilt at most once.
 */
import type { RandomStream } from '../statistics/random-stream.ts';
import type { Block, Draft, FactRef, Line } from './answer-draft.ts';
import { happens, pick, pickInt } from './chance.ts';
import type { Subject } from './compose-answer.ts';
import { addLine, citableLines, citationLine } from './compose-answer.ts';
import { getFact } from './library.ts';
import type { Filling, Mark } from './marked-text.ts';
import { listSlots } from './marked-text.ts';
import type { DemoErrorClass } from './rates.ts';
import { alterSlot } from './slots.ts';

/** What speaks against an error: a fact or step of an article, marked there as `mark` says, or nothing at all. */
export type Counterproof = { source: FactRef; mark: Mark } | null;

/** What plants need beside the draft. */
export interface Bed {
  random: RandomStream;
  subject: Subject;
  filling: Filling;
  draft: Draft;
  /** Number of this error, from 0. */
  error: number;
}

const isIntact = (line: Line): boolean => line.right === undefined;

function spoil(line: Line, wrong: Pick<Line, 'template' | 'mark'>): void {
  const right = { ...line };
  Object.assign(line, wrong, { right });
}

function invent(bed: Bed, templates: readonly string[]): Counterproof {
  const { random, draft, error } = bed;
  // Behind a line that states a fact: a sentence that leads over to a list must stay the last of its paragraph.
  const running = draft.body
    .filter((block) => block.kind === 'text')
    .flatMap((block) => block.lines)
    .filter((line) => line.source !== undefined);
  const line: Line = { template: pick(random, templates), mark: { error }, right: null };
  addLine(draft, line, running.filter(isIntact).at(-1));
  return null;
}

function plantFactual(bed: Bed): Counterproof {
  const { random, subject, filling, draft, error } = bed;
  const figures = draft.body
    .filter((block) => block.kind !== 'steps')
    .flatMap((block) => block.lines)
    .filter(isIntact)
    .flatMap((line) => {
      const { source } = line;
      if (source === undefined) return [];
      return listSlots(line.template)
        .filter((name) => filling.slots[name]?.kind !== 'name')
        .map((name) => ({ line, source, name }));
    });
  if (figures.length === 0 || happens(random, 0.25))
    return invent(bed, subject.text.intents[subject.intent].invented);
  const { line, source, name } = pick(random, figures);
  const slot = filling.slots[name];
  const value = slot === undefined ? null : alterSlot(random, slot);
  if (value === null) throw new RangeError(`the slot "${name}" is no figure`);
  spoil(line, { template: line.template, mark: { error, slot: name, value } });
  return { source, mark: { error, slot: name } };
}

function plantPolicy(bed: Bed): Counterproof {
  const { random, subject, draft, error } = bed;
  const open = draft.body
    .filter((block) => block.kind === 'text' || block.kind === 'bullets')
    .flatMap((block) => block.lines)
    .filter(isIntact)
    .flatMap((line) => {
      const { source } = line;
      if (source === undefined) return [];
      const { breach } = getFact(subject.shelf, source.article, source.index);
      return breach === undefined ? [] : [{ line, source, breach }];
    });
  if (open.length === 0 || happens(random, 0.3))
    return invent(bed, subject.text.intents[subject.intent].promises);
  const { line, source, breach } = pick(random, open);
  spoil(line, { template: breach, mark: { error } });
  return { source, mark: { error, isWhole: true } };
}

/** Two neighbouring steps change places; the one that now comes too early is the error. */
function swapSteps(bed: Bed, steps: Block, article: string): Counterproof {
  const at = pickInt(bed.random, 1, steps.lines.length - 2);
  const [first, second] = [steps.lines[at], steps.lines[at + 1]];
  if (first === undefined || second === undefined) throw new RangeError('a how-to needs three steps or more');
  const wasFirst = first.template;
  spoil(first, { template: second.template, mark: { error: bed.error, isWhole: true } });
  second.right = { ...second };
  second.template = wasFirst;
  return { source: { article, index: at + 1 }, mark: { error: bed.error, isWhole: true } };
}

function plantProcedural(bed: Bed): Counterproof {
  const { random, subject, draft, error } = bed;
  const { guide } = subject.text.intents[subject.intent];
  const steps = draft.body.find((block) => block.kind === 'steps');
  if (steps === undefined) return invent(bed, guide.invented);
  const way = random();
  if (way < 0.3) return swapSteps(bed, steps, guide.id);
  if (way < 0.75) {
    const { at, step } = pick(random, guide.replaced);
    const line = steps.lines[at];
    if (line === undefined) throw new RangeError(`the how-to "${guide.id}" has no step ${at}`);
    spoil(line, { template: step, mark: { error } });
    return { source: { article: guide.id, index: at }, mark: { error, isWhole: true } };
  }
  const place = pickInt(random, 1, steps.lines.length - 1);
  steps.lines.splice(place, 0, { template: pick(random, guide.invented), mark: { error }, right: null });
  return null;
}

function plantCitation(bed: Bed): Counterproof {
  const { random, subject, draft, error } = bed;
  const citable = citableLines(draft, subject).filter(isIntact);
  if (citable.length === 0 || happens(random, 0.45)) return invent(bed, subject.text.inventedSources);
  const line = pick(random, citable);
  const shelved = subject.shelf.get(line.source.article);
  const sections = shelved === undefined || shelved.kind === 'guide' ? 0 : shelved.article.facts.length;
  const wrong = citationLine(
    pick(random, subject.text.wrongSections),
    line.source,
    sections + pickInt(random, 2, 6),
    subject,
  );
  addLine(draft, { ...wrong, mark: { error }, right: null }, line);
  // The cited line stays as it is, but no second error may use the fact that speaks against this one.
  line.right = { ...line };
  return { source: line.source, mark: { error, isWhole: true } };
}

const plants: Readonly<Record<DemoErrorClass, (bed: Bed) => Counterproof>> = {
  factual: plantFactual,
  procedural: plantProcedural,
  policy: plantPolicy,
  citation: plantCitation,
  other: (bed) => invent(bed, bed.subject.text.others),
};

/** Plants one error of a class into the draft and tells what speaks against it. */
export function plantError(of: DemoErrorClass, bed: Bed): Counterproof {
  return plants[of](bed);
}
