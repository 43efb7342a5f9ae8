/**
 * How much a ruling on a case would matter: the order of the worklist. A rule of thumb in four parts, each between 0 and 1,
 * told in a sentence; no estimate rests on it. The parts' shares are judgement (docs/decisions/0022-triage.md).
 *
 * Must not know who asks. Invariant: equal facts give equal scores, so that two owners see one order.
 */
import type { CaseRow } from '../contract/disagreements.ts';
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

/**
 * The worst that a review said of how bad it is, as its place on the scale: halved where the ruling leaves the event what it is.
 * On an ordered question of its own: how far apart the options are.
 */
export function severityOf(
  found: FoundCase,
  question: ChoiceQuestion,
  severity: ChoiceQuestion | null,
  reviews: readonly Review[],
): number {
  const crossing = found.isCrossing ? 1 : sameEvent;
  if (severity !== null) {
    const places = reviews.flatMap((review) => {
      const option = optionOf(review, severity.id);
      const at = severity.options.findIndex((of) => of.id === option);
      return at === -1 ? [] : [(at + 1) / severity.options.length];
    });
    return crossing * (places.length === 0 ? unknownSeverity : Math.max(...places));
  }
  if (question.type === 'nominal') return crossing * unknownSeverity;
  const places = found.options.map(({ option }) => question.options.findIndex((of) => of.id === option));
  return (crossing * (Math.max(...places) - Math.min(...places))) / (question.options.length - 1);
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
  readonly severity: number;
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
  const { severity } = facts;
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

function sentenceOf({ isCrossing, rateTitle, weight, cluster, range }: EffectFacts): string {
  const parts: string[] = [];
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
  const span = `${percent(low)} to ${percent(high)}`;
  const isBetween = low <= limit && limit <= high;
  const where = isBetween ? 'straddles' : low > limit ? 'lies above' : 'lies below';
  return `the rate with open cases ruled either way, ${span}, ${where} the limit of ${percent(limit)}`;
}
