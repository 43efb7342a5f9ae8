import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
  options: ICruiseOptions;
};
const layers = ['shared', 'db', 'hub', 'electron', 'renderer'];

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
  it('hold in every layer, and every layer was seen', async () => {
    const { summary, modules } = await cruiseFolder(root, [...layers, 'tests']);
    const seen = (layer: string) => modules.filter((one) => one.source.startsWith(`${layer}/`)).length;
    for (const layer of layers) expect(seen(layer), `modules seen in ${layer}`).toBeGreaterThan(5);
    expect(summary.totalDependenciesCruised ?? 0).toBeGreaterThan(200);
    expect(summary.violations.map((one) => `${one.rule.name}: ${one.from} → ${one.to}`)).toEqual([]);
  });

  it('are reported when broken: the canary fixture breaks each of them once', async () => {
    const { summary } = await cruiseFolder(join(import.meta.dirname, 'fixture'), [...layers, 'tests']);
    const reported = new Set(summary.violations.map((one) => one.rule.name));
    expect([...reported].toSorted()).toEqual(
      [
        'backend-knows-no-hub-and-no-window',
        'electron-in-main-and-preload-only',
        'hub-stands-alone',
        'main-and-preload-are-thin',
        'no-cycles',
        'no-feature-imports-another',
        'nothing-imports-tests',
        'renderer-knows-no-backend',
        'renderer-knows-no-node',
        'shared-is-pure',
        'sqlite-in-one-place',
        'ui-has-no-data',
      ].toSorted(),
    );
  });
});
