/**
 * How much a ruling on a case would matter: the order of the worklist. A rule of thumb in four parts, each between 0 and 1,
 * told in a sentence; no estimate rests on it. The parts' shares are judgement (docs/decisions/0022-triage.md).
 *
 * Must not know who asks. Invariant: equal facts give equal scores, so that two owners see one order.
 */
import type { CaseRow, VerdictKind } from '../contract/disagreements.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Review } from '../domain/review.ts';
import { count, percent } from '../report/words.ts';
import { optionOf } from '../report/final-label.ts';
import type { FoundCase } from './find-cases.ts';

export type Effect = CaseRow['effect'];

const shares = { severity: 0.35, weight: 0.2, cluster: 0.2, threshold: 0.25 } as const;

/** How bad it is where nobody was asked how bad it is. */
const unknownSeverity = 0.5;
/** A ruling that leaves the event what it is matters less. */
const sameEvent = 0.5;

/** The ordinal question that is asked of a question's events (severity, say); null where there is none. */
export function severityQuestion(scorecard: Scorecard, question: ChoiceQuestion): ChoiceQuestion | null {
  const found = scorecard.questions.find(
    (of) => isChoice(of) && of.type === 'ordinal' && of.showIf?.question === question.id,
  );
  return found !== undefined && isChoice(found) ? found : null;
}

/** How bad a case is: a part of its effect, and the words for what it rests on; none where nobody was asked. */
export interface CaseSeverity {
  readonly part: number;
  readonly words: string | null;
}

/**
 * The worst that a review said of how bad it is, as its place on the scale: halved where the ruling leaves the event what it is.
 * On an ordered question of its own: how far apart the options are.
 */
export function severityOf(
  found: FoundCase,
  question: ChoiceQuestion,
  severity: ChoiceQuestion | null,
  reviews: readonly Review[],
): CaseSeverity {
  const crossing = found.isCrossing ? 1 : sameEvent;
  if (severity !== null) {
    const options = reviews.map((review) => optionOf(review, severity.id));
    const worst = severity.options.findLastIndex((of) => options.includes(of.id));
    if (worst === -1) return { part: crossing * unknownSeverity, words: null };
    return {
      part: (crossing * (worst + 1)) / severity.options.length,
      words: `called ${severity.options[worst]!.title.toLowerCase()}`,
    };
  }
  if (question.type === 'nominal') return { part: crossing * unknownSeverity, words: null };
  const places = found.options.map(({ option }) => question.options.findIndex((of) => of.id === option));
  const apart = Math.max(...places) - Math.min(...places);
  return {
    part: (crossing * apart) / (question.options.length - 1),
    words: `answers lie ${count(apart, 'step')} apart`,
  };
}

/** What a case's effect shows as: points of 100. Cases with as many points are equal in effect; what is finer is no difference. */
export const pointsOf = (score: number): number => Math.round(score * 100);

/** How open a case is: share of its answers that are not the one given most. 0.6 for 2 : 2 : 1, 0.2 for 4 : 1. */
export function splitOf({ given, options }: Pick<FoundCase, 'given' | 'options'>): number {
  return 1 - (options[0]?.count ?? 0) / given.length;
}

/** What places a case in the worklist. */
export interface Rank {
  /** Of 100, as the list shows them. */
  readonly points: number;
  /** As `splitOf` has it. */
  readonly split: number;
  readonly verdict: VerdictKind;
}

/** Orders cases: most points first; of as many, the more evenly split answers, and a slip last: its value is hardly in doubt. */
export function byEffect(a: Rank, b: Rank): number {
  return (
    b.points - a.points || b.split - a.split || Number(a.verdict === 'slip') - Number(b.verdict === 'slip')
  );
}

/** The rate with every open case ruled one way and the other, against a registered limit. */
export interface RateRange {
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

/** 1 where the limit lies between both rates; less the farther off it is, in units of the limit itself. */
export function nearness({ low, high, limit }: RateRange): number {
  const off = Math.max(0, low - limit, limit - high);
  return limit / (limit + off);
}

/** What the effect of one case is made of. */
export interface EffectFacts {
  readonly severity: CaseSeverity;
  /** Traces of the frame that the item speaks for, and those of the heaviest item; null where this device does not know. */
  readonly weight: { readonly of: number; readonly most: number } | null;
  /** Cases in its cluster, and in the largest. */
  readonly cluster: { readonly of: number; readonly most: number } | null;
  /** Null where no limit was registered, or the ruling cannot move the rate. */
  readonly range: RateRange | null;
  readonly isCrossing: boolean;
  readonly rateTitle: string;
}

/** The parts and the score, without words. */
export function scoreOf(facts: EffectFacts): Omit<Effect, 'sentence'> {
  const weight = facts.weight === null || facts.weight.most === 0 ? 1 : facts.weight.of / facts.weight.most;
  const cluster =
    facts.cluster === null || facts.cluster.most === 0 ? 0 : facts.cluster.of / facts.cluster.most;
  const threshold = facts.range === null ? 0 : nearness(facts.range);
  const severity = facts.severity.part;
  const score =
    shares.severity * severity +
    shares.weight * weight +
    shares.cluster * cluster +
    shares.threshold * threshold;
  return { score, severity, weight, cluster, threshold };
}

export function effectOf(facts: EffectFacts): Effect {
  return { ...scoreOf(facts), sentence: sentenceOf(facts) };
}

function sentenceOf({ isCrossing, rateTitle, severity, weight, cluster, range }: EffectFacts): string {
  const parts: string[] = [];
  if (severity.words !== null) parts.push(severity.words);
  if (weight !== null) parts.push(weightInWords(weight.of));
  if (cluster !== null && cluster.of > 1) parts.push(`${count(cluster.of, 'case')} are alike`);
  parts.push(
    isCrossing ? `decides whether it counts for the ${rateTitle}` : `leaves the ${rateTitle} as it is`,
  );
  if (range !== null) parts.push(rangeInWords(range));
  const told = parts.join('; ');
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}.`;
}

/** What an item speaks for, as far as a reader can use it: a weight is seldom whole. */
function weightInWords(weight: number): string {
  if (weight === 1) return 'speaks for itself alone';
  const rounded = weight < 3 ? Number(weight.toFixed(1)) : Math.round(weight);
  return `speaks for ${rounded === weight ? '' : 'about '}${count(rounded, 'answer')} of the frame`;
}

function rangeInWords({ low, high, limit }: RateRange): string {
  const span = `open cases can still move that rate between ${percent(low)} and ${percent(high)}`;
  if (low <= limit && limit <= high) return `${span}, across its limit of ${percent(limit)}`;
  return `${span}, ${low > limit ? 'above' : 'below'} its limit of ${percent(limit)}`;
}
