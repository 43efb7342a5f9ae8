// Type-checks every layer with its own tsconfig, so that `window` in shared/ or `node:fs` in renderer/ fails
// to compile. Asserts that each layer had files: a checker that saw nothing must not pass.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dirname, isAbsolute, join } from 'node:path';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const layers = [
  'shared',
  'db',
  'hub',
  'electron/backend',
  'electron/main',
  'electron/preload',
  'electron/cli',
  'renderer',
  'tests',
];
const chosen = process.argv.slice(2);
let failed = 0;
for (const layer of chosen.length > 0 ? chosen : layers) {
  const project = join(root, layer, 'tsconfig.json');
  const check = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', project, '--listFiles'],
    { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28 },
  );
  // The list of files comes on the same output as the errors: absolute paths, one a line.
  const lines = check.stdout.split('\n');
  const own = lines.filter((line) => line.startsWith(root) && !line.includes('node_modules'));
  const errors = lines.filter((line) => !isAbsolute(line)).join('\n');
  const isEmpty = own.length === 0;
  if (check.status !== 0 || isEmpty) failed += 1;
  process.stdout.write(
    `${check.status === 0 && !isEmpty ? 'ok  ' : 'FAIL'} ${layer} (${own.length} files)\n${errors}${check.stderr}`,
  );
}
process.exit(failed === 0 ? 0 : 1);
