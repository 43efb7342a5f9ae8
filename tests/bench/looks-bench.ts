/**
 * How often an audit is decided wrongly when its running figure is looked at: PASS or BREACH declared although the true
 * rate is the limit itself (1.5 %, one-sided error 5 % each), with one look at the end, 7 looks and 20 looks at up to
 * 1,000 items; what the valid ways cost where the rate is clearly on one side; and how often a confidence sequence loses
 * the true rate at any of 1,000 items. 20,000 simulated audits per row (standard error 0.0015 at 5 %).
 */
import { drawBinomial, randomStream, type RandomStream } from '../../shared/statistics/random-stream.ts';
import {
  confidenceSequence,
  finiteConfidenceSequence,
  increments,
  logMixtureEvidence,
  sequentialEvidence,
  spendObrienFleming,
  spendPocock,
} from '../../shared/statistics/sequential.ts';
import { decideStratified, type Verdict } from '../../shared/statistics/threshold.ts';

const AUDITS = 20_000;
const ITEMS = 1000;
const LIMIT = 0.015;
const ERROR = 0.05;
const PRIOR = { a: 0.5, b: 0.5 };
const UNLIMITED = 1e12;
/** As in the product: a look that spends less decides nothing. */
const LEAST_ERROR = 1e-9;

interface Design {
  readonly name: string;
  readonly frame: readonly number[];
  readonly sample: readonly number[];
  readonly relativeRate: readonly number[];
}

const SIMPLE: Design = { name: 'simple', frame: [1], sample: [1], relativeRate: [1] };
const UNEVEN: Design = {
  name: 'unequal weights',
  frame: [0.6, 0.3, 0.1],
  sample: [0.4, 0.3, 0.3],
  relativeRate: [0.7, 1, 2.8],
};

/** Verdict of one look, from counts per stratum so far. */
type Look = (n: readonly number[], x: readonly number[], look: number) => Verdict;

function knownLook(compute: Look): Look {
  const known = new Map<string, Verdict>();
  return (n, x, look) => {
    const key = `${look} ${n.join()} ${x.join()}`;
    const verdict = known.get(key) ?? compute(n, x, look);
    known.set(key, verdict);
    return verdict;
  };
}

function kgLook(design: Design, errorAt: (look: number) => number): Look {
  return knownLook((n, x, look) => {
    const error = errorAt(look);
    if (error < LEAST_ERROR) return 'INCONCLUSIVE';
    const strata = design.frame.map((part, h) => ({ N: part * UNLIMITED, n: n[h]!, x: x[h]! }));
    return decideStratified(strata, LIMIT, error)?.decision ?? 'INSUFFICIENT';
  });
}

const eProcess: Look = knownLook(([n], [x]) => {
  const { logEPass, logEBreach } = sequentialEvidence(x!, n!, LIMIT, PRIOR);
  if (logEBreach >= -Math.log(ERROR)) return 'BREACH';
  return logEPass >= -Math.log(ERROR) ? 'PASS' : 'INCONCLUSIVE';
});

function rulesFor(design: Design, looks: number): [string, Look][] {
  const spending = (spend: (alpha: number, t: number) => number): Look => {
    const errors = increments(Array.from({ length: looks }, (_, k) => spend(ERROR, (k + 1) / looks)));
    return kgLook(design, (look) => errors[look]!);
  };
  const rules: [string, Look][] = [
    ['naive: KG* at every look', kgLook(design, () => ERROR)],
    ['KG*, spending O’Brien–Fleming', spending(spendObrienFleming)],
    ['KG*, spending Pocock', spending(spendPocock)],
  ];
  // The e-process takes its items for a simple sample.
  return design === SIMPLE ? [...rules, ['e-process', eProcess]] : rules;
}

interface Outcome {
  pass: number;
  breach: number;
  items: number;
}

/** Every rule sees the same audits; the first decision of each stands. */
function simulate(
  design: Design,
  looks: number,
  rate: number,
  rules: readonly (readonly [string, Look])[],
): Outcome[] {
  const random = randomStream(`${design.name} ${looks} ${rate}`);
  const mean = design.frame.reduce((sum, part, h) => sum + part * design.relativeRate[h]!, 0);
  const rates = design.relativeRate.map((relative) => (rate * relative) / mean);
  const outcomes = rules.map((): Outcome => ({ pass: 0, breach: 0, items: 0 }));
  const sizes = Array.from({ length: looks }, (_, k) =>
    design.sample.map((part) => Math.round((part * ITEMS * (k + 1)) / looks)),
  );
  for (let audit = 0; audit < AUDITS; audit += 1) {
    const path = drawPath(random, sizes, rates);
    rules.forEach(([, look], r) => {
      const outcome = outcomes[r]!;
      let items = ITEMS;
      for (let k = 0; k < looks; k += 1) {
        const verdict = look(sizes[k]!, path[k]!, k);
        if (verdict !== 'PASS' && verdict !== 'BREACH') continue;
        outcome[verdict === 'PASS' ? 'pass' : 'breach'] += 1;
        items = sizes[k]!.reduce((a, b) => a + b, 0);
        break;
      }
      outcome.items += items;
    });
  }
  return outcomes;
}

