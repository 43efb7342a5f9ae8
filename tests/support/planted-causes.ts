/**
 * Labels with planted causes of disagreement, for simulations of triage: classes that everybody confuses, one reviewer who
 * reads a class otherwise or changes half-way, hard items, and items whose passages are missing. Everything else is slips.
 */
import type { OrderedLabel } from '../../shared/statistics/reviewer-drift.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';

export type Cause = 'taxonomy' | 'reviewer' | 'hard' | 'evidence' | 'slip';

export interface Planting {
  readonly seed: string;
  readonly items: number;
  readonly reviewers: number;
  /** Labels on each item; everybody's by default. */
  readonly perItem?: number;
  readonly isVague?: boolean;
  /** `biased` from the first item on, `drifting` from half-way on. */
  readonly odd?: 'biased' | 'drifting';
  readonly hardShare?: number;
  /** A hard item's answers: any class, or one of two that are the item's own. */
  readonly hardKind?: 'guess' | 'torn';
  readonly missingShare?: number;
  readonly slips?: number;
}

export interface PlantedWorld {
  readonly labels: OrderedLabel[];
  readonly items: number;
  readonly reviewers: number;
  readonly classes: number;
  /** Per item, reviews that were asked for the cause of an error, and those that named missing evidence. */
  readonly asked: ReadonlyMap<number, number>;
  readonly naming: ReadonlyMap<number, number>;
  /** Causes that had a part in an item's labels. */
  readonly acted: ReadonlyMap<number, ReadonlySet<Cause>>;
}

/** None, factual, procedural, policy, citation, other: half of the answers are without error. */
const prevalence = [0.5, 0.14, 0.12, 0.12, 0.08, 0.04];
const CLASSES = prevalence.length;
/** Factual and procedural, where the definitions leave it open. */
export const VAGUE_PAIR: readonly [number, number] = [1, 2];
const CONFUSED = 0.45;
/** The odd one calls policy errors factual, and clean answers citation errors. */
const oddReadings = new Map([
  [3, { as: 1, chance: 0.8 }],
  [0, { as: 4, chance: 0.15 }],
]);
export const ODD_REVIEWER = 1;
/** Of reviews of an item without its passages: sees an error at all; names that evidence is missing. */
const SEES_ERROR = 0.75;
const NAMES_MISSING = 0.85;
/** Of other reviews with an error. */
const NAMES_BY_MISTAKE = 0.05;

export function plantCauses(of: Planting): PlantedWorld {
  const random = randomStream(of.seed);
  const { items, reviewers, perItem = reviewers, slips = 0.03 } = of;
  const pick = (n: number): number => Math.floor(random() * n);
  const other = (than: number): number => (than + 1 + pick(CLASSES - 1)) % CLASSES;
  const labels: OrderedLabel[] = [];
  const acted = new Map<number, Set<Cause>>();
  const asked = new Map<number, number>();
  const naming = new Map<number, number>();
  for (let item = 0; item < items; item += 1) {
    const kind = random();
    const isHard = kind < (of.hardShare ?? 0);
    const isMissing = !isHard && kind < (of.hardShare ?? 0) + (of.missingShare ?? 0);
    const truth = drawClass(random());
    const torn = [truth, other(truth)] as const;
    const act = (cause: Cause): void =>
      void (acted.get(item) ?? acted.set(item, new Set()).get(item)!).add(cause);
    if (isHard) act('hard');
    if (isMissing) act('evidence');
    const first = pick(reviewers);
    for (let k = 0; k < perItem; k += 1) {
      const reviewer = (first + k) % reviewers;
      const label = labelOf(reviewer);
      labels.push({ item, reviewer, label, order: item });
      if (label === 0) continue;
      asked.set(item, (asked.get(item) ?? 0) + 1);
      if (random() < (isMissing ? NAMES_MISSING : NAMES_BY_MISTAKE))
        naming.set(item, (naming.get(item) ?? 0) + 1);
    }

    function labelOf(reviewer: number): number {
      if (isHard) return of.hardKind === 'torn' ? torn[pick(2)]! : pick(CLASSES);
      if (isMissing) return random() < SEES_ERROR ? (random() < 0.6 ? 1 : 1 + pick(CLASSES - 1)) : 0;
      const isOdd =
        reviewer === ODD_REVIEWER && (of.odd === 'biased' || (of.odd === 'drifting' && item >= items / 2));
      const reading = isOdd ? oddReadings.get(truth) : undefined;
      if (reading !== undefined && random() < reading.chance) {
        act('reviewer');
        return reading.as;
      }
      if (of.isVague === true && VAGUE_PAIR.includes(truth) && random() < CONFUSED) {
        act('taxonomy');
        return VAGUE_PAIR[0] + VAGUE_PAIR[1] - truth;
      }
      if (random() < slips) {
        act('slip');
        return other(truth);
      }
      return truth;
    }
  }
  return { labels, items, reviewers, classes: CLASSES, asked, naming, acted };
}

function drawClass(at: number): number {
  let left = at;
  for (const [c, share] of prevalence.entries()) {
    left -= share;
    if (left < 0) return c;
  }
  return 0;
}
