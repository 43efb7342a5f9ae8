import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { layers, listSources, root } from './sources.ts';

const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
  options: ICruiseOptions;
};

async function cruiseFolder(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const before = process.cwd();
  process.chdir(baseDir);
  try {
    const result = await cruise(folders, {
      ...config.options,
      ruleSet: { forbidden: config.forbidden } as NonNullable<ICruiseOptions['ruleSet']>,
      validate: true,
      outputType: 'json',
    });
    return JSON.parse(result.output as string) as ICruiseResult;
  } finally {
    process.chdir(before);
  }
}

describe('import fences', () => {
  it('hold in every layer, and see every file of it', async () => {
    const { summary, modules } = await cruiseFolder(root, [...layers, 'tests']);
    const seen = new Set(modules.map((one) => one.source));
    const sources = layers.flatMap(listSources);
    expect(sources.length).toBeGreaterThan(1000);
    expect(sources.filter((one) => !seen.has(one))).toEqual([]);
    expect(summary.totalDependenciesCruised ?? 0).toBeGreaterThan(sources.length);
    expect(summary.violations.map((one) => `${one.rule.name}: ${one.from} → ${one.to}`)).toEqual([]);
  });

  it('are reported when broken: the canary fixture breaks each of them', async () => {
    const { summary } = await cruiseFolder(join(import.meta.dirname, 'fixture'), [...layers, 'tests']);
    const reported = new Set(summary.violations.map((one) => one.rule.name));
    expect([...reported].toSorted()).toEqual(config.forbidden.map((one) => one.name).toSorted());
  });
});
