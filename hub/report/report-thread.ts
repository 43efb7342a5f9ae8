/**
 * The program of the hub's report thread: evidence in pieces, then one computation after the other. An entry point:
 * starts when it is loaded by `new Worker`. Must not know the database nor who may read.
 *
 * Invariant: every computation asked for gets exactly one answer, failures as values.
 */
import { parentPort } from 'node:worker_threads';
import type { AnswerMessage, CallMessage } from './report-calls.ts';
import { createReportDesk } from './report-desk.ts';

if (parentPort === null) throw new Error('This program is started as a thread of the hub.');
const port = parentPort;
const desk = createReportDesk();

port.on('message', (message: CallMessage) => {
  if (message.type === 'head') desk.begin(message.head);
  else if (message.type === 'rows') desk.add(message.piece);
  else port.postMessage(answer(message));
});

function answer({ id, name, takes }: CallMessage & { type: 'compute' }): AnswerMessage {
  try {
    return { id, ok: true, gives: desk.compute(name, takes as never) };
  } catch (error) {
    if (!(error instanceof Error)) return { id, ok: false, name: typeof error, frames: '' };
    const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
    return { id, ok: false, name: error.name, frames: frames.join('\n') };
  }
}
