/** The loopback host as a process that kills itself in the middle of a request that says where. Arguments: as backend-process. */
import { dieWhenAsked } from './dying.ts';

// Before the program opens its store.
dieWhenAsked();
await import('./backend-process.ts');
