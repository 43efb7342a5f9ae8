// Type-checks every layer with its own tsconfig, so that `window` in shared/ or `node:fs` in renderer/ fails
// to compile. Asserts that each layer had files: a checker that saw nothing must not pass.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

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
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', project, '--listFilesOnly'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const own = run.stdout
    .split('\n')
    .filter((file) => file.startsWith(root) && !file.includes('node_modules'));
  const check = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', project],
    { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28 },
  );
  const isEmpty = own.length === 0;
  if (check.status !== 0 || isEmpty) failed += 1;
  process.stdout.write(
    `${check.status === 0 && !isEmpty ? 'ok  ' : 'FAIL'} ${layer} (${own.length} files)\n${check.stdout}${check.stderr}`,
  );
}
process.exit(failed === 0 ? 0 : 1);
