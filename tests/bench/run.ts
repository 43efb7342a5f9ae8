/**
 * `npm run bench [-- name …]`: runs benches one after the other in processes of their own; without names, all of them.
 * What begins with `--` is handed on to each.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const all = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('-bench.ts'))
  .map((file) => file.replace(/-bench\.ts$/, ''))
  .toSorted();
const options = process.argv.slice(2).filter((given) => given.startsWith('--'));
const wanted = process.argv.slice(2).filter((given) => !given.startsWith('--'));
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no bench named ${unknown.join(', ')}; there are ${all.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  process.stdout.write(`\n— ${name}\n`);
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}-bench.ts`), ...options], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exitCode = 1;
}
