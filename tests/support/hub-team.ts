/** A real hub with traces in it, and whole backends signed in at it: what tests of work given out by the hub are made of. */
import { join } from 'node:path';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { BackendOptions } from '../../electron/backend/backend.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { batchReport } from '../../shared/contract/hub-traces.ts';
import type { AuditId, ItemId, PersonId, SourceId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { HubPlan } from '../../shared/domain/template.ts';
import type { ListeningHub } from './listening-hub.ts';
import { makePlan, makeTrace } from './made-audit.ts';
import type { TestBackend } from './test-backend.ts';
import { draftOf, newReviewId, openTestBackend } from './test-backend.ts';
import { answersOf } from './test-device.ts';

export interface Member extends TestBackend {
  id: PersonId;
  token: string;
  dataDir: string;
  /** Syncs and says what went wrong, if anything. */
  sync(): Promise<void>;
  /** Submits a complete form for an item, as the screen does. */
  judge(auditId: AuditId, itemId: ItemId, verdict?: 'none' | 'factual'): Promise<void>;
  /** Items of the person's queue, with their states. */
  queue(auditId: AuditId): Promise<{ itemId: ItemId; state: string; title: string }[]>;
}

let members = 0;

/** Adds a person to the hub and opens their backend on a folder of its own, signed in. */
export async function joinHub(
  hub: Pick<ListeningHub, 'url' | 'addPerson'>,
  folder: string,
  name: string,
  role: Role,
  change: Partial<BackendOptions> = {},
): Promise<Member> {
  const { person, token } = await hub.addPerson(name, role);
  members += 1;
  const dataDir = join(folder, `member-${members}`);
  mkdirSync(dataDir);
  const backend = await openTestBackend(dataDir, { clock: systemClock, ...change });
  const { client } = backend;
  await client.sync.connect({ url: hub.url, token });
  const sync = async (): Promise<void> => {
    const { phase, error } = await client.sync.now({});
    if (error !== null) throw new Error(`${name} cannot sync (${phase}): ${error.what}`);
  };
  await sync();
  return {
    ...backend,
    id: person.id,
    token,
    dataDir,
    sync,
    judge: async (auditId, itemId, verdict = 'none') => {
      const draft = draftOf(answersOf(verdict));
      await client.reviews.submit({ auditId, itemId, submissionId: newReviewId(backend), draft });
    },
    queue: async (auditId) => (await client.reviews.queue({ auditId })).entries,
  };
}

/** Sends the first `count` made traces to the hub as somebody who may; answers the id of their source. */
export async function sendTraces(
  hub: Pick<ListeningHub, 'url' | 'addPerson'>,
  name: string,
  count: number,
): Promise<void> {
  const { token } = await hub.addPerson('Feeder', 'ingest');
  const response = await fetch(`${hub.url}/v1/traces?source=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(Array.from({ length: count }, (_, n) => makeTrace(n))),
  });
  const { stored } = batchReport.parse(await response.json());
  if (stored !== count) throw new Error(`${stored} of ${count} traces were stored`);
}

export async function findSource(member: Member, name: string): Promise<SourceId> {
  const found = (await member.client.hub.sources.list()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`the hub has no source ${name}`);
  return found.id as SourceId;
}

/** A plan over a source of the hub. */
export function hubPlanOf(sourceId: SourceId, change: Partial<HubPlan> = {}): HubPlan {
  const { source: _source, seed: _seed, ...plan } = makePlan();
  return { ...plan, sourceId, ...change };
}

/** Every byte that a device holds, as text. */
export function everythingOn(member: Member): string {
  return readdirSync(member.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n');
}