function drawPath(random: RandomStream, sizes: readonly number[][], rates: readonly number[]): number[][] {
  const x = rates.map(() => 0);
  return sizes.map((n, k) => {
    n.forEach((size, h) => {
      x[h]! += drawBinomial(random, size - (sizes[k - 1]?.[h] ?? 0), rates[h]!);
    });
    return [...x];
  });
}

function share(count: number): string {
  return (count / AUDITS).toFixed(4);
}

function benchDecisions(design: Design): void {
  const rows = [1, 7, 20].flatMap((looks) => {
    const rules =
      looks === 1
        ? ([['fixed: KG* once, at the end', kgLook(design, () => ERROR)]] as const)
        : rulesFor(design, looks);
    const [atLimit, low, high] = [LIMIT, 0.005, 0.04].map((rate) => simulate(design, looks, rate, rules));
    return rules.map(([rule], r) => ({
      looks,
      rule,
      'false PASS at 1.5 %': share(atLimit![r]!.pass),
      'false BREACH at 1.5 %': share(atLimit![r]!.breach),
      'PASS at 0.5 %': share(low![r]!.pass),
      'items then': Math.round(low![r]!.items / AUDITS),
      'BREACH at 4 %': share(high![r]!.breach),
      'items there': Math.round(high![r]!.items / AUDITS),
    }));
  });
  console.log(`\n${design.name}: decisions at a limit of 1.5 %, one-sided error 5 %, up to ${ITEMS} items`);
  console.table(rows);
}

function benchConfidenceSequence(): void {
  const rows = [0.005, 0.015, 0.05, 0.2].map((rate) => {
    const random = randomStream(`confidence sequence ${rate}`);
    const bound = -Math.log(ERROR);
    /** Whether the true rate is outside after n items, by events: 0 not known yet, 1 inside, 2 outside. */
    const known = Array.from({ length: ITEMS + 1 }, (_, n) => new Uint8Array(n + 1));
    let everLost = 0;
    let lostAtEnd = 0;
    for (let audit = 0; audit < AUDITS; audit += 1) {
      let x = 0;
      let isLost = false;
      let isOut = false;
      for (let n = 1; n <= ITEMS; n += 1) {
        if (random() < rate) x += 1;
        known[n]![x] ||= logMixtureEvidence(x, n, rate, PRIOR) < bound ? 1 : 2;
        isOut = known[n]![x] === 2;
        isLost ||= isOut;
      }
      if (isLost) everLost += 1;
      if (isOut) lostAtEnd += 1;
    }
    const { low, high } = confidenceSequence(Math.round(rate * ITEMS), ITEMS, PRIOR, ERROR);
    return {
      rate: `${100 * rate} %`,
      'holds at all of 1,000 items': (1 - everLost / AUDITS).toFixed(4),
      'holds at the 1,000th': (1 - lostAtEnd / AUDITS).toFixed(4),
      'its width there': (high - low).toFixed(4),
    };
  });
  console.log('\nconfidence sequence (95 %), frame without limit, looked at after every item');
  console.table(rows);
}

function benchFiniteSequence(): void {
  const population = 2000;
  const rows = [10, 30, 100].map((events) => {
    const random = randomStream(`finite ${events}`);
    const known = Array.from({ length: ITEMS + 1 }, (_, n) => new Uint8Array(n + 1));
    let everLost = 0;
    for (let audit = 0; audit < AUDITS; audit += 1) {
      let x = 0;
      let isLost = false;
      for (let n = 1; n <= ITEMS; n += 1) {
        if (random() < (events - x) / (population - n + 1)) x += 1;
        if (n % 10 !== 0 || isLost) continue;
        if (known[n]![x] === 0) {
          const { kLow, kHigh } = finiteConfidenceSequence(x, n, population, PRIOR, ERROR);
          known[n]![x] = kLow <= events && events <= kHigh ? 1 : 2;
        }
        isLost = known[n]![x] === 2;
      }
      if (isLost) everLost += 1;
    }
    return {
      frame: population,
      events,
      'holds at all of 100 looks': (1 - everLost / AUDITS).toFixed(4),
    };
  });
  console.log(
    '\nconfidence sequence (95 %) of a frame of 2,000, half of it drawn, looked at after every 10 items',
  );
  console.table(rows);
}

benchDecisions(SIMPLE);
benchDecisions(UNEVEN);
benchConfidenceSequence();
benchFiniteSequence();
