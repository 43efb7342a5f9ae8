import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listRefusals } from '../../db/queries/outbox.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import { findScorecard, refOf } from '../../shared/domain/catalogue.ts';
import type { TaxonomyDraft } from '../../shared/domain/taxonomy-change.ts';
import { inMemory } from '../support/databases.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { Member } from '../support/hub-team.ts';
import { joinHub } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { splitFactual, workingCopy } from '../support/taxonomy-scene.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let proxy: FaultProxy;
let weather: (path: string) => Fault = () => 'none';
let ada: Member;
let olga: Member;
let rob: Member;

beforeAll(async () => {
  folder = makeFolder();
  hub = await startListeningHub(inMemory());
  proxy = await startFaultProxy(hub.url, ({ path }) => weather(path));
  const through = { ...hub, url: proxy.url };
  ada = await joinHub(through, folder.path, 'Ada', 'lead');
  olga = await joinHub(through, folder.path, 'Olga', 'owner');
  rob = await joinHub(through, folder.path, 'Rob', 'reviewer');
});
afterAll(async () => {
  for (const member of [ada, olga, rob]) await member?.close();
  await proxy?.close();
  await hub?.close();
  folder?.remove();
});

const get = ({ client }: Member) => client.taxonomies.get({ id: 'hallucination' });
const begin = async (of: Member): Promise<TaxonomyDraft> =>
  workingCopy((await get(of)).versions[0]!.taxonomy);
const versionsAt = async (of: Member): Promise<number[]> =>
  (await get(of)).versions.map((one) => one.taxonomy.version);

function reworded(draft: TaxonomyDraft, id: string, definition: string): TaxonomyDraft {
  const classes = draft.classes.map((one) => (one.id === id ? { ...one, definition } : one));
  return { ...draft, classes, operations: [...draft.operations, { kind: 'reword', class: id }] };
}

function publish(of: Member, draft: TaxonomyDraft, proposalIds: string[] = [], id = of.context.ids.uuidv7()) {
  return of.client.taxonomies.publish({ publicationId: id, draft, proposalIds, cases: [] });
}

async function expectSameEverywhere(): Promise<void> {
  const [first, ...others] = await Promise.all(
    [ada, olga, rob].map(async (member) => {
      await member.sync();
      expect(compareProjections(member.context.store)).toEqual([]);
      return member.client.taxonomies.catalogue({});
    }),
  );
  for (const other of others) expect(other).toEqual(first);
  expect(await hub.listFaults()).toEqual([]);
}

test('whoever is no owner cannot publish, but propose; an owner takes it up and all see what came of it', async () => {
  const draft = splitFactual(await begin(rob));
  expect(await get(rob)).toMatchObject({ mayPublish: false, whyNot: expect.stringContaining('propose') });
  await rob.client.taxonomies.saveDraft({ draft });
  expect(await failureOf(publish(rob, draft))).toMatchObject({ code: 'FORBIDDEN' });
  expect((await get(rob)).draft).toEqual(draft);
  const proposalId = rob.context.ids.uuidv7();
  await rob.client.taxonomies.propose({
    proposalId,
    taxonomy: draft.taxonomy,
    operation: draft.operations[0]!,
    classes: draft.classes,
    rationale: 'Two things in one.',
    cases: [],
  });
  const decline = { proposalId, outcome: 'declined' as const, reason: 'No.' };
  expect(await failureOf(rob.client.taxonomies.endProposal(decline))).toMatchObject({ code: 'FORBIDDEN' });
  await rob.sync();
  await olga.sync();
  const [seen] = (await get(olga)).proposals;
  expect(seen).toMatchObject({ by: 'Rob', isMine: false, outcome: null });
  const withdraw = { proposalId, outcome: 'withdrawn' as const, reason: 'Not mine.' };
  expect(await failureOf(olga.client.taxonomies.endProposal(withdraw))).toMatchObject({ code: 'FORBIDDEN' });
  await publish(olga, draft, [proposalId]);
  await rob.sync();
  expect(await versionsAt(rob)).toEqual([2, 1]);
  expect((await get(rob)).proposals).toMatchObject([{ outcome: 'taken_up' }]);
  expect((await get(rob)).versions[0]).toMatchObject({ publishedBy: 'Olga' });
  await expectSameEverywhere();
});

