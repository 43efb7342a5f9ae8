import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { compareProjections } from '../../db/replay.ts';
import { silentLog } from '../../electron/backend/log.ts';
import { createHostToken, serveLoopback } from '../../electron/backend/host-http.ts';
import { createPortServer } from '../../electron/backend/port-server.ts';
import { workbench } from '../../shared/contract/workbench.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { hubPlanOf } from '../support/hub-team.ts';
import { makeTrace } from '../support/made-audit.ts';
import type { TestBackend, WorkbenchClient } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

const id = '0198c0de-0000-7000-8000-00000000abcd' as never;
const scorecard = { id: 'hallucination_audit', version: 1 };
const answers = { hallucination: { type: 'choice', option: 'none' } } as const;
const { filter: _filter, dueAt: _dueAt, ...weekly } = hubPlanOf(id);
const template = {
  templateId: id,
  leadId: id,
  plan: { ...weekly, filter: { dimensions: [] } },
  reviewerIds: [id],
  gold: 0,
  schedule: { weekday: 1, hour: 6, minute: 0, timeZone: 'Europe/Berlin' },
  weeks: 1,
  dueDays: null,
};

type Hub = WorkbenchClient['hub'];

/** A valid call of every procedure that is handed on. */
const calls: Record<string, (hub: Hub) => Promise<unknown>> = {
  'people.list': (hub) => hub.people.list(),
  'people.create': (hub) => hub.people.create({ name: 'Eve', role: 'reviewer' }),
  'people.update': (hub) => hub.people.update({ personId: id, name: 'Eve' }),
  'people.revoke': (hub) => hub.people.revoke({ personId: id }),
  'tokens.list': (hub) => hub.tokens.list({ personId: id }),
  'tokens.issue': (hub) => hub.tokens.issue({ personId: id, name: 'laptop' }),
  'tokens.rotate': (hub) => hub.tokens.rotate({ tokenId: id }),
  'tokens.revoke': (hub) => hub.tokens.revoke({ tokenId: id }),
  'refusals.list': (hub) => hub.refusals.list({}),
  'sources.list': (hub) => hub.sources.list(),
  'sources.create': (hub) => hub.sources.create({ name: 'support' }),
  'sources.declare': (hub) => hub.sources.declare({ sourceId: id, declared: ['language'] }),
  'sources.dimensions': (hub) => hub.sources.dimensions({ sourceId: id }),
  'batches.list': (hub) => hub.batches.list({}),
  'batches.get': (hub) => hub.batches.get({ batchId: id }),
  'masking.get': (hub) => hub.masking.get(),
  'masking.put': (hub) => hub.masking.put({ kinds: [], custom: [] }),
  'retention.get': (hub) => hub.retention.get(),
  'retention.put': (hub) =>
    hub.retention.put({ rules: [{ riskClasses: [], traceDays: 30, itemDays: null }] }),
  'retention.purge': (hub) => hub.retention.purge({ isDryRun: true }),
  'work.draw': (hub) => hub.work.draw({ plan: hubPlanOf(id), reviewerIds: [id] }),
  'work.manifest': (hub) => hub.work.manifest({ auditId: id }),
  'work.redraw': (hub) => hub.work.redraw({ auditId: id }),
  'work.load': (hub) => hub.work.load({ auditId: id }),
  'work.reassign': (hub) => hub.work.reassign({ auditId: id, from: id, to: [id], reason: 'away' }),
  'work.beginSecondLook': (hub) => hub.work.beginSecondLook({ auditId: id }),
  'work.relabel': (hub) =>
    hub.work.relabel({ auditId: id, itemIds: [id], personIds: null, reason: 'changed' }),
  'work.close': (hub) => hub.work.close({ auditId: id }),
  'work.goldResults': (hub) => hub.work.goldResults({ auditId: id }),
  'work.agreement': (hub) => hub.work.agreement({ auditId: id }),
  'work.norming': (hub) => hub.work.norming({ roundId: id }),
  'gold.list': (hub) => hub.gold.list(),
  'gold.add': (hub) => hub.gold.add({ of: { trace: makeTrace(1) }, scorecard, answers, rationale: 'known' }),
  'gold.retire': (hub) => hub.gold.retire({ goldId: id }),
  'templates.list': (hub) => hub.templates.list(),
  'templates.save': (hub) => hub.templates.save(template),
  'templates.stop': (hub) => hub.templates.stop({ templateId: id }),
  'templates.run': (hub) => hub.templates.run({ templateId: id }),
};

