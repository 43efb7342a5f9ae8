/**
 * A hub that dies when it is asked something, a lead's desk that dies too, and a colleague with whom the lead differs on
 * every answer: what norming rounds and publications with a hub need.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import type { AuditId, PersonId, ReviewId, SourceId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import { hubPlanOf, joinHub, sendTraces } from './hub-team.ts';
import type { Killable, Processes } from './killable.ts';
import { startListeningHub } from './listening-hub.ts';
import { callHub } from './loopback.ts';
import { MortalDesk } from './mortal-desk.ts';
import { answersOf } from './test-device.ts';

type HubProcess = Killable<{ url: string; adminToken: string | null }>;

/** Begins anew at the same address, to die at a path or to live. */
export class MortalHub {
  readonly #folder: string;
  readonly #processes: Processes;
  #running: HubProcess | null = null;
  #adminToken = '';
  url = '';

  constructor(folder: string, processes: Processes) {
    this.#folder = folder;
    this.#processes = processes;
  }

  async begin(path?: string, when?: 'asked' | 'before answer'): Promise<void> {
    await this.#running?.kill();
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const deadly = path === undefined || when === undefined ? [] : [path, when];
    this.#running = await this.#processes.start('./dying-hub-process.ts', [this.#folder, port, ...deadly]);
    this.url = this.#running.said.url;
    this.#adminToken = this.#running.said.adminToken ?? this.#adminToken;
  }

  addPerson = (name: string, role: Role): Promise<{ person: Person; token: string }> =>
    callHub(this.url, this.#adminToken, '/v1/people', { name, role });

  async stop(): Promise<void> {
    await this.#running?.stop();
  }
}

export interface MortalWorld {
  desk: MortalDesk;
  hub: MortalHub;
  auditId: AuditId;
  cases: CaseRef[];
  /** The lead and the colleague. */
  personIds: PersonId[];
  /** Sends what waits, ends everything, and answers what is wrong at the hub. */
  end(): Promise<string[]>;
}

/** An audit of `size` answers that both have judged. */
export async function startMortalHub(
  folder: string,
  processes: Processes,
  size: number,
): Promise<MortalWorld> {
  mkdirSync(folder);
  const hub = new MortalHub(join(folder, 'hub'), processes);
  await hub.begin();
  await sendTraces(hub, 'answers', size);
  const lead = await hub.addPerson('Ada', 'lead');
  const ben = await joinHub(hub, folder, 'Ben', 'reviewer');
  const desk = new MortalDesk(join(folder, 'lead'), processes);
  await desk.start();
  await desk.client.sync.connect({ url: hub.url, token: lead.token });
  await desk.client.sync.now({});
  const [source] = await desk.client.hub.sources.list();
  const plan = hubPlanOf(source!.id as SourceId, {
    dimensions: [],
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size, reviewersPerItem: 2 },
  });
  const personIds = [lead.person.id, ben.id];
  const { auditId } = await desk.client.hub.work.draw({ plan, reviewerIds: personIds });
  await ben.sync();
  const { entries } = await desk.client.reviews.queue({ auditId });
  for (const { itemId } of entries) {
    await ben.judge(auditId, itemId);
    const draft = {
      answers: answersOf('factual'),
      elapsedMs: 18_000,
      focusedQuestion: null,
      supersedes: null,
    };
    await desk.client.reviews.submit({
      auditId,
      itemId,
      submissionId: crypto.randomUUID() as ReviewId,
      draft,
    });
  }
  await ben.sync();
  await ben.close();
  await desk.client.sync.now({});
  const cases = entries.map(({ itemId }) => ({ auditId, itemId, question: 'hallucination' }));
  return { desk, hub, auditId, cases, personIds, end: () => end(desk, hub, join(folder, 'hub')) };
}

async function end(desk: MortalDesk, hub: MortalHub, hubFolder: string): Promise<string[]> {
  const faults: string[] = [];
  const status = await desk.client.sync.now({});
  if (status.phase !== 'idle' || status.waiting !== 0) faults.push(`sync ended as ${JSON.stringify(status)}`);
  const proof = await desk.client.sync.verify({});
  if (!proof.isComplete) faults.push(`the hub is not complete: ${proof.problems.join(' ')}`);
  await desk.stop();
  desk.look();
  await hub.stop();
  const stopped = await startListeningHub(hubFolder);
  try {
    return [...faults, ...(await stopped.listFaults())];
  } finally {
    await stopped.close();
  }
}
