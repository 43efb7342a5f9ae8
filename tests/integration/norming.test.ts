/** Norming rounds in a whole backend: who may begin, vote and move on, and that nothing blind leaves it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../db/connection.ts';
import { putDeliberation } from '../../db/queries/deliberation.ts';
import { putPerson } from '../../db/queries/people.ts';
import { getSelf } from '../../electron/backend/self.ts';
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { DeliberationEntry } from '../../shared/domain/deliberation.ts';
import type { EventId, PersonId } from '../../shared/domain/ids.ts';
import type { NormingRound } from '../../shared/domain/norming.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

const ben = uuidFromText('ben') as PersonId;
const cem = uuidFromText('cem') as PersonId;
const secret = 'words that nobody may read before the reveal';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let me: PersonId;
let manifest: Manifest;
let cases: CaseRef[];

beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  me = getSelf(backend.context.store).person.id;
  for (const [id, name] of [
    [ben, 'Ben'],
    [cem, 'Cem'],
  ] as const) {
    putPerson(backend.context.store, { id, name, role: 'reviewer' });
  }
  ({ manifest } = storeMadeAudit(backend, 3));
  cases = manifest.items.slice(0, 2).map(({ id }) => ({
    auditId: manifest.auditId,
    itemId: id,
    question: 'hallucination',
  }));
  for (const { itemId } of cases) await judge(itemId);
});

afterEach(async () => {
  await backend.close();
  folder.remove();
});

async function judge(itemId: CaseRef['itemId']): Promise<void> {
  const { auditId } = manifest;
  await backend.client.reviews.submit({
    auditId,
    itemId,
    submissionId: newReviewId(backend),
    draft: draftOf(answersOf('none')),
  });
}

function roundOf(change: Partial<NormingRound> = {}): NormingRound {
  return {
    roundId: backend.context.ids.uuidv7(),
    auditId: manifest.auditId,
    title: 'What counts as factual',
    cases,
    personIds: [me, ben, cem],
    isLive: false,
    ...change,
  };
}

/** What the feed brings of somebody else. */
function hear(
  kind: 'norming.begun' | 'norming.voted' | 'comment.added',
  personId: PersonId,
  body: object,
): void {
  const { store, clock, ids } = backend.context;
  putDeliberation(store, {
    kind,
    personId,
    body,
    eventId: ids.uuidv7() as EventId,
    at: clock.now().toISOString(),
    position: null,
  } as DeliberationEntry);
}

function setRole(role: Role): void {
  putPerson(backend.context.store, { id: me, name: 'Me', role });
  runSql(backend.context.store, 'UPDATE ledger SET role = ?', [role]);
}

const votedBy = (
  personId: PersonId,
  round: NormingRound,
  stage: 'first' | 'second',
  option: string,
): void => {
  for (const of of round.cases)
    hear('norming.voted', personId, { roundId: round.roundId, case: of, stage, option, rationale: secret });
};

