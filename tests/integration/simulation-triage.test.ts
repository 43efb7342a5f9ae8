// Triage of disagreements on audits with planted causes: how often it names the right one, or says that it cannot tell yet,
// by reviewers and overlapped items. Prints its tables. Fixed seeds; TRIAGE_REPLICATES=40 for the figures of decision 0022.
import { expect, test } from 'vitest';
import type { Planting } from '../support/planted-causes.ts';
import type { OtherPlanting } from '../support/planted-otherwise.ts';
import { plantOtherwise } from '../support/planted-otherwise.ts';
import type { Named } from '../support/triage-tally.ts';
import { causes, shareText, tableText, TriageTally } from '../support/triage-tally.ts';

const REPLICATES = Number(process.env['TRIAGE_REPLICATES'] ?? 3);
const REVIEWERS = [3, 5, 10] as const;
const ITEMS = [50, 100, 200, 400, 500] as const;

/** Each cause alone, all of them in one audit, and none. */
const worlds: Record<string, Partial<Planting>> = {
  'vague pair': { isVague: true },
  'drifting reviewer': { odd: 'drifting' },
  'biased reviewer': { odd: 'biased' },
  'hard items': { hardShare: 0.1 },
  'missing passages': { missingShare: 0.1 },
  'all together': { isVague: true, odd: 'drifting', hardShare: 0.1, missingShare: 0.08 },
  'slips only': {},
};

function simulate(reviewers: number, items: number, of: Record<string, Partial<Planting>>, perItem?: number) {
  const tally = new TriageTally();
  for (const [name, world] of Object.entries(of)) {
    for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
      const seed = `${name} ${replicate} ${reviewers} ${items}`;
      tally.add({ seed, reviewers, items, ...world, ...(perItem === undefined ? {} : { perItem }) });
    }
  }
  return tally;
}

const cells = new Map<string, TriageTally>();
for (const reviewers of REVIEWERS) {
  for (const items of ITEMS) cells.set(`${reviewers} ${items}`, simulate(reviewers, items, worlds));
}

const head = [
  'reviewers',
  'items',
  'disputed',
  'cannot tell',
  'pair found',
  'reviewer found',
  'falsely blamed an audit',
];

function rowOf(key: string, tally: TriageTally): string[] {
  return [
    ...key.split(' '),
    String(tally.all),
    shareText({ right: tally.unknown, all: tally.all }),
    shareText(tally.pairs),
    shareText(tally.reviewers),
    ((tally.falsePairs + tally.falseReviewers) / tally.audits).toFixed(2),
    ...causes.map(
      (cause) => `${shareText(tally.precision.get(cause)!)} / ${shareText(tally.recall.get(cause)!)}`,
    ),
  ];
}

const named: readonly Named[] = [...causes, 'unknown'];

function confusionRows(tally: TriageTally): string[][] {
  const rows = [...tally.confusion].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ['planted \\ verdict', ...named],
    ...rows.map(([key, row]) => [key, ...named.map((verdict) => String(row.get(verdict) ?? 0))]),
  ];
}

test('prints precision and recall of each cause, and the share of "cannot tell yet", by reviewers and items', () => {
  const columns = [...head, ...causes.map((cause) => `${cause} precision / recall`)];
  const rows = [...cells].map(([key, tally]) => rowOf(key, tally));
  console.info(`\n${tableText([columns, ...rows])}\n\n5 reviewers, 400 items:\n`);
  console.info(`${tableText(confusionRows(cells.get('5 400')!))}\n`);
  expect(rows).toHaveLength(REVIEWERS.length * ITEMS.length);
});

test('with three reviewers it names nothing but evidence that people named', () => {
  for (const items of ITEMS) {
    const { precision } = cells.get(`3 ${items}`)!;
    for (const cause of ['taxonomy', 'reviewer', 'hard', 'slip'] as const) {
      expect(precision.get(cause)!.all, cause).toBe(0);
    }
  }
});

/** Over several cells together, so that one draw does not decide. */
function pooled(
  side: 'precision' | 'recall',
  cause: (typeof causes)[number],
  keys: readonly string[],
): number {
  const all = keys.map((key) => cells.get(key)![side].get(cause)!);
  return all.reduce((sum, one) => sum + one.right, 0) / all.reduce((sum, one) => sum + one.all, 0);
}

// The goal is .95; the tables of decision 0022 have it to the point, the tolerance is for few replicates.
test.each(causes)('names %s rightly in about 95 % of its verdicts or more from 200 items on', (cause) => {
  for (const reviewers of [5, 10]) {
    const keys = [200, 400, 500].map((items) => `${reviewers} ${items}`);
    expect(pooled('precision', cause, keys), `${reviewers} reviewers`).toBeGreaterThanOrEqual(0.92);
  }
});

