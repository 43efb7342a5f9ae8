/** The product's sources as they lie on disk, for the tests that hold them against what a tool or a page says. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const layers = ['shared', 'db', 'hub', 'electron', 'renderer'];

/** Product sources of a layer as they lie on disk, whatever any tool makes of them; paths from the root. */
export function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => /[.]tsx?$/.test(name) && !/[.]test[.]tsx?$|[.]d[.]ts$/.test(name));
}
