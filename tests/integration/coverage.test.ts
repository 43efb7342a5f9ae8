// The promise behind every interval on screen, on real labels: over 1,000 seeded draws of one audit the 95 % intervals
// hold the true rates. The draws are the product's own (permanent random numbers, proportional allocation with a
// minimum); the truth is known because every answer carries its span labels.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allocate } from '../../shared/sampling/allocate.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import { stratifiedProportion } from '../../shared/statistics/proportion.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';

const folder = join(import.meta.dirname, '../../../shared/data/ragtruth-qa');
const DRAWS = 1000;
const SAMPLE_SIZE = 200;

interface Answer {
  readonly id: string;
  readonly model: string;
  readonly stratum: string;
  readonly isEvent: boolean;
}

function readAnswers(): Answer[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('hallucination.jsonl'));
  return files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const row = JSON.parse(line) as { id: string; model: string; quality: string; labels: unknown[] };
        const stratum = JSON.stringify([row.model, row.quality]);
        return { id: row.id, model: row.model, stratum, isEvent: row.labels.length > 0 };
      }),
  );
}

test.skipIf(!existsSync(folder))(
  '95 % intervals hold the true rate in at least 94 % of 1,000 draws of the ragtruth-qa audit, overall and per model',
  () => {
    const answers = readAnswers();
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    expect(byId.size).toBe(3956);
    const groups = Map.groupBy(answers, (answer) => answer.stratum);
    const strata = [...groups].map(([key, members]) => ({ key, population: members.length }));
    const plan = { rule: 'proportional', strata, n: SAMPLE_SIZE, minPerStratum: 2, takeAllBelow: 0 } as const;
    const allocation = allocate(plan);
    if (!allocation.ok) throw new Error(allocation.error);
    const sizes = new Map(allocation.allocation.map((stratum) => [stratum.key, stratum.n]));
    expect([...sizes.values()].reduce((a, b) => a + b, 0)).toBe(SAMPLE_SIZE);

    const models = [...new Set(answers.map((answer) => answer.model))].toSorted();
    const targets = ['all', ...models].map((name) => ({
      name,
      truth: rate(name === 'all' ? answers : answers.filter((answer) => answer.model === name)),
      covered: 0,
      above: 0,
      below: 0,
      width: 0,
    }));
    const drawn = strata.map((stratum) => ({ ...stratum, drawn: sizes.get(stratum.key) ?? 0 }));
    const seeds = randomStream('coverage of the ragtruth-qa audit');
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const selected = selectBottomK({ seed: seedFrom(seeds), purpose: 'sample', items: answers, sizes });
      const sample = [...selected.values()].flat().map((item) => byId.get(item.id)!);
      for (const target of targets) {
        const result = stratifiedProportion({
          units: sample.map(({ stratum, isEvent, model }) => ({
            stratum,
            isEvent,
            isInDomain: target.name === 'all' || model === target.name,
          })),
          strata: drawn,
          alpha: 0.05,
          ciMethod: 'kgStar',
        });
        if (result.estimate === null) throw new Error(`no interval for ${target.name}: ${result.reason}`);
        if (result.high < target.truth) target.above += 1;
        else if (result.low > target.truth) target.below += 1;
        else target.covered += 1;
        target.width += result.high - result.low;
      }
    }

    console.table(
      targets.map(({ name, truth, covered, above, below, width }) => ({
        rate: name,
        truth: truth.toFixed(4),
        coverage: (covered / DRAWS).toFixed(3),
        'truth above': above,
        'truth below': below,
        'mean width': (width / DRAWS).toFixed(3),
      })),
    );
    expect(Object.fromEntries(targets.map(({ name, truth }) => [name, truth.toFixed(4)]))).toEqual({
      all: '0.4062',
      'llama-2-7b-chat': '0.5157',
      'llama-2-13b-chat': '0.4034',
      'llama-2-70b-chat': '0.3236',
      'mistral-7B-instruct': '0.3822',
    });
    for (const { name, covered } of targets) {
      expect(covered / DRAWS, `coverage of ${name}`).toBeGreaterThanOrEqual(0.94);
      // Intervals that always hold would be useless: they must miss sometimes.
      expect(covered, `misses of ${name}`).toBeLessThan(DRAWS);
    }
  },
);

function rate(answers: readonly Answer[]): number {
  return answers.filter((answer) => answer.isEvent).length / answers.length;
}

/** 32 lower-case hex characters, as an audit's seed is. */
function seedFrom(random: () => number): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
