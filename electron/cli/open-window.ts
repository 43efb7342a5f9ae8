/**
 * Entry of `dist/backend/open.js`: `assay open` in one piece, which `npm start` runs because it starts in half the time of
 * the same sources file by file. Must not know what opening means.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before the rest is loaded, so that the rest is kept compiled too.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled'));

const [{ createProgram }, { addOpen }] = await Promise.all([
  import('./program.ts'),
  import('./commands/open.ts'),
]);
const program = createProgram();
addOpen(program);
await program.parseAsync();