test('offline nothing is published and the working copy stays; online again it is, once', async () => {
  await ada.sync();
  const draft = reworded(await begin(ada), 'policy', 'Promises what no policy gives.');
  await ada.client.taxonomies.saveDraft({ draft });
  weather = () => 'bad_gateway';
  expect(await failureOf(publish(ada, draft))).toMatchObject({ code: 'HUB_UNREACHABLE' });
  expect((await get(ada)).draft).toEqual(draft);
  expect(await versionsAt(ada)).toEqual([2, 1]);
  // Its first answer is lost on the way.
  let isLost = false;
  weather = (path) => {
    if (isLost || path !== '/v1/taxonomies') return 'none';
    isLost = true;
    return 'lose_answer';
  };
  const id = ada.context.ids.uuidv7();
  const { taxonomy } = await publish(ada, draft, [], id);
  weather = () => 'none';
  expect(isLost).toBe(true);
  expect(taxonomy.version).toBe(3);
  expect((await get(ada)).draft).toBeNull();
  expect((await publish(ada, draft, [], id)).taxonomy).toEqual(taxonomy);
  expect(await versionsAt(ada)).toEqual([3, 2, 1]);
  await expectSameEverywhere();
});

test('of two who publish on one version the second is told, merges, and publishes on top', async () => {
  await ada.sync();
  await olga.sync();
  const mine = reworded(await begin(olga), 'other', 'What no other class fits.');
  await publish(ada, reworded(await begin(ada), 'citation', 'Names a source that is silent on it.'));
  await olga.client.taxonomies.saveDraft({ draft: mine });
  // Her device has not heard of it: the hub tells her.
  expect(await versionsAt(olga)).toEqual([3, 2, 1]);
  expect(await failureOf(publish(olga, mine))).toMatchObject({ code: 'CONFLICT' });
  expect((await get(olga)).draft).toEqual(mine);
  expect(await versionsAt(olga)).toEqual([4, 3, 2, 1]);
  const { merged, conflicts } = await olga.client.taxonomies.merge({ draft: mine });
  expect(conflicts).toEqual([]);
  const { taxonomy } = await publish(olga, merged);
  expect(taxonomy.version).toBe(5);
  const definitions = new Map(taxonomy.classes.map((one) => [one.id, one.definition]));
  expect(definitions.get('other')).toBe('What no other class fits.');
  expect(definitions.get('citation')).toBe('Names a source that is silent on it.');
  await expectSameEverywhere();
});

test('a version published alone, which the hub refuses, stays with the audits that were planned with it', async () => {
  const alone = await openTestBackend(join(folder.path, 'alone'), { clock: systemClock });
  try {
    const { client, context } = alone;
    const publishAlone = async (definition: string) => {
      const { versions } = await client.taxonomies.get({ id: 'hallucination' });
      const draft = reworded(workingCopy(versions[0]!.taxonomy), 'procedural', definition);
      return client.taxonomies.publish({
        publicationId: context.ids.uuidv7(),
        draft,
        proposalIds: [],
        cases: [],
      });
    };
    // The hub has five versions by now, of other people: none of these is one of them.
    for (let n = 2; n <= 6; n += 1) await publishAlone(`Made alone, version ${n}.`);
    const card = (await client.taxonomies.catalogue({})).scorecards.find(
      (one) => one.id === 'hallucination_audit' && one.version === 6,
    )!;
    const plan = { scorecard: { id: card.id, version: card.version } };
    const { auditId } = storeMadeAudit(alone, 4, { plan }).manifest;
    const { token } = await hub.addPerson('Nia', 'lead');
    await client.sync.connect({ url: hub.url, token });
    expect(await client.sync.now({})).toMatchObject({ error: null });
    expect(listRefusals(context.store).filter((one) => one.reason === 'CONFLICT')).toHaveLength(5);
    const catalogue = await client.taxonomies.catalogue({});
    expect(catalogue.scorecards.some((one) => one.id === card.id && one.version === 6)).toBe(false);
    expect(findScorecard(plan.scorecard, catalogue)).toEqual(card);
    expect((await client.taxonomies.get({ id: 'hallucination' })).versions[0]!.taxonomy.version).toBe(5);
    const { entries } = await client.reviews.queue({ auditId });
    expect(entries).toHaveLength(4);
    expect((await client.reports.get({ auditId })).questions.length).toBeGreaterThan(0);
  } finally {
    await alone.close();
  }
});

