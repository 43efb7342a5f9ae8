import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../shared/domain/audit.ts';
import { generateDemo } from '../../shared/demo/generate.ts';

const cli = resolve(import.meta.dirname, '../../electron/cli/assay.ts');
const oracles = resolve(import.meta.dirname, '../../../shared/oracles');
let folder: string;
let traces: string;

function assay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 });
}

const parse = <T>(text: string): T => JSON.parse(text) as T;
const draw = (data: string, file: string) =>
  assay(
    'draw',
    file,
    '--data',
    data,
    '--dimensions',
    'riskClass',
    '--size',
    '40',
    '--overlap',
    '8',
    '--seed',
    'a'.repeat(32),
    '--json',
  );

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  traces = join(folder, 'traces.jsonl');
  const demo = generateDemo({ seed: 'cli', count: 400, weekStart: '2026-11-09' });
  writeFileSync(traces, demo.traces.map((trace) => `${JSON.stringify(trace)}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('says what it can do, and answers wrong usage with exit code 2', () => {
    const help = assay('--help');
    expect(help.status).toBe(0);
    for (const command of [
      'frame',
      'draw',
      'import',
      'audit',
      'ledger',
      'hub',
      'sync',
      'report',
      'measure',
    ]) {
      expect(help.stdout).toContain(command);
    }
    expect(assay('nonsense').status).toBe(2);
    expect(assay('draw', traces).status).toBe(2);
    expect(assay('draw', traces, '--size', 'many').stderr).toMatch(/whole number/);
  });

  it('says what is wrong with a file, where and what to do, with exit code 1', () => {
    const missing = assay('frame', join(folder, 'nothing.jsonl'), '--data', join(folder, 'd0'));
    expect(missing.status).toBe(1);
    expect(missing.stderr).toMatch(/nothing\.jsonl is not there/);
    expect(missing.stderr).toMatch(/what to do:/);
    const notJson = assay('measure', traces, '--json');
    expect(notJson.status).toBe(1);
    expect(notJson.stderr).toMatch(/is not JSON/);
  });

  it('draws the same items in two places, each with a ledger that verifies and a report that says why it is empty', () => {
    const shuffled = join(folder, 'elsewhere', 'shuffled.jsonl');
    mkdirSync(join(folder, 'elsewhere'));
    const demo = generateDemo({ seed: 'cli', count: 400, weekStart: '2026-11-09' });
    writeFileSync(
      shuffled,
      demo.traces
        .toReversed()
        .map((trace) => `${JSON.stringify(trace)}\n`)
        .join(''),
    );
    const drawn = [draw(join(folder, 'd1'), traces), draw(join(folder, 'd2'), shuffled)];
    const ids = drawn.map((run, at) => {
      expect(run.status, run.stderr).toBe(0);
      const { auditId, itemCount } = parse<{ auditId: string; itemCount: number }>(run.stdout);
      expect(itemCount).toBe(40);
      const data = join(folder, `d${at + 1}`);
      const manifest = assay('audit', 'manifest', auditId, '--data', data);
      expect(manifest.status, manifest.stderr).toBe(0);
      const verified = parse<{ isIntact: boolean; projectionsMatch: boolean }>(
        assay('ledger', 'verify', '--data', data, '--json').stdout,
      );
      expect(verified).toMatchObject({ isIntact: true, projectionsMatch: true });
      const report = parse<{ questions: { overall: { figure: { reason: string } } }[] }>(
        assay('report', auditId, '--data', data, '--json').stdout,
      );
      expect(report.questions[0]?.overall.figure.reason).toBe('NO_DATA');
      return parse<Manifest>(manifest.stdout).items.map(({ traceId, position, isOverlap }) => ({
        traceId,
        position,
        isOverlap,
      }));
    });
    expect(ids[1]).toEqual(ids[0]);
  });

  it('stores every trace of a small file once, and names the rows that it could not read', () => {
    const bad = join(folder, 'bad.jsonl');
    const good = generateDemo({ seed: 'bad', count: 3, weekStart: '2026-11-09' }).traces.map((one) =>
      JSON.stringify(one),
    );
    writeFileSync(bad, [good[0], '{"id": "half', good[1], good[1], good[2]].join('\n'));
    const data = join(folder, 'd3');
    const first = parse<{
      stored: number;
      known: number;
      rejected: { rows: { line: number; code: string }[] };
    }>(assay('import', bad, '--data', data, '--json').stdout);
    expect(first).toMatchObject({ stored: 3, known: 0 });
    expect(first.rejected.rows.map(({ line, code }) => [line, code])).toEqual([
      [2, 'NOT_JSON'],
      [4, 'DUPLICATE_ID'],
    ]);
    expect(parse<object>(assay('import', bad, '--data', data, '--json').stdout)).toMatchObject({
      stored: 0,
      known: 3,
    });
  });

  it.skipIf(!existsSync(oracles))(
    'measures a file of vectors, and answers an unknown statistic with an error',
    () => {
      const file = join(folder, 'vectors.json');
      const vectors = [
        { id: 'a', statistic: 'ci.binomial', input: { x: 3, n: 50, alpha: 0.05 } },
        { id: 'b', statistic: 'no.such', input: {} },
      ];
      writeFileSync(file, JSON.stringify({ schemaVersion: 1, split: 'x', topic: 'x', vectors }));
      const { results } = parse<{
        results: { id: string; got: { clopperPearson: number[] } | null; error: string | null }[];
      }>(assay('measure', file, '--json').stdout);
      // R: binom.test(3, 50)$conf.int
      expect(results[0]?.got?.clopperPearson[0]).toBeCloseTo(0.01254859, 7);
      expect(results[0]?.got?.clopperPearson[1]).toBeCloseTo(0.1654819, 7);
      expect(results[1]).toMatchObject({ got: null, error: expect.stringContaining('no.such') });
    },
  );
});
