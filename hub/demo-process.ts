/**
 * The demo hub as a process of its own: a newcomer sees a sync go through without setting anything up. Keeps everything
 * in the folder `ASSAY_HUB_DATA`, listens on 127.0.0.1 at any free port, and says once, as one JSON line on standard
 * output (and to Electron, if that started it), where it is and with which token. Ends with its parent.
 */
import type { Person } from '../shared/domain/person.ts';
import { pino } from 'pino';
import { HubFailure } from './failure.ts';
import { randomIds, systemClock } from './outside.ts';
import { createPerson, issueToken, revokePerson } from './people.ts';
import type { RunningHub } from './server.ts';
import { startHub } from './server.ts';
import { findMeta, putMeta } from './store/meta.ts';
import { findPerson } from './store/people.ts';
import { inWrite } from './store/write.ts';

/** What Electron gives a utility process in place of standard input. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'close', listener: () => void): void;
}

const outside = { clock: systemClock, ids: randomIds };

/** The demo's lead, made once, with a fresh token: earlier ones went with the processes that had asked for them. */
async function signIn({ database, hubId }: RunningHub): Promise<{ person: Person; token: string }> {
  const facts = { ...outside, hubId };
  return inWrite(database.db, async (hub) => {
    const known = await findMeta(hub, 'demo_person');
    const person = known === null ? null : await findPerson(hub, known);
    if (person === null) {
      const added = await createPerson(hub, { name: 'You', role: 'lead' }, facts);
      await putMeta(hub, 'demo_person', added.person.id);
      return added;
    }
    await revokePerson(hub, person.id, facts);
    return { person, ...(await issueToken(hub, person, {}, facts)) };
  });
}

async function run(dataDir: string): Promise<void> {
  const log = pino({ level: process.env['ASSAY_LOG'] ?? 'warn' }, pino.destination({ dest: 2, sync: true }));
  const hub = await startHub({ dataDir, port: 0, host: '127.0.0.1', log });
  const { person, token } = await signIn(hub);
  const ready = { url: hub.url, token, personId: person.id };
  const { parentPort } = process as { parentPort?: ParentPort };
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    void hub.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  process.on('disconnect', end);
  if (parentPort === undefined) process.stdin.on('end', end).on('error', end).resume();
  else parentPort.on('close', end);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of Electron, not a window
  parentPort?.postMessage(ready);
}

try {
  const dataDir = process.env['ASSAY_HUB_DATA'];
  if (dataDir === undefined || dataDir === '') {
    throw new HubFailure('INVALID_INPUT', {
      what: 'The demo hub does not know where to keep its data.',
      where: 'ASSAY_HUB_DATA',
      remedy: 'Set ASSAY_HUB_DATA to a folder.',
    });
  }
  await run(dataDir);
} catch (error) {
  const told = error instanceof HubFailure ? `${error.problem.what} ${error.problem.remedy}` : String(error);
  process.stderr.write(`${told}\n`);
  process.exit(1);
}
