// Coverage of the bridged rate (statistics A9) over taxonomy changes whose truth is known: classes split, merged and
// redefined, weights equal and not, sub-samples large and small. Every replicate runs the product's own way: labels of an
// audit, sizes by old class, a random part of each judged anew, the bridged interval. Fixed seeds; BRIDGE_REPLICATES for more.
import { expect, test } from 'vitest';
import type { ChoiceQuestion } from '../../shared/domain/scorecard.ts';
import type { ClassMapping } from '../../shared/domain/taxonomy-change.ts';
import { bridgedRate } from '../../shared/migration/bridge-estimate.ts';
import type { LabelledItem } from '../../shared/migration/plan-bridge.ts';
import { planBridgeSizes } from '../../shared/migration/plan-bridge.ts';
import type { RandomStream } from '../../shared/statistics/random-stream.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';

const REPLICATES = Number(process.env['BRIDGE_REPLICATES'] ?? 2500);
const FIRST_PHASE = 600;

interface OldClass {
  readonly id: string;
  readonly mapping: ClassMapping;
  /** How often it is given in each group of strata, and how often it counts as the event now. */
  readonly share: readonly number[];
  readonly rate: readonly number[];
}

interface Scenario {
  readonly name: string;
  readonly groups: readonly { readonly frame: number; readonly sample: number }[];
  readonly classes: readonly OldClass[];
  /** Classes of the new version that count as the event; all that mappings name and are not here do not. */
  readonly events: readonly string[];
  readonly size: number;
}

const even = [{ frame: 1, sample: 1 }];
/** One group is drawn six times as densely as the other. */
const uneven = [
  { frame: 0.8, sample: 0.4 },
  { frame: 0.2, sample: 0.6 },
];
const certain = (from: string, to = from): ClassMapping => ({ kind: 'certain', from, to });
const relabel = (from: string, ...among: string[]): ClassMapping => ({ kind: 'relabel', from, among });

const split = (groups: Scenario['groups'], size: number): Scenario => {
  const by = (...values: number[]) => values.slice(0, groups.length);
  return {
    name: `split, ${groups.length === 1 ? 'equal' : 'unequal'} weights, ${size} anew`,
    groups,
    size,
    events: ['factual', 'policy'],
    classes: [
      { id: 'none', mapping: certain('none'), share: by(0.8, 0.6), rate: by(0, 0) },
      { id: 'policy', mapping: certain('policy'), share: by(0.05, 0.1), rate: by(1, 1) },
      {
        id: 'factual',
        mapping: relabel('factual', 'factual', 'outdated'),
        share: by(0.15, 0.3),
        rate: by(0.7, 0.4),
      },
    ],
  };
};

const redefined = (groups: Scenario['groups'], size: number, missed: number): Scenario => {
  const by = (...values: number[]) => values.slice(0, groups.length);
  return {
    name: `redefined, ${groups.length === 1 ? 'equal' : 'unequal'} weights, ${size} anew, ${100 * missed} % of “none”`,
    groups,
    size,
    events: ['factual', 'policy'],
    classes: [
      {
        id: 'none',
        mapping: relabel('none', 'none', 'factual'),
        share: by(0.85, 0.7),
        rate: by(missed, 2 * missed),
      },
      { id: 'policy', mapping: certain('policy'), share: by(0.03, 0.05), rate: by(1, 1) },
      {
        id: 'factual',
        mapping: relabel('factual', 'none', 'factual'),
        share: by(0.12, 0.25),
        rate: by(0.85, 0.6),
      },
    ],
  };
};

const merged = (groups: Scenario['groups']): Scenario => ({
  name: `merge, ${groups.length === 1 ? 'equal' : 'unequal'} weights`,
  groups,
  size: 10,
  events: ['procedural'],
  classes: [
    { id: 'none', mapping: certain('none'), share: [0.8, 0.7], rate: [0, 0] },
    { id: 'procedural', mapping: certain('procedural'), share: [0.12, 0.2], rate: [1, 1] },
    { id: 'policy', mapping: certain('policy', 'procedural'), share: [0.08, 0.1], rate: [1, 1] },
  ],
});

