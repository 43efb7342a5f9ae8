import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layers, listSources, root } from './sources.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The folder that owns a file: two names deep where a layer is parted once more (`renderer/features/plan`). */
function areaOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[1] === 'features' || folders[1] === 'backend' ? 3 : 2).join('/');
}

describe('the page on architecture', () => {
  const page = read('docs/architecture.md');

  it('names every folder of shared and of the backend and the hub', () => {
    const areas = new Set(['shared', 'electron/backend', 'hub'].flatMap(listSources).map(areaOf));
    const unnamed = [...areas].filter((area) => !page.includes(`\`${area}\``));
    expect(unnamed).toEqual([]);
  });

  it('names no folder that is not there', () => {
    const named = [...page.matchAll(/`((?:shared|db|hub|electron|renderer|tests)\/[\w/.-]+)`/g)].map(
      ([, path]) => path!,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the pages', () => {
  const pages = [
    'README.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ];

  it('link to nothing that is not there', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(pages.length).toBeGreaterThan(30);
    expect(broken).toEqual([]);
  });

  it('list every decision and every recipe', () => {
    for (const folder of ['docs/decisions', 'docs/recipes']) {
      const index = read(`${folder}/README.md`);
      const names = readdirSync(join(root, folder)).filter(
        (name) => name.endsWith('.md') && name !== 'README.md',
      );
      expect(
        names.filter((name) => !index.includes(`](${name}`)),
        folder,
      ).toEqual([]);
    }
  });
});

it('every rule of the statistics that a comment names stands on its page', () => {
  const page = read('docs/statistics.md');
  const named = layers
    .flatMap(listSources)
    .flatMap((path) => [
      ...read(path).matchAll(/statistics(?:[.]md)?,? ([A-G]\d{1,2})\b|\(([A-E]\d{1,2})\)/g),
    ])
    .map((found) => found[1] ?? found[2]!);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((rule) => !page.includes(`| ${rule} `)).toSorted()).toEqual([]);
});
