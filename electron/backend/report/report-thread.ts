/**
 * The program of the report engine's thread: its own connection that only reads, and one call after the other. An entry
 * point: starts when it is loaded by `new Worker`, with the path of the store as its data.
 *
 * Must not know the contract nor who may read. Invariant: every call gets exactly one answer, failures as values.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadableStore } from '../../../db/connection.ts';
import { closeReader, openReader } from '../../../db/connection.ts';
import type { CaseCallName, CaseCalls } from '../disagreements/case-calls.ts';
import type { CaseDesk } from '../disagreements/case-desk.ts';
import { createCaseDesk, isCaseCall } from '../disagreements/case-desk.ts';
import type { AnswerMessage, CallMessage, CallName, ReportCalls } from './report-calls.ts';
import { toFailure } from './report-calls.ts';
import type { ReportDesk } from './report-desk.ts';
import { createReportDesk } from './report-desk.ts';

if (parentPort === null) throw new Error('This program is started as a thread of the backend.');
const port = parentPort;

let store: ReadableStore | null = null;
let desk: ReportDesk | null = null;
let cases: CaseDesk | null = null;

port.on('message', (message: CallMessage) => {
  if (message.type === 'close') {
    if (store !== null) closeReader(store);
    port.close();
    return;
  }
  port.postMessage(answer(message));
});

function answer({ id, name, takes }: CallMessage & { type: 'call' }): AnswerMessage {
  try {
    store ??= openReader((workerData as { path: string }).path);
    if (isCaseCall(name)) {
      cases ??= createCaseDesk(store);
      return { id, ok: true, gives: cases(name, takes as CaseCalls[CaseCallName]['takes']) };
    }
    desk ??= createReportDesk(store);
    return { id, ok: true, gives: desk(name, takes as ReportCalls[CallName]['takes']) };
  } catch (error) {
    return { id, ok: false, failure: toFailure(error) };
  }
}