const splitAndMerged: Scenario = {
  name: 'split and merge, unequal weights, 120 anew',
  groups: uneven,
  size: 120,
  events: ['procedural', 'invented'],
  classes: [
    { id: 'none', mapping: certain('none'), share: [0.7, 0.5], rate: [0, 0] },
    { id: 'policy', mapping: certain('policy', 'procedural'), share: [0.05, 0.1], rate: [1, 1] },
    {
      id: 'factual',
      mapping: relabel('factual', 'invented', 'misread'),
      share: [0.15, 0.3],
      rate: [0.5, 0.2],
    },
    { id: 'other', mapping: relabel('other', 'none', 'procedural'), share: [0.1, 0.1], rate: [0.3, 0.6] },
  ],
};

const scenarios: Scenario[] = [
  split(even, 100),
  split(even, 30),
  split(uneven, 100),
  split(uneven, 30),
  merged(even),
  merged(uneven),
  redefined(even, 200, 0.05),
  redefined(even, 80, 0.02),
  redefined(uneven, 200, 0.05),
  splitAndMerged,
];

function truthOf({ groups, classes }: Scenario): number {
  return groups.reduce(
    (sum, { frame }, g) => sum + frame * classes.reduce((part, c) => part + c.share[g]! * c.rate[g]!, 0),
    0,
  );
}

const questionOf = (ids: readonly string[], eventOptions: readonly string[]): ChoiceQuestion => ({
  id: 'error',
  type: 'nominal',
  title: 'Error',
  isRequired: true,
  options: ids.map((id) => ({ id, title: id })),
  eventOptions: [...eventOptions],
  rateTitle: 'error rate',
});

/** Labels of the earlier audit, and what each item would be called now. */
function drawFirstPhase(random: RandomStream, { groups, classes }: Scenario) {
  const items: LabelledItem[] = [];
  const isEvent: boolean[] = [];
  groups.forEach(({ frame, sample }, g) => {
    const count = Math.round(FIRST_PHASE * sample);
    for (let n = 0; n < count; n += 1) {
      let u = random();
      const of = classes.find((one) => (u -= one.share[g]!) < 0) ?? classes.at(-1)!;
      isEvent.push(random() < of.rate[g]!);
      const traceId = String(items.length);
      items.push({ traceId, weight: frame / count, option: of.id, isGone: false });
    }
  });
  return { items, isEvent };
}

/** The first `size` of the places of a class in random order. */
function drawPart(random: RandomStream, places: readonly number[], size: number): number[] {
  const pool = [...places];
  for (let n = 0; n < size; n += 1) {
    const at = n + Math.floor(random() * (pool.length - n));
    [pool[n], pool[at]] = [pool[at]!, pool[n]!];
  }
  return pool.slice(0, size);
}

