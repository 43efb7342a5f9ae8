/**
 * Two people at a hub who differ on some answers of an audit that both have judged: what a norming round begins with. Hub and
 * workbenches are processes of their own.
 */
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import type { Workbench } from '../../shared/contract/workbench.ts';
import type { AuditId, ReviewId, SourceId } from '../../shared/domain/ids.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import { hubPlanOf } from './hub-team.ts';
import { weekOfTraces } from './hub-world.ts';
import type { Running } from './loopback.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from './loopback.ts';
import { answersOf } from './test-device.ts';

export interface Seated {
  person: Person;
  host: Running<{ url: string; pid: number }>;
  client: ContractRouterClient<Workbench>;
}

export interface NormingWorld {
  /** Leads the audit, and judged it too. */
  lead: Seated;
  reviewer: Seated;
  auditId: AuditId;
  stop(): Promise<void>;
}

/** An audit of `size` answers that both judge; they differ on every third. */
export async function startNormingWorld(folder: string, size = 9): Promise<NormingWorld> {
  const hub = await startHubProcess(join(folder, 'hub'));
  const { url, adminToken } = hub.said;
  const ends = [hub.stop];
  const add = (name: string, role: Role): Promise<{ person: Person; token: string }> =>
    callHub(url, adminToken ?? '', '/v1/people', { name, role });
  const sit = async (name: string, role: Role): Promise<Seated> => {
    const [host, { person, token }] = await Promise.all([
      startWorkbench(join(folder, name)),
      add(name, role),
    ]);
    ends.push(host.stop);
    const client = workbenchClient(host.said.url);
    await client.sync.connect({ url, token });
    await client.sync.now({});
    return { person, host, client };
  };
  const program = await add('Support bot', 'ingest');
  await callHub(url, program.token, '/v1/traces?source=support-bot', weekOfTraces(1, size, Date.now()));
  const [lead, reviewer] = await Promise.all([sit('Mara Lindqvist', 'lead'), sit('Ben Okafor', 'reviewer')]);
  const [source] = await lead.client.hub.sources.list();
  const plan = hubPlanOf(source!.id as SourceId, {
    title: 'Refund answers, week 47',
    dimensions: [],
    allocation: { rule: 'proportional', size, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size, reviewersPerItem: 2 },
  });
  const reviewerIds = [lead.person.id, reviewer.person.id];
  const { auditId } = await lead.client.hub.work.draw({ plan, reviewerIds });
  await reviewer.client.sync.now({});
  const judge = async ({ client }: Seated, every: number): Promise<void> => {
    const { entries } = await client.reviews.queue({ auditId });
    for (const [n, { itemId }] of entries.entries()) {
      const answers = answersOf(n % every === 0 ? 'factual' : 'none');
      const draft = { answers, elapsedMs: 18_000 + n * 900, focusedQuestion: null, supersedes: null };
      await client.reviews.submit({
        auditId,
        itemId,
        submissionId: crypto.randomUUID() as ReviewId,
        draft,
      });
    }
    await client.sync.now({});
  };
  await judge(lead, 3);
  await judge(reviewer, 1_000);
  await lead.client.sync.now({});
  return {
    lead,
    reviewer,
    auditId,
    stop: async () => {
      for (const end of ends.toReversed()) await end().catch(() => undefined);
    },
  };
}
