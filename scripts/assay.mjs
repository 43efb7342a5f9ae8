/** `npm run --silent assay -- <command>`: the command line on the pinned Node, whatever Node the machine has. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureReady, root } from './setup.mjs';

const node = ensureReady();
const child = spawn(node, [join(root, 'electron', 'cli', 'assay.ts'), ...process.argv.slice(2)], {
  // npm runs scripts in the project folder; paths are meant from where the person stands.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