function simulate(scenario: Scenario) {
  const random = randomStream(`bridge ${scenario.name}`);
  const mapping = scenario.classes.map((of) => of.mapping);
  const named = mapping.flatMap((of) => (of.kind === 'certain' ? [of.to] : of.among));
  const question = {
    before: questionOf(
      scenario.classes.map((of) => of.id),
      ['factual'],
    ),
    after: questionOf([...new Set(named)], scenario.events),
    mapping,
  };
  const truth = truthOf(scenario);
  const found = { covered: 0, missing: 0, sum: 0, width: 0, expected: 0, kish: 0 };
  for (let n = 0; n < REPLICATES; n += 1) {
    const { items, isEvent } = drawFirstPhase(random, scenario);
    const plan = planBridgeSizes(items, question, scenario.size, 0.05);
    const weights = items.map((of) => of.weight);
    const kish = weights.reduce((a, b) => a + b, 0) ** 2 / weights.reduce((a, b) => a + b * b, 0);
    const rate = bridgedRate({
      alpha: 0.05,
      kish,
      classes: plan.classes.map((of) => {
        if (of.mapping.kind === 'certain') {
          return { share: of.share, second: { isEvent: scenario.events.includes(of.mapping.to) } };
        }
        const places = items.flatMap((item, at) => (item.option === of.class ? [at] : []));
        const judged = drawPart(random, places, of.drawn).map((at) => ({
          weight: items[at]!.weight,
          isEvent: isEvent[at]!,
        }));
        return { share: of.share, second: { judged } };
      }),
    });
    if (rate.estimate === null || rate.low === null || rate.high === null) {
      found.missing += 1;
      continue;
    }
    found.covered += Number(rate.low <= truth && truth <= rate.high);
    found.sum += rate.estimate;
    found.width += (rate.high - rate.low) / 2;
    found.expected += plan.expectedHalfWidth ?? 0;
  }
  const drawn = REPLICATES - found.missing;
  return {
    truth,
    coverage: found.covered / drawn,
    mean: found.sum / drawn,
    halfWidth: found.width / drawn,
    expected: found.expected / drawn,
    missing: found.missing,
  };
}

test('the bridged interval covers the rate under the new version, bridging error included', () => {
  const lines = scenarios.map((scenario) => {
    const of = simulate(scenario);
    const about = `${scenario.name}: `;
    expect(of.coverage, `${about}coverage`).toBeGreaterThanOrEqual(0.93);
    // Three standard errors of the mean over the replicates; an interval is about four standard errors wide.
    const noise = (3 * (of.halfWidth / 1.96)) / Math.sqrt(REPLICATES - of.missing);
    expect(Math.abs(of.mean - of.truth), `${about}bias`).toBeLessThan(noise);
    expect(of.missing, `${about}replicates without an estimate`).toBeLessThan(REPLICATES / 20);
    const cells = [of.truth, of.mean, of.coverage, of.halfWidth, of.expected];
    return [scenario.name, ...cells.map((one) => one.toFixed(3)), String(of.missing)].join(' | ');
  });
  const head = 'change | truth | mean estimate | coverage | half-width | planned half-width | no estimate';
  process.stdout.write(
    `${[`${REPLICATES} audits of ${FIRST_PHASE} items each`, head, ...lines].join('\n')}\n`,
  );
}, 120_000);

test('with all of a class unjudged there is no rate, and with all of it judged it is as exact as the labels', () => {
  const [redefinition] = [redefined(even, 200, 0.05)];
  const { items, isEvent } = drawFirstPhase(randomStream('all judged'), redefinition);
  const classesOf = (judgedOf: (at: number) => boolean) =>
    redefinition.classes.map((of) => {
      const places = items.flatMap((item, at) => (item.option === of.id ? [at] : []));
      const share = places.length / items.length;
      if (of.mapping.kind === 'certain') return { share, second: { isEvent: true } };
      const judged = places.filter(judgedOf).map((at) => ({ weight: 1, isEvent: isEvent[at]! }));
      return { share, second: { judged } };
    });
  const request = { kish: items.length, alpha: 0.05 };
  expect(bridgedRate({ ...request, classes: classesOf(() => false) })).toMatchObject({
    estimate: null,
    reason: 'TOO_FEW_SECOND_LOOKS',
  });
  const whole = bridgedRate({ ...request, classes: classesOf(() => true) });
  const plain = items.filter((of, at) => (of.option === 'policy' ? true : isEvent[at])).length / items.length;
  if (whole.estimate === null) throw new Error('there is no estimate');
  expect(whole.estimate).toBeCloseTo(plain, 12);
  expect(whole.se).toBeCloseTo(Math.sqrt((plain * (1 - plain)) / items.length), 3);
});
