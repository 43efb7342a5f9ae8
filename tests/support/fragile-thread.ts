/**
 * A report thread that ends when it is told to: `item` calls end it (an error nobody caught), `compare` calls never
 * answer, everything else answers with the number of the thread that answered. For tests of what the engine does then.
 */
import { parentPort, threadId } from 'node:worker_threads';
import type { CallMessage } from '../../electron/backend/report/report-calls.ts';

if (parentPort === null) throw new Error('this is the program of a thread');
const port = parentPort;

port.on('message', (message: CallMessage) => {
  if (message.type === 'close') return port.close();
  if (message.name === 'item') throw new RangeError('a secret that must not be logged');
  if (message.name === 'compare') return neverEnd();
  return port.postMessage({ id: message.id, ok: true, gives: { threadId, takes: message.takes } });
});

function neverEnd(): never {
  for (;;);
}
