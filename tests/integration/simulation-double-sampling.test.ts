// Coverage of double sampling (statistics A9) on simulated audits whose truth is known: the second look at clean verdicts
// with a known miss rate, and old verdicts bridged to a new taxonomy. A frame without limit, fixed seeds; each scenario
// demands coverage of the 95 % interval of at least .94 and an estimate without bias.
import { expect, test } from 'vitest';
import { doubleSamplingRate, type VerdictClass } from '../../shared/statistics/double-sampling.ts';
import { drawBinomial, randomStream, type RandomStream } from '../../shared/statistics/random-stream.ts';

const AUDITS = 1500;
const FIRST_PHASE = 500;

/** One class of first verdicts: how often it is given in each group of strata, and how often it is positive there. */
interface Class {
  readonly share: readonly number[];
  readonly rate: readonly number[];
  /** Items judged again, or whether the class maps with certainty (its rate is then 0 or 1). */
  readonly second: number | 'certain';
}

interface Scenario {
  /** Groups of strata with one weight each: share of the frame, share of the sample. */
  readonly groups: readonly { readonly frame: number; readonly sample: number }[];
  readonly classes: readonly Class[];
}

const evenWeights = [{ frame: 1, sample: 1 }];
/** One group is drawn 6 times as densely as the other: n_Kish is 1/1.87 of n. */
const unevenWeights = [
  { frame: 0.8, sample: 0.4 },
  { frame: 0.2, sample: 0.6 },
];

function truthOf({ groups, classes }: Scenario): number {
  return groups.reduce(
    (sum, { frame }, g) => sum + frame * classes.reduce((part, c) => part + c.share[g]! * c.rate[g]!, 0),
    0,
  );
}

/** Items of each class by group: a multinomial draw in each group. */
function drawFirstPhase(random: RandomStream, { groups, classes }: Scenario): number[][] {
  const counts = classes.map(() => groups.map(() => 0));
  groups.forEach(({ sample }, g) => {
    let left = Math.round(FIRST_PHASE * sample);
    let rest = 1;
    classes.forEach((c, i) => {
      const isLast = i === classes.length - 1;
      const drawn = isLast ? left : drawBinomial(random, left, Math.min(1, c.share[g]! / rest));
      counts[i]![g] = drawn;
      left -= drawn;
      rest -= c.share[g]!;
    });
  });
  return counts;
}

/** Of the items of a class, so many at random, whatever their group. */
function drawSecondPhase(random: RandomStream, counts: readonly number[], size: number): number[] {
  const left = [...counts];
  const taken = counts.map(() => 0);
  let all = left.reduce((a, b) => a + b, 0);
  for (let i = 0; i < size && all > 0; i += 1) {
    let at = random() * all;
    const g = left.findIndex((count) => (at -= count) < 0);
    left[g]! -= 1;
    taken[g]! += 1;
    all -= 1;
  }
  return taken;
}

/** Weighted total and Kish size of counts per group. */
function weigh(counts: readonly number[], weights: readonly number[]): { total: number; kish: number } {
  const total = counts.reduce((sum, count, g) => sum + count * weights[g]!, 0);
  const squares = counts.reduce((sum, count, g) => sum + count * weights[g]! ** 2, 0);
  return { total, kish: squares > 0 ? total ** 2 / squares : 0 };
}

function simulateAudit(random: RandomStream, scenario: Scenario): ReturnType<typeof doubleSamplingRate> {
  const { groups, classes } = scenario;
  const weights = groups.map(({ frame, sample }) => frame / Math.round(FIRST_PHASE * sample));
  const counts = drawFirstPhase(random, scenario);
  const size = weigh(
    groups.map(({ sample }) => Math.round(FIRST_PHASE * sample)),
    weights,
  );
  const verdicts = classes.map((c, i): VerdictClass => {
    const share = weigh(counts[i]!, weights).total / size.total;
    if (c.second === 'certain') return { share, second: { certainRate: c.rate[0]! } };
    const judged = drawSecondPhase(random, counts[i]!, c.second);
    const positive = judged.map((count, g) => drawBinomial(random, count, c.rate[g]!));
    const { total, kish } = weigh(judged, weights);
    // Weighted second looks as the unweighted ones that say as much, as reports do.
    const rate = total > 0 ? weigh(positive, weights).total / total : 0;
    return { share, second: { judged: kish, positive: rate * kish } };
  });
  return doubleSamplingRate({ classes: verdicts, n: size.kish, nKish: size.kish, alpha: 0.05 });
}