describe('a norming round', () => {
  it('goes from blind votes to a result, with both votes and both agreements kept', async () => {
    const { norming } = backend.client;
    const round = roundOf();
    const { roundId } = round;
    const begun = await norming.begin(round);
    expect(begun).toMatchObject({ stage: 'first', waitingForMe: 2, voted: 0, people: 3, mayMove: true });
    expect(begun.items[0]).toMatchObject({ questionTitle: 'Hallucination', first: [], second: [] });
    expect(begun.items[0]!.classes.length).toBeGreaterThan(3);

    votedBy(ben, round, 'first', 'factual');
    votedBy(cem, round, 'first', 'none');
    for (const of of cases)
      await norming.vote({ roundId, case: of, stage: 'first', option: 'none', rationale: 'supported' });
    const blind = await norming.get({ roundId });
    expect(JSON.stringify(blind)).not.toContain(secret);
    expect(blind.items.map((item) => item.first.map((one) => one.isMine))).toEqual([[true], [true]]);
    expect(blind).toMatchObject({ waitingForMe: 0, voted: 3, agreement: null });
    expect(JSON.stringify(await norming.list({}))).not.toContain(secret);

    const shown = await norming.move({ roundId, stage: 'discuss' });
    expect(shown.items[0]!.first.map((one) => one.option)).toEqual(['none', 'factual', 'none']);
    expect(shown.agreement!.before.pairwise.estimate).toBeCloseTo(1 / 3, 12);
    hear('comment.added', ben, {
      commentId: backend.context.ids.uuidv7(),
      about: { kind: 'norming', roundId, case: cases[0] },
      text: 'The second sentence is in no passage.',
    });
    expect((await norming.get({ roundId })).items[0]!.comments).toMatchObject([{ by: 'Ben', isMine: false }]);

    await norming.move({ roundId, stage: 'second' });
    votedBy(ben, round, 'second', 'none');
    for (const of of cases)
      await norming.vote({ roundId, case: of, stage: 'second', option: 'none', rationale: '' });
    votedBy(cem, round, 'second', 'none');
    const again = await norming.get({ roundId });
    expect(again.items[0]!.second.map((one) => one.isMine)).toEqual([true]);
    expect(again.agreement!.after).toBeNull();

    const over = await norming.move({ roundId, stage: 'closed' });
    expect(over).toMatchObject({ stage: 'closed', mayMove: false });
    expect(over.items[0]!.first.map((one) => one.option)).toEqual(['none', 'factual', 'none']);
    expect(over.items[0]!.second.map((one) => one.option)).toEqual(['none', 'none', 'none']);
    expect(over.agreement!.before.pairwise.estimate).toBeCloseTo(1 / 3, 12);
    expect(over.agreement!.after!.pairwise.estimate).toBe(1);
    expect(over.agreement!.sentence).toContain('2 of 6 votes moved');
  });

  it('is no part of the sample: votes leave reviews, queue and progress as they were', async () => {
    const { audits, norming, reviews } = backend.client;
    const before = [
      await audits.get({ auditId: manifest.auditId }),
      await reviews.queue({ auditId: manifest.auditId }),
    ];
    const round = roundOf();
    await norming.begin(round);
    const { roundId } = round;
    await norming.vote({ roundId, case: cases[0]!, stage: 'first', option: 'factual', rationale: '' });
    const after = [
      await audits.get({ auditId: manifest.auditId }),
      await reviews.queue({ auditId: manifest.auditId }),
    ];
    expect(after).toEqual(before);
  });

  it('says nothing twice: what is repeated adds no event, and what changes counts in place of the vote before', async () => {
    const { norming } = backend.client;
    const round = roundOf();
    const { roundId } = round;
    const vote = { roundId, case: cases[0]!, stage: 'first' as const, option: 'factual', rationale: '' };
    const events = async (): Promise<number> => (await backend.client.app.status({})).ledger.events;
    await norming.begin(round);
    await norming.vote(vote);
    const before = await events();
    await norming.begin(round);
    await norming.vote(vote);
    expect(await events()).toBe(before);
    const changed = await norming.vote({ ...vote, option: 'policy' });
    expect(changed.items[0]!.first).toMatchObject([{ option: 'policy' }]);
    await norming.move({ roundId, stage: 'discuss' });
    const moved = await events();
    await norming.move({ roundId, stage: 'discuss' });
    expect(await events()).toBe(moved);
    // The answer to the vote was lost, and the round has moved on meanwhile.
    const asked = await norming.vote({ ...vote, option: 'policy' });
    expect(asked.items[0]!.first).toMatchObject([{ option: 'policy' }]);
    expect(await events()).toBe(moved);
    expect((await failureOf(norming.vote(vote))).code).toBe('CONFLICT');
  });

  it('keeps a vote that came when its stage was over, and tells its person that it does not count', async () => {
    const { norming } = backend.client;
    const round = roundOf();
    await norming.begin(round);
    await norming.move({ roundId: round.roundId, stage: 'discuss' });
    hear('norming.voted', me, {
      roundId: round.roundId,
      case: cases[0],
      stage: 'first',
      option: 'factual',
      rationale: '',
    });
    const of = await norming.get({ roundId: round.roundId });
    expect(of).toMatchObject({ late: 1 });
    expect(of.items[0]!.first).toEqual([]);
  });

  it('refuses with a reason: no role, no part, no such case or option, the wrong stage, going back', async () => {
    const { norming } = backend.client;
    const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;
    const { roundId } = roundOf();
    expect(await code(norming.begin(roundOf({ cases: [cases[0]!, cases[0]!] })))).toBe('INVALID_INPUT');
    expect(await code(norming.begin(roundOf({ cases: [{ ...cases[0]!, question: 'note' }] })))).toBe(
      'INVALID_INPUT',
    );
    const stranger = uuidFromText('nobody') as PersonId;
    expect(await code(norming.begin(roundOf({ personIds: [me, stranger] })))).toBe('INVALID_INPUT');
    putPerson(backend.context.store, { id: cem, name: 'Cem', role: 'reviewer', isImported: true });
    expect(await code(norming.begin(roundOf()))).toBe('INVALID_INPUT');

    const round = roundOf({ roundId, personIds: [me, ben] });
    await norming.begin(round);
    expect(await code(norming.begin({ ...round, title: 'Another' }))).toBe('CONFLICT');
    const vote = { roundId, case: cases[0]!, stage: 'first' as const, option: 'none', rationale: '' };
    expect(await code(norming.vote({ ...vote, stage: 'second' }))).toBe('CONFLICT');
    expect(await code(norming.vote({ ...vote, option: 'invented' }))).toBe('INVALID_INPUT');
    expect(await code(norming.vote({ ...vote, case: { ...cases[0]!, question: 'policy' } }))).toBe(
      'INVALID_INPUT',
    );
    expect(await code(norming.move({ roundId, stage: 'second' }))).toBe('CONFLICT');
    await norming.move({ roundId, stage: 'discuss' });
    expect(await code(norming.vote(vote))).toBe('CONFLICT');

    const without = roundOf({ personIds: [ben, uuidFromText('dora') as PersonId] });
    putPerson(backend.context.store, { id: without.personIds[1]!, name: 'Dora', role: 'owner' });
    await norming.begin(without);
    expect(await code(norming.vote({ ...vote, roundId: without.roundId }))).toBe('FORBIDDEN');
  });

  it('is begun and moved on by owners and leads only, and is not there for whoever has no part in it', async () => {
    const { norming } = backend.client;
    const mine = roundOf();
    await norming.begin(mine);
    setRole('reviewer');
    expect((await failureOf(norming.begin(roundOf()))).code).toBe('FORBIDDEN');
    expect((await failureOf(norming.move({ roundId: mine.roundId, stage: 'discuss' }))).code).toBe(
      'FORBIDDEN',
    );
    expect(await norming.get({ roundId: mine.roundId })).toMatchObject({ mayMove: false, waitingForMe: 2 });
    const theirs = roundOf({ personIds: [ben, cem] });
    hear('norming.begun', ben, theirs);
    expect((await norming.list({})).map((one) => one.roundId)).toEqual([mine.roundId]);
    expect((await failureOf(norming.get({ roundId: theirs.roundId }))).code).toBe('NOT_FOUND');
  });

  it('does not begin on an item that somebody skipped and may still judge, until the close', async () => {
    const { client } = backend;
    const { auditId } = manifest;
    const itemId = manifest.items[2]!.id;
    await client.reviews.skip({ auditId, itemId, reason: 'cannot_judge' });
    const round = roundOf({ cases: [{ auditId, itemId, question: 'hallucination' }] });
    expect(await failureOf(client.norming.begin(round))).toMatchObject({ code: 'CONFLICT' });
    await client.audits.close({ auditId });
    expect(await client.norming.begin(round)).toMatchObject({ stage: 'first' });
  });

  it('is not begun by a lead on cases of another’s audit, nor kept for the hub to refuse', async () => {
    runSql(backend.context.store, 'UPDATE audit SET lead_id = ?', [ben]);
    expect(await failureOf(backend.client.norming.begin(roundOf()))).toMatchObject({ code: 'FORBIDDEN' });
    setRole('owner');
    expect(await backend.client.norming.begin(roundOf())).toMatchObject({ stage: 'first' });
  });

  it('does not begin on an item that somebody in it has still to judge', async () => {
    const open: CaseRef = { ...cases[0]!, itemId: manifest.items[2]!.id };
    const failed = await failureOf(backend.client.norming.begin(roundOf({ cases: [open] })));
    expect(failed.code).toBe('CONFLICT');
    expect(JSON.stringify(failed.data)).toContain('still to judge an item');
  });
});
