/**
 * The evidence finder on RAGTruth's questions and answers, by sentence: areas under the precision–recall and the ROC curve
 * beside random scores and unigram overlap; the same on the demo, on which nothing was tuned; what the underlines hit; and
 * the time for an item beside one pass over the same text by Intl.Segmenter.
 *
 *   node tests/bench/evidence-bench.ts           both halves; the held-back half is what counts
 *   node tests/bench/evidence-bench.ts --fit     fits the weights on the tuning half and never looks at the other
 */
import { findEvidence, languageOfInput } from '../../shared/evidence/find-evidence.ts';
import type { FinderInput } from '../../shared/evidence/found-evidence.ts';
import { knownLanguages } from '../../shared/evidence/language.ts';
import { loadStemmer } from '../../shared/evidence/stemmers.ts';
import { SUPPORT_WEIGHTS, type ClaimFeatures } from '../../shared/evidence/support.ts';
import { areaUnderPrecisionRecall } from '../../shared/statistics/ranking-curves.ts';
import { sortedQuantile } from '../../shared/statistics/quantile.ts';
import { readDemo } from './evidence/demo.ts';
import { fitLogistic } from './evidence/fit.ts';
import { isHeldBack, readRagtruth, type LabelledItem } from './evidence/ragtruth.ts';
import {
  areasOf,
  methods,
  ratioLimits,
  scoreItems,
  type PointedPlace,
  type ScoredClaim,
} from './evidence/score.ts';

const GOAL_RATIO = 1.3;
const GOAL_P95_MS = 30;
const RIDGE = 1;
const WARM_UP = 50;
const RUNS = 3;
/** Every so many real items are timed. */
const EVERY = 4;
const names = Object.keys(SUPPORT_WEIGHTS).filter((name) => name !== 'constant') as (keyof ClaimFeatures)[];

const stemmers = new Map(
  await Promise.all(knownLanguages.map(async (one) => [one, await loadStemmer(one)] as const)),
);
const stemmerOf = (input: FinderInput) => stemmers.get(languageOfInput(input));

function printQuality(title: string, claims: readonly ScoredClaim[]): void {
  const unigram = areasOf(claims, 'unigram');
  const positives = claims.filter((claim) => claim.isPositive).length;
  const questions = new Set(claims.map((claim) => claim.question)).size;
  console.log(`\n${title}: ${questions} questions, ${claims.length} sentences, ${positives} with an error`);
  console.table(
    Object.fromEntries(
      methods.map((method) => {
        const { pr, roc } = areasOf(claims, method);
        const row = {
          'PR-AUC': pr.toFixed(4),
          '× unigram': (pr / unigram.pr).toFixed(2),
          'ROC-AUC': roc.toFixed(4),
        };
        return [method, row];
      }),
    ),
  );
}

function printPointed(title: string, pointed: readonly PointedPlace[]): void {
  const kinds = [...new Set(pointed.map(({ kind }) => kind))].toSorted();
  console.log(`\n${title}: what is underlined, and how much of it lies in a labelled span`);
  console.table(
    Object.fromEntries(
      kinds.map((kind) => {
        const of = pointed.filter((one) => one.kind === kind);
        const hits = of.filter((one) => one.isLabelled).length;
        return [kind, { underlined: of.length, labelled: hits, share: (hits / of.length).toFixed(2) }];
      }),
    ),
  );
}

/** Fits on claims that say something; the others are given support 1 by rule. */
function fitWeights(claims: readonly ScoredClaim[]): number[] {
  return fitLogistic(
    claims.flatMap(({ features, isPositive }) =>
      features === null ? [] : [{ x: names.map((name) => features[name]), isPositive }],
    ),
    RIDGE,
  );
}

function printFit(claims: readonly ScoredClaim[]): void {
  const [constant, ...weights] = fitWeights(claims);
  const fitted = {
    constant: constant!,
    ...Object.fromEntries(names.map((name, at) => [name, weights[at]!])),
  };
  console.table(
    Object.fromEntries(
      Object.entries(fitted).map(([name, weight]) => [
        name,
        { fitted: weight.toFixed(3), 'in the source': SUPPORT_WEIGHTS[name as keyof typeof SUPPORT_WEIGHTS] },
      ]),
    ),
  );
  const unigram = areasOf(claims, 'unigram').pr;
  const crossed = crossValidate(claims);
  console.log(
    `five-fold by question: PR-AUC ${crossed.toFixed(4)}, × unigram ${(crossed / unigram).toFixed(2)}`,
  );
}

function crossValidate(claims: readonly ScoredClaim[]): number {
  const questions = [...new Set(claims.map(({ question }) => question))].toSorted();
  const fold = new Map(questions.map((question, at) => [question, at % 5]));
  const ranked = [0, 1, 2, 3, 4].flatMap((left) => {
    const [constant, ...weights] = fitWeights(claims.filter(({ question }) => fold.get(question) !== left));
    return claims
      .filter(({ question }) => fold.get(question) === left)
      .map(({ features, isPositive }) => ({
        isPositive,
        score:
          features === null
            ? Number.NEGATIVE_INFINITY
            : names.reduce((sum, name, at) => sum + weights[at]! * features[name], constant!),
      }));
  });
  return areaUnderPrecisionRecall(ranked) ?? Number.NaN;
}