test('of two who each published a version 2 alone, the second gets the change back, and no label is read as the other’s', async () => {
  const shared = await startListeningHub(inMemory());
  const first = await openTestBackend(join(folder.path, 'first'), { clock: systemClock });
  const second = await openTestBackend(join(folder.path, 'second'), { clock: systemClock });
  const readAt = (of: TestBackend) => of.client.taxonomies.get({ id: 'hallucination' });
  const publishAt = async (of: TestBackend, change: (draft: TaxonomyDraft) => TaxonomyDraft) =>
    of.client.taxonomies.publish({
      publicationId: of.context.ids.uuidv7(),
      draft: change(workingCopy((await readAt(of)).versions[0]!.taxonomy)),
      proposalIds: [],
      cases: [],
    });
  const connect = async (of: TestBackend, name: string) => {
    const { token } = await shared.addPerson(name, 'lead');
    await of.client.sync.connect({ url: shared.url, token });
    expect(await of.client.sync.now({})).toMatchObject({ error: null });
  };
  try {
    await publishAt(first, (draft) => reworded(draft, 'policy', 'As the first has it.'));
    const made = await publishAt(second, splitFactual);
    const card = made.scorecards.find((one) => one.id === 'hallucination_audit')!;
    const { auditId } = storeMadeAudit(second, 4, { plan: { scorecard: refOf(card) } }).manifest;
    // Begun on top of it, and not published yet.
    const base = { ...workingCopy(made.taxonomy), taxonomy: refOf(made.taxonomy) };
    const begun = reworded(base, 'citation', 'Half a sen');
    await second.client.taxonomies.saveDraft({ draft: { ...begun, summary: '' } });
    await connect(first, 'Fay');
    await connect(second, 'Sam');

    const { versions, draft, refused } = await readAt(second);
    expect(versions.map((one) => one.taxonomy.version)).toEqual([2, 1]);
    expect(versions[0]!.taxonomy.classes[3]!.definition).toBe('As the first has it.');
    expect(draft).toMatchObject({
      taxonomy: { id: 'hallucination', version: 1 },
      operations: [
        { kind: 'split', class: 'factual' },
        { kind: 'reword', class: 'citation' },
      ],
      summary: 'Figures apart from claims.',
      putBack: { version: 2, why: expect.stringContaining('published before') },
    });
    expect(draft!.classes.map((one) => one.definition)).toContain('Half a sen');
    expect(refused).toMatchObject([{ version: 2, summary: 'Figures apart from claims.' }]);

    // The audit keeps the version that it was planned with, and is nobody else's.
    expect(versions[0]!.audits).toEqual([]);
    const { scorecard } = await second.client.reviews.queue({ auditId });
    expect(scorecard).toEqual(card);
    const reasons = listRefusals(second.context.store).map((one) => [one.kind, one.reason]);
    expect(reasons).toContainEqual(['audit.planned', 'CONFLICT']);
    await first.client.sync.now({});
    expect((await first.client.audits.list({})).map((one) => one.id)).not.toContain(auditId);

    // Typed on in an editor that still shows the refused version.
    await second.client.taxonomies.saveDraft({ draft: begun });
    expect((await readAt(second)).draft).toMatchObject({ taxonomy: { version: 1 } });
    const { merged, conflicts } = await second.client.taxonomies.merge({ draft: draft! });
    expect(conflicts).toEqual([]);
    const third = await publishAt(second, () => ({ ...merged, summary: 'Figures apart from claims.' }));
    expect(third.taxonomy.version).toBe(3);
    const definitions = third.taxonomy.classes.map((one) => one.definition);
    expect(definitions).toEqual(expect.arrayContaining(['As the first has it.', 'Half a sen']));
    const bridge = { auditId, question: 'hallucination', to: { id: 'hallucination', version: 3 }, size: 2 };
    expect(await failureOf(second.client.taxonomies.planBridge(bridge))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { what: expect.stringContaining('was not made from') },
    });
    await first.client.sync.now({});
    expect((await readAt(first)).versions.map((one) => one.taxonomy.version)).toEqual([3, 2, 1]);
    expect(await shared.listFaults()).toEqual([]);
  } finally {
    await first.close();
    await second.close();
    await shared.close();
  }
});
