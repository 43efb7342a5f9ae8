// What is said about cases, from two owners' workbenches over a real hub: offline, twice, with answers that get lost.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listOfKinds } from '../../db/queries/deliberation.ts';
import { foldCase } from '../../shared/adjudication/fold-case.ts';
import type { CaseRef, RulingId } from '../../shared/domain/adjudication.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import { inMemory } from '../support/databases.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { SyncDevice } from '../support/sync-world.ts';
import { listFaults, openDevice } from '../support/sync-world.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let hub: ListeningHub;
let cleanups: (() => Promise<void>)[] = [];
let opened = 0;

beforeAll(async () => {
  hub = await startListeningHub(inMemory());
});
afterAll(async () => {
  expect(await hub.listFaults()).toEqual([]);
  await hub.close();
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  cleanups = [];
  folder.remove();
});

async function device(name: string, role: Role): Promise<SyncDevice> {
  const { token } = await hub.addPerson(name, role);
  opened += 1;
  const made = openDevice(join(folder.path, `${name} ${opened}`), name, { random: () => 0.5 });
  cleanups.push(() => made.close());
  await made.sync.connect(hub.url, token);
  await made.sync.runNow();
  return made;
}

interface Bench extends TestBackend {
  path: string;
}

/** A workbench, signed in as an owner. */
async function bench(name: string, fetching: typeof fetch = fetch): Promise<Bench> {
  const { token } = await hub.addPerson(name, 'owner');
  opened += 1;
  const path = join(folder.path, `${name} ${opened}`);
  const backend = await openTestBackend(path, { fetch: fetching });
  cleanups.push(() => backend.close());
  await backend.context.sync.connect(hub.url, token);
  await backend.context.sync.runNow();
  return { ...backend, path };
}

async function settled(
  ...all: { sync?: SyncDevice['sync']; context?: TestBackend['context'] }[]
): Promise<void> {
  for (const one of all) {
    const status = await (one.sync ?? one.context?.sync)?.runNow();
    expect(status).toMatchObject({ phase: 'idle', waiting: 0, error: null });
  }
}

interface Scene {
  lead: SyncDevice;
  ann: SyncDevice;
  manifest: Manifest;
  reviews: ReviewId[];
  caseOf(at: number): CaseRef;
}

/** Three items that Ann and Ben both judged, and on which they differ. */
async function differing(): Promise<Scene> {
  const lead = await device('Lea', 'lead');
  const ann = await device('Ann', 'reviewer');
  const ben = await device('Ben', 'reviewer');
  const { manifest } = lead.draw(3, 3, [ann.personId(), ben.personId()]);
  await settled(lead, ann, ben);
  const reviews: ReviewId[] = [];
  for (const [who, answer] of [
    [ann, 'none'],
    [ben, 'factual'],
  ] as const) {
    for (const item of manifest.items) {
      const reviewId = who.ids.uuidv7() as ReviewId;
      reviews.push(reviewId);
      who.append('review.submitted@1', {
        reviewId,
        auditId: manifest.auditId,
        itemId: item.id,
        scorecard: manifest.plan.scorecard,
        answers: answersOf(answer),
        elapsedMs: 1000,
        supersedes: null,
        sawModel: false,
        sawJudge: false,
      });
    }
    await settled(who);
  }
  const caseOf = (at: number): CaseRef => ({
    auditId: manifest.auditId,
    itemId: manifest.items[at]!.id,
    question: 'hallucination',
  });
  return { lead, ann, manifest, reviews, caseOf };
}

const everything = { auditIds: [] };

function ruling(of: CaseRef, option: string, supersedes: RulingId | null = null) {
  const rulingId = randomUUID() as RulingId;
  const why = {
    cause: 'guideline_gap' as const,
    confidence: 'high' as const,
    rationale: 'It says otherwise.',
  };
  return { ...of, rulingId, option, ...why, changesGuideline: false, supersedes };
}

const rule = ({ client }: TestBackend, of: ReturnType<typeof ruling>) =>
  client.disagreements.rule({ ruling: of, filter: everything });
const look = ({ client }: TestBackend, of: CaseRef) =>
  client.disagreements.get({ case: of, filter: everything, showsNames: true });

