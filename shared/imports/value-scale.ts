/** The options that values of a file become: in order where they have one, and which of them are the event of a rate. */
import { storable } from './piece.ts';
import { questionId } from './review-columns.ts';

export interface ScaleOption {
  readonly id: string;
  readonly title: string;
  /** As it stands in the files; empty for an option that was added because a question needs two. */
  readonly value: string;
  readonly isEvent: boolean;
}

export interface Scale {
  readonly type: 'nominal' | 'ordinal';
  readonly options: readonly ScaleOption[];
}

/** Scales by words, worst first unless said otherwise. */
const scales: readonly { words: readonly string[]; worst: 'first' | 'last' }[] = [
  { words: ['no', 'mostly no', 'mostly yes', 'yes'], worst: 'first' },
  { words: ['no', 'partly', 'yes'], worst: 'first' },
  { words: ['no', 'partially', 'yes'], worst: 'first' },
  { words: ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'], worst: 'first' },
  { words: ['very poor', 'poor', 'fair', 'good', 'very good', 'excellent'], worst: 'first' },
  { words: ['bad', 'ok', 'good'], worst: 'first' },
  { words: ['low', 'medium', 'high', 'critical'], worst: 'last' },
  { words: ['none', 'minor', 'major', 'critical'], worst: 'last' },
  { words: ['never', 'rarely', 'sometimes', 'often', 'always'], worst: 'last' },
];
/** Names of questions whose "yes" is bad. */
const badQuestion =
  /halluc|error|wrong|bad|violat|toxic|unsafe|refus|harm|bias|unfaithful|unsupported|issue|problem/i;
const affirmative = new Set(['yes', 'true', '1', 'y', 't']);
const negative = new Set(['no', 'false', '0', 'n', 'f']);
const clean =
  /^(none|no error|no hallucination|ok|okay|pass(ed)?|correct|good|compl(ies|iant)|supported|faithful|safe|clean|full compliance|not applicable|n a)$/;

/** The scale of a question's values, given with how often each was found. At most nine values. */
export function scaleOf(question: string, values: ReadonlyMap<string, number>): Scale {
  const distinct = oneOfEach(values);
  const ordered = numbersOf(distinct) ?? wordsOf(distinct);
  const isBinary = distinct.length <= 2 && distinct.every((one) => isYes(one) || isNo(one));
  const chosen = isBinary ? binary(question, distinct) : (ordered ?? nominal(distinct, values));
  return { type: chosen.type, options: withTwo(named(chosen.options)) };
}

interface Valued {
  value: string;
  isEvent: boolean;
}
type Chosen = { type: Scale['type']; options: Valued[] };

const plain = (value: string): string => value.trim().toLowerCase();
const words = (value: string): string =>
  plain(value)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const isYes = (value: string): boolean => affirmative.has(plain(value));
const isNo = (value: string): boolean => negative.has(plain(value));

/** Values that differ in case or blanks alone are one. */
function oneOfEach(values: ReadonlyMap<string, number>): string[] {
  const found = new Map<string, string>();
  for (const value of values.keys()) if (!found.has(plain(value))) found.set(plain(value), value);
  return [...found.values()];
}

function binary(question: string, distinct: readonly string[]): Chosen {
  const isBad = badQuestion.test(question);
  const options = distinct.map((value) => ({ value, isEvent: isYes(value) === isBad }));
  return {
    type: 'nominal',
    options: options.toSorted((a, b) => Number(isYes(b.value)) - Number(isYes(a.value))),
  };
}

function numbersOf(distinct: readonly string[]): Chosen | null {
  if (distinct.length < 2 || !distinct.every((one) => /^-?\d+(\.\d+)?$/.test(one.trim()))) return null;
  const numbers = distinct.map(Number);
  const middle = (Math.min(...numbers) + Math.max(...numbers)) / 2;
  const options = distinct
    .toSorted((a, b) => Number(a) - Number(b))
    .map((value) => ({ value, isEvent: Number(value) < middle }));
  return { type: 'ordinal', options };
}

function wordsOf(distinct: readonly string[]): Chosen | null {
  if (distinct.length < 2) return null;
  const found = scales.find((scale) => distinct.every((one) => scale.words.includes(words(one))));
  if (found === undefined) return null;
  const place = (value: string): number => found.words.indexOf(words(value));
  const options = distinct.toSorted((a, b) => place(a) - place(b));
  const half = Math.floor(options.length / 2);
  const isEvent = (at: number): boolean =>
    found.worst === 'first' ? at < half : at >= options.length - half;
  return { type: 'ordinal', options: options.map((value, at) => ({ value, isEvent: isEvent(at) })) };
}

/** Whether a value says that all is well. */
function isClean(value: string): boolean {
  return clean.test(words(value).replace(/^\d+ (?=\p{L})/u, ''));
}

/** What says that all is well is no event; where no value says so, the most frequent one is none. */
function nominal(distinct: readonly string[], values: ReadonlyMap<string, number>): Chosen {
  const most = distinct.toSorted((a, b) => (values.get(b) ?? 0) - (values.get(a) ?? 0))[0];
  const hasClean = distinct.some(isClean) && !distinct.every(isClean);
  const options = distinct.map((value) => ({ value, isEvent: hasClean ? !isClean(value) : value !== most }));
  return { type: 'nominal', options };
}

function named(options: readonly Valued[]): ScaleOption[] {
  const taken = new Set<string>();
  return options.map(({ value, isEvent }) => {
    const base = /^\d/.test(value.trim()) ? questionId(`v${value.trim()}`) : questionId(value);
    let id = base === 'q_' ? 'value' : base;
    for (let k = 2; taken.has(id); k += 1) id = `${base.slice(0, 58)}_${k}`;
    taken.add(id);
    const title = storable(value.trim()).slice(0, 60).toWellFormed();
    return { id, title, value, isEvent };
  });
}

/** A question needs two options, and a rate needs an event. */
function withTwo(options: readonly ScaleOption[]): ScaleOption[] {
  const all = [...options];
  if (all.length < 2) {
    const id = all.some((one) => one.id === 'other_value') ? 'other_value_2' : 'other_value';
    all.push({ id, title: 'Other (not in the files)', value: '', isEvent: !all.some((one) => one.isEvent) });
  }
  if (all.some((one) => one.isEvent)) return all;
  return all.map((one, at) => (at === all.length - 1 ? { ...one, isEvent: true } : one));
}
