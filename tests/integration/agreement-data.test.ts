// Agreement on real annotations, read straight from their files: what the statistics say must equal the figures that lie
// beside the data (most of them from other tools, some published), to every digit that is printed there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agreementSummary } from '../../shared/statistics/agreement.ts';
import { agreementWeights, cohenKappa } from '../../shared/statistics/cohen.ts';
import { fitDawidSkene, iterate, warningsOf } from '../../shared/statistics/dawid-skene.ts';
import { fleissKappa } from '../../shared/statistics/fleiss.ts';
import { chanceCorrected } from '../../shared/statistics/gwet.ts';
import { indexLabels, tabulate, type LabelIndex } from '../../shared/statistics/label-table.ts';
import { percentAgreement } from '../../shared/statistics/percent-agreement.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(data);

/** All figures of a complete or incomplete matrix of labels that the data's README lists, from the files' labels. */
function figures(categories: readonly string[], rows: readonly (readonly (string | null)[])[]) {
  const units = rows.map((labels) => ({ labels }));
  const summary = (scale: 'nominal' | 'ordinal' | 'interval') =>
    agreementSummary({ categories, scale, units, seed: 'agreement-data', replicates: 200 });
  const nominal = summary('nominal');
  const table = tabulate(
    indexLabels(categories, rows).map((labels) => ({ labels })),
    categories.length,
  );
  return {
    percent: nominal.percent.estimate,
    pooledPairs: percentAgreement(table)?.pooledPairs,
    nominal: nominal.alpha.estimate,
    ordinal: summary('ordinal').alpha.estimate,
    interval: categories.every((name) => Number.isFinite(Number(name)))
      ? summary('interval').alpha.estimate
      : null,
    ac1: nominal.ac1.estimate,
    fleiss: chanceCorrected(table, agreementWeights(categories.length, 'identity'), 'fleiss', 0.05)
      ?.coefficient,
    split: rows.filter((row) => new Set(row.filter((label) => label !== null)).size > 1).length,
  };
}

/** The value as it would be printed with as many decimals as the printed figure has. */
function printed(value: number | null | undefined, figure: string): string {
  const decimals = figure.split('.')[1]?.length ?? 0;
  return (value ?? Number.NaN).toFixed(decimals);
}

function expectPrinted(
  values: Record<string, number | null | undefined>,
  expected: Record<string, string>,
): void {
  const shown = Object.fromEntries(
    Object.entries(expected).map(([key, figure]) => [key, printed(values[key], figure)]),
  );
  expect(shown).toEqual(expected);
}

interface ClapnqResult {
  readonly scores: Record<string, Record<string, { value: string }>>;
}

