/**
 * Labels with the same causes as `planted-causes.ts`, planted in another way than triage takes people to be, so that its rules
 * are not only held against their own model: slips fall on the class of clean answers or a neighbouring one and are more
 * frequent on some items and by some people, one class holds most items, the vague pair is confused one way, the odd one
 * changes little by little, hard items have uneven spreads over a few classes, and not everybody judges every item.
 */
import type { OrderedLabel } from '../../shared/statistics/reviewer-drift.ts';
import type { RandomStream } from '../../shared/statistics/random-stream.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';
import type { Cause, PlantedWorld, Planting } from './planted-causes.ts';
import { ODD_REVIEWER, VAGUE_PAIR } from './planted-causes.ts';

/** The odd one changes little by little, or calls every third error clean from the first item on. */
export interface OtherPlanting extends Pick<
  Planting,
  'seed' | 'items' | 'reviewers' | 'isVague' | 'hardShare' | 'missingShare'
> {
  readonly isOdd?: 'gradual' | 'lenient';
  /** Fewest and most labels on an item; everybody's by default. */
  readonly perItem?: readonly [number, number];
}

const prevalence = [0.72, 0.12, 0.07, 0.05, 0.03, 0.01];
const CLASSES = prevalence.length;
const CONFUSED = 0.4;

export function plantOtherwise(of: OtherPlanting): PlantedWorld {
  const random = randomStream(of.seed);
  const { items, reviewers, hardShare = 0, missingShare = 0 } = of;
  const care = Array.from({ length: reviewers }, () => 0.01 + 0.07 * random() ** 2);
  const labels: OrderedLabel[] = [];
  const acted = new Map<number, Set<Cause>>();
  const asked = new Map<number, number>();
  const naming = new Map<number, number>();
  const raise = (counts: Map<number, number>, item: number): void =>
    void counts.set(item, (counts.get(item) ?? 0) + 1);
  for (let item = 0; item < items; item += 1) {
    const kind = random();
    const isHard = kind < hardShare;
    const isMissing = !isHard && kind < hardShare + missingShare;
    const truth = draw(random, prevalence);
    const causes = new Set<Cause>(isHard ? ['hard'] : isMissing ? ['evidence'] : []);
    const spread = unevenSpread(random, truth);
    const slippery = 0.3 + 3 * random() ** 2;
    for (const reviewer of someOf(random, of)) {
      const label = isHard
        ? draw(random, spread)
        : isMissing
          ? guessWithoutPassages(random)
          : regularLabel({ ...of, random, item, reviewer, truth, slip: care[reviewer]! * slippery, causes });
      labels.push({ item, reviewer, label, order: item });
      if (label === 0) continue;
      raise(asked, item);
      if (random() < (isMissing ? 0.75 : 0.05)) raise(naming, item);
    }
    if (causes.size > 0) acted.set(item, causes);
  }
  return { labels, items, reviewers, classes: CLASSES, asked, naming, acted };
}

interface OneLabel extends OtherPlanting {
  readonly random: RandomStream;
  readonly item: number;
  readonly reviewer: number;
  readonly truth: number;
  readonly slip: number;
  /** Takes in what had a part. */
  readonly causes: Set<Cause>;
}

function regularLabel({ random, truth, slip, causes, ...of }: OneLabel): number {
  const by = (cause: Cause, label: number): number => {
    if (label !== truth) causes.add(cause);
    return label;
  };
  if (of.reviewer === ODD_REVIEWER && of.isOdd !== undefined) {
    const sofar = of.item / of.items;
    if (of.isOdd === 'lenient' && truth !== 0 && random() < 0.35) return by('reviewer', 0);
    if (of.isOdd === 'gradual' && truth === 1 && random() < 0.9 * sofar) return by('reviewer', 2);
    if (of.isOdd === 'gradual' && truth === 0 && random() < 0.2 * sofar) return by('reviewer', 3);
  }
  if (of.isVague === true && truth === VAGUE_PAIR[0] && random() < CONFUSED) {
    return by('taxonomy', VAGUE_PAIR[1]);
  }
  if (random() >= slip) return truth;
  const where = random();
  if (truth !== 0 && where < 0.5) return by('slip', 0);
  return by('slip', where < 0.8 ? (truth + 1) % CLASSES : draw(random, prevalence));
}

function guessWithoutPassages(random: RandomStream): number {
  if (random() >= 0.7) return 0;
  return random() < 0.5 ? 1 : 1 + draw(random, prevalence.slice(1));
}

/** Two to four classes, none of them nearly certain. */
function unevenSpread(random: RandomStream, truth: number): number[] {
  const classes = new Set([truth]);
  const size = 2 + Math.floor(random() * 3);
  while (classes.size < size) classes.add(Math.floor(random() * CLASSES));
  return prevalence.map((_, c) => (classes.has(c) ? 0.15 + random() : 0));
}

/** Who judges an item, in random order. */
function someOf(random: RandomStream, { reviewers, perItem }: OtherPlanting): number[] {
  const all = Array.from({ length: reviewers }, (_, n) => n);
  for (let n = reviewers - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    [all[n], all[other]] = [all[other]!, all[n]!];
  }
  if (perItem === undefined) return all;
  const [least, most] = perItem;
  return all.slice(0, least + Math.floor(random() * (most - least + 1)));
}

function draw(random: RandomStream, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, one) => sum + one, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return 0;
}
