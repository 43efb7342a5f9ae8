/**
 * The long tail: what was put into the class that means "something else", grouped by wording, with a name that a class made
 * of each group could have; and whether that class grows (statistics.md G).
 *
 * Must not know the store. Invariant: every item of the class is in exactly one group; notes are data, nothing in them is
 * followed.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Taxonomy } from '../domain/taxonomy.ts';
import { noFigure } from '../report/rates.ts';
import { chance, count, percent, points } from '../report/words.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import { otherGrowth } from '../statistics/drift.ts';
import type { Terms } from './wording.ts';
import { groupByWording, TermIndex, tellingTerms } from './wording.ts';

const ALPHA = 0.05;
/** A share above this is alarming by itself. */
const HIGH_SHARE = 0.1;

/** The option that means "something else": by the taxonomy's tone, else by its name; null where there is none. */
export function otherOption(question: ChoiceQuestion, taxonomy: Taxonomy | null): string | null {
  const offered = new Set(question.options.map((of) => of.id));
  const byTone = taxonomy?.classes.find((one) => one.tone === 'other' && offered.has(one.id));
  return byTone?.id ?? (offered.has('other') ? 'other' : null);
}

/** Items of the class among those with an answer. */
export interface OtherCount {
  readonly x: number;
  readonly n: number;
}

export function otherShare({ x, n }: OtherCount): Figure {
  const method = 'Clopper–Pearson';
  if (n === 0) return noFigure('NO_ITEMS', 0, method);
  return { estimate: x / n, ...clopperPearson(x, n, ALPHA), n, method, reason: null, notes: [] };
}

export interface Growth {
  readonly growth: Figure | null;
  readonly isAlarming: boolean;
  readonly sentence: string;
}

/** Against the audit before; without one only a high share alarms. */
export function growthOf(title: string, now: OtherCount, before: OtherCount | null): Growth {
  if (now.n === 0)
    return {
      growth: null,
      isAlarming: false,
      sentence: `Nothing has been judged yet, so “${title}” has no share.`,
    };
  const share = now.x / now.n;
  const told = `“${title}” has ${percent(share)} of ${count(now.n, 'item')}`;
  const grown = before === null ? null : otherGrowth(before, now, ALPHA);
  if (before === null || grown === null) {
    const isAlarming = share > HIGH_SHARE;
    const why = isAlarming ? ', which is more than 10 %: look for a class in it' : '';
    return {
      growth: null,
      isAlarming,
      sentence: `${told}${why}. There is no audit before this one to compare it with.`,
    };
  }
  const { low, high, p, isAlert } = grown;
  const change = share - before.x / before.n;
  const limits = `${points(change)} (${points(low)} to ${points(high)}; ${chance('p', p)})`;
  return {
    growth: {
      estimate: change,
      low,
      high,
      n: now.n,
      method: 'MOVER of Clopper–Pearson limits',
      reason: null,
      notes: [],
    },
    isAlarming: isAlert,
    sentence: `${told}, ${limits} against the audit before. ${isAlert ? 'Look for a class in it.' : 'That is no reason for alarm.'}`,
  };
}

export interface OtherItem {
  readonly itemId: string;
  /** Of the notes of whoever put it there; of the question where there is no note. */
  readonly terms: Terms;
  /** A word as people write it, by term. */
  readonly words: ReadonlyMap<string, string>;
}

export interface OtherGroup {
  readonly words: readonly string[];
  readonly title: string;
  readonly itemIds: readonly string[];
}

const LEAST_GROUP = 2;
const TITLE_WORDS = 3;
const MOST_TITLE = 60;

/** Groups by wording, the largest first; what is like nothing else comes last, together. */
export function groupOthers(items: readonly OtherItem[]): OtherGroup[] {
  const index = new TermIndex();
  const texts = items.map((one) => one.terms);
  for (const terms of texts) index.add(terms);
  const found = groupByWording(index, texts, LEAST_GROUP).toSorted(
    (a, b) => b.members.length - a.members.length,
  );
  const grouped = new Set(found.flatMap((one) => one.members));
  const alone = items.flatMap((_, at) => (grouped.has(at) ? [] : [at]));
  const groups = found.map(({ members }) => toGroup(items, members, tellingTerms(index, texts, members)));
  if (alone.length === 0) return groups;
  const rest = toGroup(items, alone, alone.length === 1 ? tellingTerms(index, texts, alone) : []);
  return [
    ...groups,
    { ...rest, title: groups.length === 0 && alone.length === 1 ? rest.title : 'On their own' },
  ];
}

function toGroup(
  items: readonly OtherItem[],
  members: readonly number[],
  terms: readonly string[],
): OtherGroup {
  const words = terms.map((term) => wordOf(term, items, members));
  const name = words.slice(0, TITLE_WORDS).join(' ').slice(0, MOST_TITLE).trim();
  return {
    words,
    title: name === '' ? 'On their own' : name.charAt(0).toUpperCase() + name.slice(1),
    itemIds: members.map((at) => items[at]!.itemId),
  };
}

/** The spelling that its items use most. */
function wordOf(term: string, items: readonly OtherItem[], members: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const at of members) {
    const word = items[at]!.words.get(term);
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return (most?.[0] ?? term).slice(0, 200);
}