/** So much of what comes in turn from `start` on as makes `length` characters. */
function gather(from: readonly string[], start: number, length: number): string {
  let made = '';
  for (let at = start; made.length < length; at += 1) made += `${from[at % from.length]!}\n\n`;
  return made;
}

/** 50 passages of about 2 kB and an output of about 10 kB, put together from real items. */
function makeLarge(items: readonly LabelledItem[], count: number): FinderInput[] {
  const texts = items.flatMap(({ input }) => input.passages.map(({ text }) => text));
  const outputs = items.map(({ input }) => input.output);
  return Array.from({ length: count }, (_, at) => ({
    output: gather(outputs, at * 31, 10_000),
    prompt: [items[at]!.input.prompt.at(-1) ?? ''],
    passages: Array.from({ length: 50 }, (__, rank) => ({
      rank: rank + 1,
      text: gather(texts, at * 211 + rank * 7, 2000),
    })),
  }));
}

/** One pass over all that the finder reads, cut into words: what reading it costs at the least. */
function readOnce({ output, prompt, passages }: FinderInput, segmenter: Intl.Segmenter): number {
  let words = 0;
  for (const text of [output, ...prompt, ...passages.map((passage) => passage.text)]) {
    for (const part of segmenter.segment(text)) if (part.isWordLike === true) words += 1;
  }
  return words;
}

/** Milliseconds of the fastest of several runs of each, taking turns: what else the machine does is not the finder's. */
function bestOf(...works: readonly (() => unknown)[]): number[] {
  const best = works.map(() => Infinity);
  for (let run = 0; run < RUNS; run += 1) {
    works.forEach((work, at) => {
      const start = performance.now();
      work();
      best[at] = Math.min(best[at]!, performance.now() - start);
    });
  }
  return best;
}

function printTimes(title: string, inputs: readonly FinderInput[]): void {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  // The first runs also compile: they are not what is measured.
  for (const input of inputs.slice(0, WARM_UP)) findEvidence(input, stemmerOf(input));
  const times = inputs.map((input) =>
    bestOf(
      () => readOnce(input, segmenter),
      () => findEvidence(input, stemmerOf(input)),
    ),
  );
  const pass = times.map(([ms]) => ms!);
  const finder = times.map(([, ms]) => ms!);
  const ratios = finder.map((ms, at) => ms / pass[at]!);
  const row = (p: number) => {
    const of = (values: readonly number[]) =>
      sortedQuantile(
        values.toSorted((a, b) => a - b),
        p,
      ).toFixed(2);
    return {
      'finder (ms)': of(finder),
      'one pass (ms)': of(pass),
      'finder / pass of the same item': of(ratios),
    };
  };
  console.log(`\n${title}: ${inputs.length} items, the fastest of ${RUNS} runs each`);
  console.table({ p50: row(0.5), p95: row(0.95), p99: row(0.99) });
  const p95 = sortedQuantile(
    finder.toSorted((a, b) => a - b),
    0.95,
  );
  console.log(`p95 ${p95.toFixed(1)} ms, goal ${GOAL_P95_MS} ms: ${p95 <= GOAL_P95_MS ? 'met' : 'missed'}`);
}

function benchDemo(): void {
  const items = readDemo();
  const { claims, pointed } = scoreItems(items, stemmerOf);
  printQuality('demo (nothing tuned on it)', claims);
  for (const language of ['en', 'de', 'es']) {
    const ids = new Set(
      items.filter(({ input }) => input.language === language).map(({ question }) => question),
    );
    const of = claims.filter(({ question }) => ids.has(question));
    const ratio = areasOf(of, 'finder').pr / areasOf(of, 'unigram').pr;
    console.log(`${language}: PR-AUC ${areasOf(of, 'finder').pr.toFixed(4)}, × unigram ${ratio.toFixed(2)}`);
  }
  printPointed('demo', pointed);
}

function benchRagtruth(items: readonly LabelledItem[]): void {
  console.log('split by question: held back where the first byte of the SHA-256 of source_id is odd');
  printQuality(
    'tuning half',
    scoreItems(
      items.filter(({ question }) => !isHeldBack(question)),
      stemmerOf,
    ).claims,
  );
  const { claims, pointed } = scoreItems(
    items.filter(({ question }) => isHeldBack(question)),
    stemmerOf,
  );
  printQuality('held-back half', claims);
  const ratio = areasOf(claims, 'finder').pr / areasOf(claims, 'unigram').pr;
  const [low, high] = ratioLimits(claims);
  const verdict = ratio >= GOAL_RATIO ? 'met' : 'missed';
  console.log(
    `PR-AUC × unigram ${ratio.toFixed(2)} (95 % ${low.toFixed(2)}–${high.toFixed(2)}, bootstrap over questions), goal ${GOAL_RATIO}: ${verdict}`,
  );
  printPointed('held-back half', pointed);
}

const items = readRagtruth();
const isFit = process.argv.includes('--fit');
if (items === null) console.log('skipped: ../shared/data/ragtruth-qa is absent');
else if (isFit)
  printFit(
    scoreItems(
      items.filter(({ question }) => !isHeldBack(question)),
      stemmerOf,
    ).claims,
  );
else {
  benchRagtruth(items);
  printTimes(
    'time, real items',
    items.filter((_, at) => at % EVERY === 0).map(({ input }) => input),
  );
  printTimes('time, 50 passages of 2 kB and an output of 10 kB', makeLarge(items, 100));
}
if (!isFit) benchDemo();
