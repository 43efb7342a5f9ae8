/**
 * A hub with people and traces, as processes of their own: its admin at a workbench, others as they are asked for, and
 * two weeks of made answers sent by HTTP, the second of them with rows that are none and with a model that was not there
 * before. Everything happens through the contracts.
 */
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { Running } from './loopback.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from './loopback.ts';

export interface AtWorkbench {
  person: Person;
  token: string;
  host: Running<{ url: string; pid: number }>;
  client: ContractRouterClient<Workbench>;
}

export interface HubWorld {
  hub: Awaited<ReturnType<typeof startHubProcess>>;
  url: string;
  admin: AtWorkbench;
  /** Adds a person by the API. */
  add(name: string, role: Role): Promise<{ person: Person; token: string }>;
  /** Starts a workbench and connects it with a token. */
  sit(added: { person: Person; token: string }): Promise<AtWorkbench>;
  /** Sends one trace per line, as the program with the ingest token does. */
  send(source: string, lines: readonly unknown[]): Promise<BatchReport>;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;

/** Traces of the week that began `weeksAgo` Mondays before the last one. */
export function weekOfTraces(weeksAgo: number, count: number, nowMs: number): Trace[] {
  const monday = Math.floor(nowMs / dayMs) - ((Math.floor(nowMs / dayMs) + 3) % 7) - 7 * weeksAgo;
  const weekStart = new Date(monday * dayMs).toISOString().slice(0, 10);
  return generateDemo({ seed: `hub-week-${weeksAgo}`, count, weekStart }).traces;
}

/** Rows that cannot be stored, and one with an address that must be masked. */
export function oddRows(of: Trace): unknown[] {
  const { output: _output, ...cutOff } = of;
  return [
    { ...cutOff, id: 'without-output' },
    { ...of, id: 'with-address', output: `${of.output} Write to jane.doe@example.com or +49 151 23456789.` },
    { ...of, id: 'bad-time', occurredAt: 'yesterday' },
  ];
}

export async function startHubWorld(folder: string): Promise<HubWorld> {
  const hub = await startHubProcess(join(folder, 'hub'));
  const { url, adminToken } = hub.said;
  const token = adminToken ?? '';
  const ends: (() => Promise<void>)[] = [hub.stop];
  const add = (name: string, role: Role): Promise<{ person: Person; token: string }> =>
    callHub(url, token, '/v1/people', { name, role });
  const sit = async (added: { person: Person; token: string }): Promise<AtWorkbench> => {
    const host = await startWorkbench(join(folder, added.person.name));
    ends.push(host.stop);
    const client = workbenchClient(host.said.url);
    await client.sync.connect({ url, token: added.token });
    await client.sync.now({});
    return { ...added, host, client };
  };
  const me = await callHub<{ person: Person }>(url, token, '/v1/me');
  const admin = await sit({ person: me.person, token });
  const program = await add('Support bot', 'ingest');
  return {
    hub,
    url,
    admin,
    add,
    sit,
    send: async (source, lines) => {
      const answer = await fetch(`${url}/v1/traces?source=${encodeURIComponent(source)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${program.token}`, 'content-type': 'application/x-ndjson' },
        body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      });
      if (!answer.ok) throw new Error(`traces were answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as BatchReport;
    },
    stop: async () => {
      for (const end of ends.toReversed()) await end().catch(() => undefined);
    },
  };
}