function expectCoverage(name: string, scenario: Scenario): void {
  const truth = truthOf(scenario);
  const random = randomStream(name);
  const estimates: number[] = [];
  let covered = 0;
  for (let audit = 0; audit < AUDITS; audit += 1) {
    const { estimate, ...result } = simulateAudit(random, scenario);
    if (estimate === null || !('low' in result) || result.low === null || result.high === null) continue;
    estimates.push(estimate);
    if (result.low <= truth && truth <= result.high) covered += 1;
  }
  expect(estimates.length, `${name}: audits with an interval`).toBe(AUDITS);
  expect(covered / AUDITS, `${name}: coverage`).toBeGreaterThanOrEqual(0.94);
  const mean = estimates.reduce((a, b) => a + b, 0) / AUDITS;
  const spread = Math.sqrt(estimates.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (AUDITS - 1));
  expect(spread, `${name}: the estimates vary`).toBeGreaterThan(0);
  // A weighted share within a class is a ratio, whose bias is of the order 1/m and far below its error.
  expect(Math.abs(mean - truth), `${name}: bias`).toBeLessThan(0.2 * spread);
}

const PRECISION = 0.8;

function secondLook(
  flagged: number,
  miss: number,
  clean: number,
  again: Class['second'],
  isEven: boolean,
): Scenario {
  const factor = isEven ? [1] : [0.6, 2];
  const missFactor = isEven ? [1] : [0.7, 2.2];
  const flaggedShare = factor.map((f) => f * flagged);
  return {
    groups: isEven ? evenWeights : unevenWeights,
    classes: [
      { share: flaggedShare, rate: factor.map(() => (again === 'certain' ? 1 : PRECISION)), second: again },
      { share: flaggedShare.map((s) => 1 - s), rate: missFactor.map((f) => f * miss), second: clean },
    ],
  };
}

test.each([0.02, 0.05, 0.1, 0.2])(
  'a second look covers the true rate when %f of the clean verdicts miss it, from 20 looks up, also with unequal weights',
  (miss) => {
    for (const flagged of [0.05, 0.3]) {
      for (const clean of [20, 50, 150]) {
        for (const again of [15, 'certain'] as const) {
          for (const isEven of [true, false]) {
            const name = `miss ${miss} flagged ${flagged} clean ${clean} again ${again} even ${isEven}`;
            expectCoverage(name, secondLook(flagged, miss, clean, again, isEven));
          }
        }
      }
    }
  },
  60_000,
);

/** Shares and rates of old classes under the new taxonomy, alike in all groups unless given per group. */
function bridge(
  isEven: boolean,
  classes: readonly { share: number; rate: number; second: Class['second'] }[],
): Scenario {
  const groups = isEven ? evenWeights : unevenWeights;
  return {
    groups,
    classes: classes.map((c, i) => ({
      // In the second group the first class is half as frequent and the last takes the rest.
      share: groups.map((_, g) =>
        shareIn(
          classes.map((one) => one.share),
          i,
          g,
        ),
      ),
      rate: groups.map((_, g) => (c.second === 'certain' || g === 0 ? c.rate : Math.min(1, c.rate * 1.5))),
      second: c.second,
    })),
  };
}

function shareIn(shares: readonly number[], i: number, g: number): number {
  if (g === 0) return shares[i]!;
  const moved = shares[0]! / 2;
  if (i === 0) return moved;
  return shares[i]! + (i === shares.length - 1 ? moved : 0);
}

test.each([true, false])(
  'old verdicts bridged to a new taxonomy cover its rate, some classes certain, some judged again (equal weights: %s)',
  (isEven) => {
    const bridges = {
      'one class splits': [
        { share: 0.85, rate: 0, second: 'certain' },
        { share: 0.05, rate: 1, second: 'certain' },
        { share: 0.1, rate: 0.4, second: 20 },
      ],
      'a rare class splits': [
        { share: 0.9, rate: 0, second: 'certain' },
        { share: 0.02, rate: 1, second: 'certain' },
        { share: 0.08, rate: 0.15, second: 25 },
      ],
      'the large class hides some': [
        { share: 0.8, rate: 0.03, second: 60 },
        { share: 0.12, rate: 1, second: 'certain' },
        { share: 0.08, rate: 0.5, second: 20 },
      ],
      'nothing is certain': [
        { share: 0.6, rate: 0.02, second: 80 },
        { share: 0.2, rate: 0.3, second: 30 },
        { share: 0.1, rate: 0.7, second: 20 },
        { share: 0.1, rate: 0.95, second: 20 },
      ],
      'all is certain': [
        { share: 0.9, rate: 0, second: 'certain' },
        { share: 0.1, rate: 1, second: 'certain' },
      ],
    } as const;
    for (const [name, classes] of Object.entries(bridges)) {
      expectCoverage(`${name} ${isEven}`, bridge(isEven, classes));
    }
  },
  60_000,
);
