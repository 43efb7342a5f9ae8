/**
 * How many items of each old class are judged anew, and how close the bridged rate would come. Classes whose meaning is
 * certain give none; the others by share and expected spread (Neyman), at least two each, because one judgement says
 * nothing of a spread (statistics.md A9). Must not know where items come from, nor which are drawn.
 */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { ClassMapping } from '../domain/taxonomy-change.ts';
import { doubleSamplingRate } from '../statistics/double-sampling.ts';
import { kishSize } from '../statistics/kg-star.ts';

/** An item of the earlier audit with the label that stands there. */
export interface LabelledItem {
  readonly traceId: string;
  /** N_h/r_h there. */
  readonly weight: number;
  readonly option: string;
  /** Its text is gone, so that nobody can judge it anew. */
  readonly isGone: boolean;
}

export interface BridgeQuestion {
  /** As the earlier audit asked it, and as it is asked now. */
  readonly before: ChoiceQuestion;
  readonly after: ChoiceQuestion;
  /** One for each option of `before`. */
  readonly mapping: readonly ClassMapping[];
}

export interface PlannedClass {
  readonly class: string;
  readonly title: string;
  readonly items: number;
  readonly gone: number;
  readonly share: number;
  readonly mapping: ClassMapping;
  readonly drawn: number;
}

export interface BridgeSizes {
  /** Classes with an item, in the order of the question. */
  readonly classes: PlannedClass[];
  readonly total: number;
  /** Null where the rate cannot be bridged. */
  readonly expectedHalfWidth: number | null;
  /** What is to be known before drawing, as sentences. */
  readonly problems: string[];
  /** Whether there is anything to draw, and enough of it. */
  readonly canDraw: boolean;
}

/** Fewest judgements of an uncertain class that give an estimate. */
export const LEAST_PER_CLASS = 2;

/** Sizes for `size` items in all; fewer where there are not so many. `alpha`: two-sided error of the interval. */
export function planBridgeSizes(
  items: readonly LabelledItem[],
  { before, after, mapping }: BridgeQuestion,
  size: number,
  alpha: number,
): BridgeSizes {
  const total = items.reduce((sum, of) => sum + of.weight, 0);
  const counted = before.options.flatMap(({ id, title }) => {
    const members = items.filter((of) => of.option === id);
    const known = mapping.find((of) => of.from === id);
    if (members.length === 0 || known === undefined) return [];
    const share = Math.min(1, members.reduce((sum, of) => sum + of.weight, 0) / total);
    const gone = members.filter((of) => of.isGone).length;
    return [{ class: id, title, items: members.length, gone, share, mapping: known }];
  });
  const sizes = allocate(counted, after, size);
  const classes = counted.map((of, at) => ({ ...of, drawn: sizes[at]! }));
  const drawn = classes.reduce((sum, of) => sum + of.drawn, 0);
  const kish = kishSize(items.map((of) => of.weight));
  const needed = counted.filter(isUncertain).length * LEAST_PER_CLASS;
  return {
    classes,
    total: drawn,
    expectedHalfWidth: expectHalfWidth(classes, after, kish, alpha),
    problems: problemsOf(classes, size, needed),
    canDraw: drawn > 0 && size >= needed,
  };
}

type Counted = Omit<PlannedClass, 'drawn'>;

const isUncertain = ({ mapping }: Counted): boolean => mapping.kind === 'relabel';
const roomIn = (of: Counted): number => of.items - of.gone;

/** Shares that no spread is expected of are still looked at. */
const LEAST_RATE = 0.1;

/** Rate expected of a class: the share of events among what it may be, kept from the edges. */
function expectedRate({ mapping }: Counted, { eventOptions }: ChoiceQuestion): number {
  const among = mapping.kind === 'certain' ? [mapping.to] : mapping.among;
  const share = among.filter((id) => eventOptions.includes(id)).length / among.length;
  return mapping.kind === 'certain' ? share : Math.min(1 - LEAST_RATE, Math.max(LEAST_RATE, share));
}

/** Two for each uncertain class, then one after the other where it takes most off the variance (Wright 2012). */
function allocate(classes: readonly Counted[], after: ChoiceQuestion, size: number): number[] {
  const sizes = classes.map((of) => (isUncertain(of) ? Math.min(LEAST_PER_CLASS, roomIn(of)) : 0));
  const spread = classes.map((of) => {
    const rate = expectedRate(of, after);
    return isUncertain(of) ? of.share * Math.sqrt(rate * (1 - rate)) : 0;
  });
  let left = size - sizes.reduce((sum, one) => sum + one, 0);
  while (left > 0) {
    let best = -1;
    let most = 0;
    classes.forEach((of, at) => {
      const m = sizes[at]!;
      const gain = m < roomIn(of) ? spread[at]! / Math.sqrt(m * (m + 1)) : 0;
      if (gain > most) [best, most] = [at, gain];
    });
    if (best === -1) break;
    sizes[best]! += 1;
    left -= 1;
  }
  return sizes;
}

function expectHalfWidth(
  classes: readonly PlannedClass[],
  after: ChoiceQuestion,
  kish: number,
  alpha: number,
): number | null {
  const found = doubleSamplingRate({
    classes: classes.map((of) => {
      const rate = expectedRate(of, after);
      const second = isUncertain(of)
        ? { judged: of.drawn, positive: rate * of.drawn }
        : { certainRate: rate };
      return { share: of.share, second };
    }),
    n: kish,
    nKish: kish,
    alpha,
  });
  return found.estimate === null || found.low === null || found.high === null
    ? null
    : (found.high - found.low) / 2;
}

function problemsOf(classes: readonly PlannedClass[], size: number, needed: number): string[] {
  const problems: string[] = [];
  const uncertain = classes.filter(isUncertain);
  if (classes.length === 0) return ['The earlier audit has no label that stands on this question.'];
  if (uncertain.length === 0) {
    return ['Every old label has one certain meaning in the new version: there is nothing to judge anew.'];
  }
  if (size < needed) {
    problems.push(
      `${needed} items at least: ${LEAST_PER_CLASS} of each class whose old labels may mean several things.`,
    );
  }
  for (const of of uncertain) {
    const room = roomIn(of);
    if (of.gone > 0) {
      problems.push(
        room === 0
          ? `The texts of all ${of.items} items of “${of.title}” are gone: nobody can judge them anew.`
          : `The texts of ${of.gone} of ${of.items} items of “${of.title}” are gone. They cannot be drawn, and are taken to be like the others.`,
      );
    }
    if (room < LEAST_PER_CLASS) {
      problems.push(
        `“${of.title}” has ${room === 1 ? '1 item' : `${room} items`} that can be judged anew; without ${LEAST_PER_CLASS} the rate cannot be bridged and the line stays broken.`,
      );
    }
  }
  return problems;
}