function listProcedures(of: object, path = ''): string[] {
  return Object.entries(of).flatMap(([name, part]: [string, object]) =>
    isContractProcedure(part) ? [`${path}${name}`] : listProcedures(part, `${path}${name}.`),
  );
}

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
beforeAll(async () => {
  folder = makeFolder();
  backend = await openTestBackend(join(folder.path));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const me = {
  hubId: '0198c0de-0000-7000-8000-00000000000a',
  person: { id: '0198c0de-0000-7000-8000-000000000001', name: 'Ada', role: 'lead' },
  apiVersion: 1,
};

const send =
  (status: number, type: string, body: string): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const notThere = send(404, 'application/problem+json', '{"title":"Not found","status":404}');

/** Signs in at a server that says who one is, and answers everything else in its own way. */
async function connectTo(answer: Answer): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    const url = request.url ?? '';
    if (url === '/v1/me') send(200, 'application/json', JSON.stringify(me))(request, response);
    // It has no ledger of this device yet, which is asked at sign-in.
    else if (/^\/v1\/ledgers\/[^/]+$/.test(url)) notThere(request, response);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    await backend.client.sync.disconnect({});
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  await backend.client.sync.connect({ url: `http://127.0.0.1:${port}`, token: 'a-token-of-ada-0123456789' });
}

/** What every procedure fails with, by name. */
async function failures(): Promise<[string, string, { what: string; remedy: string }][]> {
  const found: [string, string, { what: string; remedy: string }][] = [];
  for (const [name, call] of Object.entries(calls)) {
    const { code, data } = await failureOf(call(backend.client.hub));
    found.push([name, code, data as { what: string; remedy: string }]);
  }
  return found;
}

const codesOf = (found: Awaited<ReturnType<typeof failures>>): string[] => [
  ...new Set(found.map(([, code]) => code)),
];

describe('a procedure that is handed on to the hub', () => {
  test('is one of those called here', () => {
    expect(Object.keys(calls).toSorted()).toEqual(listProcedures(workbench.hub).toSorted());
  });

  test('says that there is no hub, and how to come to one', async () => {
    const found = await failures();
    expect(codesOf(found)).toEqual(['HUB_UNREACHABLE']);
    for (const [name, , { what, remedy }] of found) {
      expect(what, name).toMatch(/not connected/);
      expect(remedy, name).toMatch(/Sync screen/);
    }
  });

  test.each<[string, Answer]>([
    ['JSON of another form', send(200, 'application/json', '{"nonsense":[1,2,{"x":null}]}')],
    ['JSON cut off', send(200, 'application/json', '{"rows":[')],
    ['a page of HTML', send(200, 'text/html', '<html>Welcome</html>')],
    ['a failure of a proxy', send(502, 'application/json', '{"message":"bad gateway"}')],
  ])(
    'that is answered with %s fails as unreachable and keeps nothing to ask later',
    async (_name, answer) => {
      await connectTo(answer);
      const found = await failures();
      expect(codesOf(found)).toEqual(['HUB_UNREACHABLE']);
      for (const [name, , { remedy }] of found)
        expect(remedy, name).not.toMatch(/is stored here and is sent/);
    },
  );

  test.each([
    [409, 'CONFLICT'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [401, 'UNAUTHORIZED'],
  ])('that is refused with status %s says so in the words of the hub, as %s', async (status, code) => {
    const problem = JSON.stringify({
      type: 'about:blank',
      title: 'No.',
      detail: 'It cannot be done.',
      status,
    });
    await connectTo(send(status, 'application/problem+json', problem));
    const found = await failures();
    expect(codesOf(found)).toEqual([code]);
    if (status !== 401) for (const [name, , { what }] of found) expect(what, name).toBe('It cannot be done.');
    for (const [name, , { remedy }] of found) expect(remedy, name).toMatch(status === 401 ? /Sign in/ : /\S/);
  });
});

const transports: Record<string, () => Promise<{ hub: Hub; end: () => Promise<void> }>> = {
  'a direct call': async () => ({ hub: backend.client.hub, end: async () => {} }),
  'a MessagePort': async () => {
    const { port1, port2 } = new MessageChannel();
    createPortServer(backend.router, backend.context)(port1);
    const client: WorkbenchClient = createORPCClient(new PortLink({ port: port2 }));
    port2.start();
    return { hub: client.hub, end: async () => port2.close() };
  },
  'HTTP on the loopback host': async () => {
    const token = createHostToken();
    const host = await serveLoopback({ ...backend, log: silentLog(), rendererDir: null, port: 0, token });
    const headers = { authorization: `Bearer ${token}` };
    const client: WorkbenchClient = createORPCClient(new FetchLink({ url: `${host.url}/rpc`, headers }));
    return { hub: client.hub, end: () => host.close() };
  },
};

describe.each(Object.entries(transports))('handed on over %s', (_name, open) => {
  test('answers and failures of the hub come through as they are', async () => {
    const row = { at: '2026-01-05T10:00:00.000Z', personId: null, ip: '::1', method: 'GET', status: 401 };
    const page = { rows: [{ ...row, route: '/v1/me', code: 'UNAUTHORIZED' }], next: 'a:1' };
    const refused = { what: 'Zürich is „closed“.', where: 'audit 7', remedy: 'Open it.' };
    const told = { defined: true, code: 'CONFLICT', message: 'm', data: refused, title: 'No', status: 409 };
    await connectTo((request, response) =>
      request.url?.startsWith('/v1/refusals?') === true
        ? send(200, 'application/json', JSON.stringify(page))(request, response)
        : send(409, 'application/problem+json', JSON.stringify(told))(request, response),
    );
    const { hub, end } = await open();
    ends.push(end);
    expect(await hub.refusals.list({ limit: 5, after: 'a:0' })).toEqual(page);
    for (const call of [hub.gold.list(), hub.work.redraw({ auditId: id })]) {
      expect(await failureOf(call)).toMatchObject({ code: 'CONFLICT', defined: true, data: refused });
    }
    const wrong = await failureOf(hub.refusals.list({ limit: 0 }));
    expect(wrong).toMatchObject({ code: 'INVALID_INPUT', data: { where: 'limit' } });
  });
});

describe('an item whose text was erased', () => {
  test('says so in the queue, on its screen and in the report; what was said about it stays', async () => {
    const { client, context } = backend;
    const { manifest } = storeMadeAudit(backend, 3);
    const { auditId } = manifest;
    const [done, drafted] = manifest.items;
    const draft = draftOf(answersOf('none'));
    const submissionId = newReviewId(backend);
    await client.reviews.submit({ auditId, itemId: done!.id, submissionId, draft });
    await client.reviews.saveDraft({ auditId, itemId: drafted!.id, draft });
    const entries = [done!, drafted!].map(({ id: itemId, position, contentDigest }, n) => {
      const payload = { auditId, itemId, position, contentDigest, content: null, sealed: null };
      const entry: FeedEntry = { position: 900 + n, op: 'put', kind: 'item', id: itemId, payload };
      return { ...entry, entry };
    });
    applyFeedPage(context.store, { cursor: 'after', entries });
    const queue = (await client.reviews.queue({ auditId })).entries;
    expect(queue.map((one) => [/erased/.test(one.title), one.state])).toEqual([
      [true, 'done'],
      [true, 'draft'],
      [false, 'open'],
    ]);
    const shown = await client.reviews.item({ auditId, itemId: drafted!.id });
    expect(shown).toMatchObject({ isErased: true, draft: { answers: draft.answers } });
    expect(JSON.stringify(shown.trace)).not.toContain('refund');
    const again = client.reviews.submit({
      auditId,
      itemId: drafted!.id,
      submissionId: newReviewId(backend),
      draft,
    });
    expect(await failureOf(again)).toMatchObject({ code: 'CONFLICT', data: { what: /erased/ } });
    const item = await client.reports.item({ auditId, itemId: done!.id });
    expect(item).toMatchObject({ isErased: true, trace: null, reviews: [{ reviewId: submissionId }] });
    expect(compareProjections(context.store)).toEqual([]);
    expect(await client.ledger.verify({})).toMatchObject({ isIntact: true, projectionsMatch: true });
  });
});