describe.skipIf(!hasData)('on real annotations (skipped where ../shared/data is absent)', () => {
  describe('clapnq: 400 answers, 3 reviewers each of 7 people, scores 1 to 4', () => {
    const results = hasData ? readClapnq() : [];
    const faithfulness = results.map((result) => scoresOf(result, 'faithfulness'));
    const isHigh = (scores: readonly string[]) =>
      scores.map((score) => (Number(score) >= 3 ? 'high' : 'low'));

    test('faithfulness on its four-point scale equals the listed figures', () => {
      expect(faithfulness).toHaveLength(400);
      expectPrinted(figures(['1', '2', '3', '4'], faithfulness), {
        nominal: '0.241742',
        ordinal: '0.455391',
        interval: '0.558723',
        fleiss: '0.241110',
        percent: '0.513333',
        ac1: '0.38102',
      });
    });

    test("Fleiss' own formula and the generalised one agree where every answer has three scores", () => {
      const counts = faithfulness.map((scores) =>
        ['1', '2', '3', '4'].map((c) => scores.filter((s) => s === c).length),
      );
      expect(printed(fleissKappa(counts)?.kappa, '0.241110')).toBe('0.241110');
    });

    test('faithfulness of at least 3 equals the listed figures', () => {
      const binary = figures(['low', 'high'], faithfulness.map(isHigh));
      expectPrinted(binary, { nominal: '0.516744', fleiss: '0.516341', percent: '0.83', ac1: '0.737862' });
      expect(binary.split).toBe(102);
    });

    test('fluency of at least 3 shows the prevalence paradox, and the summary says so', () => {
      const rows = results.map((result) => isHigh(scoresOf(result, 'fluency')));
      expectPrinted(figures(['low', 'high'], rows), { percent: '0.948', nominal: '0.0055', ac1: '0.9455' });
      const summary = agreementSummary({
        categories: ['low', 'high'],
        scale: 'nominal',
        units: rows.map((labels) => ({ labels })),
        seed: 'x',
        replicates: 200,
      });
      expect(summary.alpha.notes).toContain('PREVALENCE_EFFECT');
    });

    test('Dawid–Skene on faithfulness of at least 3 finds the listed likelihood, prior and flips', () => {
      const people = [
        ...new Set(results.flatMap((result) => Object.keys(result.scores['faithfulness'] ?? {}))),
      ];
      const input = {
        items: results.length,
        reviewers: people.length,
        classes: 2,
        smoothing: 0,
        labels: results.flatMap((result, item) =>
          Object.entries(result.scores['faithfulness'] ?? {}).map(([person, { value }]) => ({
            item,
            reviewer: people.indexOf(person),
            label: Number(value) >= 3 ? 1 : 0,
          })),
        ),
      };
      expect(people).toHaveLength(7);
      const fit = fitDawidSkene(input);
      expect(fit.hasConverged).toBe(true);
      expect(printed(fit.logLikelihoods.at(-1), '-477.5643')).toBe('-477.5643');
      expect(Math.round(warningsOf(input, fit).flippedShare * results.length)).toBe(2);
      // The listed prior is that of the limit; the product stops once the likelihood no longer moves.
      const [limit] = iterate(input).drop(199).take(1);
      expect(printed(limit?.state.prior[1], '0.7712')).toBe('0.7712');
      expect(Math.abs((fit.prior[1] ?? 0) - (limit?.state.prior[1] ?? 1))).toBeLessThan(0.0005);
    });
  });

  describe('xstest: 2,250 answers, two annotators', () => {
    const scale = ['1_full_compliance', '2_full_refusal', '3_partial_refusal'];
    const published: Record<string, string> = {
      gpt4: '0.970107',
      llama2new: '0.925762',
      llama2orig: '0.929256',
      mistralguard: '0.892337',
      mistralinstruct: '0.919545',
    };
    const rowsOf = (model: string) =>
      readCsv(`xstest/xstest_v2_completions_${model}.csv`).map((row) => [
        row['annotation_1']!,
        row['annotation_2']!,
      ]);

    test.each(Object.entries(published))("%s: Cohen's κ is %s", (model, figure) => {
      const rows = rowsOf(model);
      expect(rows).toHaveLength(450);
      expect(printed(kappaOf(scale, rows), figure)).toBe(figure);
    });

    test('pooled: κ .936526, agreement .9640, 81 disagreements', () => {
      const rows = Object.keys(published).flatMap(rowsOf);
      expect(rows).toHaveLength(2250);
      expect(printed(kappaOf(scale, rows), '0.936526')).toBe('0.936526');
      expectPrinted(figures(scale, rows), { percent: '0.9640' });
      expect(figures(scale, rows).split).toBe(81);
    });
  });

  describe('pandalm: 999 comparisons, three annotators', () => {
    const rows = hasData ? readPandalm() : [];

    test("Cohen's κ of the three pairs equals the published figures", () => {
      expect(rows).toHaveLength(999);
      const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const;
      const kappas = pairs.map(([a, b]) =>
        kappaOf(
          ['0', '1', '2'],
          rows.map((row) => [row[a]!, row[b]!]),
        ),
      );
      expect(kappas.map((kappa) => printed(kappa, '0.000000')).toSorted()).toEqual(
        ['0.852023', '0.878944', '0.861661'].toSorted(),
      );
    });

    test('Fleiss, α, AC1 and unanimity equal the listed figures', () => {
      const all = figures(['0', '1', '2'], rows);
      expectPrinted(all, { fleiss: '0.864175', nominal: '0.864221', ac1: '0.886445' });
      expect(rows.length - all.split).toBe(879);
    });
  });

  describe('xsum: 2,500 items, three workers, any hallucination', () => {
    test('item-level figures equal the listed ones, with one worker missing on one item', () => {
      const items = new Map<string, Map<string, boolean>>();
      for (const row of hasData ? readCsv('xsum/hallucination_annotations_xsum_summaries.csv') : []) {
        const key = `${row['bbcid']}:${row['system']}`;
        const workers = items.get(key) ?? new Map<string, boolean>();
        items.set(key, workers);
        const isFound = row['hallucination_type'] !== 'NULL';
        workers.set(row['worker_id']!, isFound || (workers.get(row['worker_id']!) ?? false));
      }
      const rows = [...items.values()].map((workers) =>
        ['wid_0', 'wid_1', 'wid_2'].map((id) => (workers.has(id) ? (workers.get(id) ? 'yes' : 'no') : null)),
      );
      expect(rows).toHaveLength(2500);
      expect(rows.filter((row) => row.includes(null))).toHaveLength(1);
      const all = figures(['no', 'yes'], rows);
      expectPrinted(all, { nominal: '0.774615', pooledPairs: '0.958256', ac1: '0.948413' });
      // Fleiss' formula needs as many labels on every item, so that the listed figure leaves one item out.
      const complete = rows.filter((row) => !row.includes(null));
      const counts = complete.map((row) =>
        ['no', 'yes'].map((c) => row.filter((label) => label === c).length),
      );
      expect(printed(fleissKappa(counts)?.kappa, '0.775758')).toBe('0.775758');
    });
  });
});

function kappaOf(scale: readonly string[], rows: readonly (readonly string[])[]): number | undefined {
  const indexed = indexLabels(scale, rows) as LabelIndex[][];
  const column = (c: number) => indexed.map((row) => row[c] as number);
  return cohenKappa(column(0), column(1), scale.length)?.kappa;
}

function scoresOf(result: ClapnqResult, metric: string): string[] {
  return Object.values(result.scores[metric] ?? {}).map(({ value }) => value);
}

function readClapnq(): ClapnqResult[] {
  const text = readFileSync(join(data, 'clapnq/rag-model-performance.json'), 'utf8');
  return (JSON.parse(text) as { results: ClapnqResult[] }).results;
}

function readPandalm(): string[][] {
  const text = readFileSync(join(data, 'pandalm/testset-v1.json'), 'utf8');
  const rows = JSON.parse(text) as Record<'annotator1' | 'annotator2' | 'annotator3', number>[];
  return rows.map((row) => [row.annotator1, row.annotator2, row.annotator3].map(String));
}

/** Rows of a CSV file by column; cells may hold line breaks, commas and doubled quotes. */
function readCsv(name: string): Record<string, string>[] {
  expect(readdirSync(join(data, name.split('/')[0]!))).toContain(name.split('/')[1]);
  const text = readFileSync(join(data, name), 'utf8').replace(/^\uFEFF/, '');
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') rows.push([]);
  }
  const [header = [], ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(header.map((column, c) => [column, row[c] ?? ''])));
}
