/** The hub as a process that kills itself at requests for a path. Arguments: as hub-process, then the path and when. */
import { dieAt } from './dying.ts';

const [path, when] = process.argv.slice(4);
if (path !== undefined) dieAt(path, when === 'asked' ? 'asked' : 'before answer');
await import('./hub-process.ts');