describe('two owners', () => {
  test('who rule one case offline both keep their ruling; the first that the hub accepted stands with both', async () => {
    const { caseOf } = await differing();
    const offline = new Set<string>();
    const networkOf =
      (name: string): typeof fetch =>
      (input, init) =>
        offline.has(name) ? Promise.reject(new TypeError('there is no network')) : fetch(input, init);
    const olga = await bench('Olga', networkOf('Olga'));
    const otto = await bench('Otto', networkOf('Otto'));
    await settled(olga, otto);
    const of = caseOf(0);
    offline.add('Olga').add('Otto');
    const [first, second] = [ruling(of, 'factual'), ruling(of, 'none')];
    expect((await rule(otto, second)).row.state).toBe('ruled');
    expect((await rule(olga, first)).row.state).toBe('ruled');
    offline.delete('Olga');
    await settled(olga);
    offline.delete('Otto');
    await settled(otto, olga);
    for (const one of [olga, otto]) {
      const { row, rulings } = await look(one, of);
      expect(row.state).toBe('conflict');
      expect(rulings.map((each) => [each.rulingId, each.standing, each.isConfirmed])).toEqual([
        [first.rulingId, 'stands', true],
        [second.rulingId, 'overtaken', true],
      ]);
      expect(listFaults(one.context.store)).toEqual([]);
    }
    await rule(otto, ruling(of, 'none', first.rulingId));
    await settled(otto, olga);
    expect((await look(olga, of)).row.state).toBe('ruled');
  });

  test('are told when the other holds a case, or has ruled it, before they say anything', async () => {
    const { caseOf } = await differing();
    const [olga, otto] = [await bench('Olga'), await bench('Otto')];
    const of = caseOf(1);
    await settled(olga, otto);
    expect((await olga.client.disagreements.claim({ ...of, isHeld: true })).row.claimedBy?.isMine).toBe(true);
    await settled(olga, otto);
    const refused = await failureOf(otto.client.disagreements.claim({ ...of, isHeld: true }));
    expect(refused).toMatchObject({ code: 'CONFLICT', data: { what: 'Olga is working on this case.' } });
    expect(await failureOf(rule(otto, ruling(of, 'none')))).toMatchObject({ code: 'CONFLICT' });
    const made = ruling(of, 'factual');
    await rule(olga, made);
    expect(await failureOf(rule(olga, ruling(of, 'none')))).toMatchObject({ code: 'CONFLICT' });
    expect(await failureOf(rule(olga, { ...made, option: 'none' }))).toMatchObject({ code: 'CONFLICT' });
    const wrong = ruling(of, 'nothing', made.rulingId);
    expect(await failureOf(rule(olga, wrong))).toMatchObject({ code: 'INVALID_INPUT' });
    await settled(olga, otto);
    expect((await look(otto, of)).row).toMatchObject({ state: 'ruled', claimedBy: null });
  });

  test('keep a ruling on a review that was superseded meanwhile: it asks to be confirmed', async () => {
    const { ann, manifest, reviews, caseOf } = await differing();
    const olga = await bench('Olga');
    await settled(olga);
    ann.append('review.submitted@1', {
      reviewId: ann.ids.uuidv7() as ReviewId,
      auditId: manifest.auditId,
      itemId: manifest.items[0]!.id,
      scorecard: manifest.plan.scorecard,
      answers: answersOf('none'),
      elapsedMs: 1000,
      supersedes: reviews[0]!,
      sawModel: false,
      sawJudge: false,
    });
    await settled(ann);
    await rule(olga, ruling(caseOf(0), 'factual'));
    await settled(olga);
    const { row, rulings } = await look(olga, caseOf(0));
    expect(row.state).toBe('stale');
    expect(rulings[0]).toMatchObject({ standing: 'stands', isStale: true, isConfirmed: true });
  });
});

test('an act that is repeated because its answer was lost says nothing twice, whoever lost it', async () => {
  const { caseOf } = await differing();
  // Answers that are still to be lost on their way back.
  let toLose = 0;
  const losing: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!url.endsWith('/events') || toLose === 0) return answer;
    toLose -= 1;
    throw new TypeError('the connection was reset');
  };
  const olga = await bench('Olga', losing);
  await settled(olga);
  toLose = 3;
  const of = caseOf(2);
  const said = ruling(of, 'factual');
  const words = { commentId: randomUUID(), about: { kind: 'case' as const, case: of }, text: 'See page 3.' };
  await rule(olga, said);
  const first = await olga.client.disagreements.comment(words);
  await olga.context.sync.runNow();
  // The program ends before its window hears of either, and is asked again after its next start.
  await olga.close();
  const again = await openTestBackend(olga.path, { secrets: olga.context.secrets, fetch: losing });
  cleanups.push(() => again.close());
  await rule(again, said);
  expect(await again.client.disagreements.comment(words)).toEqual(first);
  expect(await failureOf(again.client.disagreements.comment({ ...words, text: 'Else.' }))).toMatchObject({
    code: 'CONFLICT',
  });
  while (toLose > 0) await again.context.sync.runNow();
  await settled(again);
  const { rulings, comments } = await look(again, of);
  expect([rulings.length, comments.length]).toEqual([1, 1]);
  expect(rulings[0]?.isConfirmed).toBe(true);
  expect(listFaults(again.context.store)).toEqual([]);
  const lea = await bench('Second owner');
  await settled(lea);
  const ofCase = listOfKinds(lea.context.store, ['adjudication.decided', 'comment.added']).filter((one) =>
    JSON.stringify(one.body).includes(of.itemId),
  );
  expect(foldCase(ofCase, new Set())).toMatchObject({ state: 'stale', rulings: [{}], comments: [{}] });
});

test('a round begun before there was a hub names its beginner by their identity there, with those who are told', async () => {
  const { token, person } = await hub.addPerson('Nora', 'lead');
  const other = (await hub.addPerson('Finn', 'reviewer')).person.id;
  const nora = openDevice(join(folder.path, 'Nora'), 'Nora', { random: () => 0.5 });
  cleanups.push(() => nora.close());
  const before: PersonId = nora.personId();
  const { manifest } = nora.draw(1, 1, [before]);
  nora.review(manifest, 0);
  const of = { auditId: manifest.auditId, itemId: manifest.items[0]!.id, question: 'hallucination' };
  const roundId = randomUUID();
  nora.append('norming.begun@1', {
    roundId,
    auditId: manifest.auditId,
    title: 'First',
    cases: [of],
    personIds: [before, other],
    isLive: true,
  });
  nora.append('norming.voted@1', { roundId, case: of, stage: 'first', option: 'none', rationale: '' });
  await nora.sync.connect(hub.url, token);
  await settled(nora);
  const [begun] = listOfKinds(nora.store, ['norming.begun']);
  expect(begun).toMatchObject({ personId: person.id, body: { personIds: [person.id, other] } });
  expect(begun?.position).toBeGreaterThan(0);
  expect(listOfKinds(nora.store, ['norming.voted'])[0]).toMatchObject({ personId: person.id });
  expect(listFaults(nora.store)).toEqual([]);
});