test.each([
  ['taxonomy', 0.9],
  ['reviewer', 0.9],
  // .93 in many replicates; people who name nothing cannot be heard.
  ['evidence', 0.88],
  // The goal is .9; decision 0022 says what the best rule could reach and why this is less.
  ['hard', 0.74],
  // Tightened so that it holds where people are other than the model takes them to be (decision 0022).
  ['slip', 0.7],
] as const)(
  'finds %s in at least %f of its disagreements at 400 and 500 items and 5 reviewers',
  (cause, goal) => {
    expect(pooled('recall', cause, ['5 400', '5 500'])).toBeGreaterThanOrEqual(goal);
  },
);

test('finds the planted pair and the odd reviewer in every audit of 400 items, and blames few who are innocent', () => {
  for (const reviewers of [5, 10]) {
    const { pairs, reviewers: odd, falsePairs, falseReviewers, audits } = cells.get(`${reviewers} 400`)!;
    expect([pairs.right, odd.right]).toEqual([pairs.all, odd.all]);
    expect((falsePairs + falseReviewers) / audits).toBeLessThanOrEqual(0.25);
  }
});

test('items on which people are torn between two classes are mostly beyond five labels, and within ten', () => {
  const torn = { torn: { hardShare: 0.1, hardKind: 'torn' as const } };
  const recalls = [5, 10].map((reviewers) => simulate(reviewers, 400, torn).recall.get('hard')!);
  console.info(
    `\ntorn between two, 400 items: recall ${recalls.map((one) => shareText(one)).join(' with 5 reviewers, ')} with 10\n`,
  );
  expect(recalls[1]!.right / recalls[1]!.all).toBeGreaterThan(recalls[0]!.right / recalls[0]!.all);
});

test('with three labels an item it rather says nothing than something wrong', () => {
  const rows = REVIEWERS.slice(1).map(
    (reviewers) => [`${reviewers} 400`, simulate(reviewers, 400, worlds, 3)] as const,
  );
  const columns = [...head, ...causes.map((cause) => `${cause} precision / recall`)];
  console.info(
    `\nthree labels an item:\n${tableText([columns, ...rows.map(([key, tally]) => rowOf(key, tally))])}\n`,
  );
  for (const [, tally] of rows) {
    const wrong = causes.reduce((sum, cause) => {
      const { right, all } = tally.precision.get(cause)!;
      return sum + all - right;
    }, 0);
    expect(wrong / (tally.all - tally.unknown)).toBeLessThanOrEqual(0.13);
  }
});

/** Planted in another way than the model takes people to be. */
const otherWorlds: Record<string, Partial<OtherPlanting>> = {
  'confused one way': { isVague: true },
  'gradual drift': { isOdd: 'gradual' },
  'a lenient one': { isOdd: 'lenient' },
  'uneven hard items': { hardShare: 0.1 },
  'missing passages': { missingShare: 0.1 },
  'all together': { isVague: true, isOdd: 'gradual', hardShare: 0.08, missingShare: 0.06 },
  'slips only': {},
};

test('where slips, hard items and drift are other than the model has them, it names less and is still mostly right', () => {
  const designs: [string, Omit<OtherPlanting, 'seed' | 'items'>][] = [
    ['4', { reviewers: 4 }],
    ['5', { reviewers: 5 }],
    ['10', { reviewers: 10 }],
    ['6, 3 to 5 each', { reviewers: 6, perItem: [3, 5] }],
  ];
  const found = designs.flatMap(([name, design]) =>
    [100, 200, 400].map((items) => {
      const tally = new TriageTally();
      for (const [world, planting] of Object.entries(otherWorlds)) {
        for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
          const seed = `other ${world} ${replicate} ${name} ${items}`;
          const { isVague = false, isOdd } = planting;
          tally.addWorld(plantOtherwise({ seed, items, ...design, ...planting }), {
            isVague,
            ...(isOdd === undefined ? {} : { odd: 'drifting' as const }),
          });
        }
      }
      return [`${name.replaceAll(' ', '_')} ${items}`, tally] as const;
    }),
  );
  const columns = [...head, ...causes.map((cause) => `${cause} precision / recall`)];
  console.info(
    `\nanother generator:\n${tableText([columns, ...found.map(([key, tally]) => rowOf(key, tally))])}\n`,
  );
  const pooledPrecision = (cause: (typeof causes)[number]): number => {
    const all = found.map(([, tally]) => tally.precision.get(cause)!);
    return all.reduce((sum, one) => sum + one.right, 0) / all.reduce((sum, one) => sum + one.all, 0);
  };
  for (const cause of ['taxonomy', 'reviewer', 'hard'] as const) {
    expect(pooledPrecision(cause), cause).toBeGreaterThanOrEqual(0.9);
  }
  // By one threshold for every number of labels, .66 to .95 of what it called slips were.
  expect(pooledPrecision('slip'), 'slip').toBeGreaterThanOrEqual(0.8);
  const falsePairs = found.reduce((sum, [, tally]) => sum + tally.falsePairs, 0);
  const audits = found.reduce((sum, [, tally]) => sum + tally.audits, 0);
  expect(falsePairs / audits, 'innocent pairs').toBeLessThanOrEqual(0.05);
});
