// The worklist of disagreements through the backend: what is a case, who sees it, order, filters, facets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../db/connection.ts';
import { eraseItemText } from '../../db/queries/items.ts';
import { putPerson } from '../../db/queries/people.ts';
import { putReview } from '../../db/queries/reviews.ts';
import { getSelf } from '../../electron/backend/self.ts';
import type { RulingId } from '../../shared/domain/adjudication.ts';
import type { EventId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { MadeAudit } from '../support/made-audit.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder = '';
let backend: TestBackend;
const bea = '0198c0de-0000-7000-8000-00000000000b' as PersonId;
const cyd = '0198c0de-0000-7000-8000-00000000000c' as PersonId;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cases-'));
  backend = await openTestBackend(folder);
  for (const [id, name] of [
    [bea, 'Bea'],
    [cyd, 'Cyd'],
  ] as const)
    putPerson(backend.context.store, { id, name, role: 'reviewer' });
});

afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true });
});

const me = (): PersonId => getSelf(backend.context.store).person.id;

function answers(option: string, severity = 'minor'): Answers {
  const of = (chosen: string) => ({ type: 'choice' as const, option: chosen });
  return {
    hallucination: of(option),
    ...(option === 'none' ? {} : { severity: of(severity) }),
    policy: of('complies'),
    actionability: of('actionable_as_is'),
  };
}

function say(made: MadeAudit, at: number, personId: PersonId, given: Answers): void {
  const item = made.manifest.items[at]!;
  const id = newReviewId(backend);
  putReview(backend.context.store, {
    id,
    auditId: made.manifest.auditId,
    itemId: item.id,
    personId,
    eventId: id as string as EventId,
    scorecard: made.manifest.plan.scorecard,
    answers: given,
    submittedAt: '2026-01-07T10:00:00.000Z',
    elapsedMs: 20_000,
    supersedes: null,
    isLate: false,
    isCurrent: true,
  });
}

/** Four overlap items for three people; two of them disputed once everybody has judged. */
function storeDisputed(): MadeAudit {
  const made = storeMadeAudit(backend, 6, { overlap: 4, reviewers: [me(), bea, cyd] });
  inTransaction(backend.context.store, () => {
    say(made, 0, bea, answers('none'));
    say(made, 0, cyd, answers('factual', 'critical'));
    say(made, 0, me(), answers('factual'));
    say(made, 1, bea, answers('policy'));
    say(made, 1, cyd, answers('policy'));
    say(made, 1, me(), answers('factual'));
    say(made, 2, bea, answers('none'));
    say(made, 2, cyd, answers('none'));
    say(made, 2, me(), answers('none'));
    say(made, 3, bea, answers('none'));
    say(made, 3, cyd, answers('citation'));
  });
  return made;
}

const list = (filter: object = {}) =>
  backend.client.disagreements.list({ filter: { auditIds: [], ...filter }, offset: 0, limit: 100 });

test('nothing of a text whose retention ended is kept for a list, a search or a case', async () => {
  const made = storeDisputed();
  const { store } = backend.context;
  const { rows } = await list();
  const { title, case: ref } = rows[0]!;
  expect((await list({ text: title.slice(0, 12) })).rows.length).toBeGreaterThan(0);
  const item = made.manifest.items.find((one) => one.id === ref.itemId)!;
  inTransaction(store, () => eraseItemText(store, item.contentDigest));
  const after = await list();
  expect(after.rows).toHaveLength(rows.length);
  expect(after.rows.filter((row) => row.case.itemId === ref.itemId).map((row) => row.title)).not.toContain(
    title,
  );
  const found = await list({ text: title.slice(0, 12) });
  expect(found.rows.filter((row) => row.case.itemId === ref.itemId)).toEqual([]);
});

test('a case is an item and a question on which people differ, and one that is still to be judged shows nothing', async () => {
  const made = storeDisputed();
  const { rows, all, open } = await list();
  const item = (at: number): ItemId => made.manifest.items[at]!.id;
  expect(rows.filter((one) => one.case.question === 'hallucination').map((one) => one.case.itemId)).toEqual([
    item(0),
    item(1),
  ]);
  expect(all).toBe(3);
  expect(open).toBe(3);
  expect(rows[0]!.options.map((one) => [one.option, one.count])).toEqual([
    ['factual', 2],
    ['none', 1],
  ]);
  expect(rows.some((one) => one.case.itemId === item(3))).toBe(false);
  await backend.client.reviews.submit({
    auditId: made.manifest.auditId,
    itemId: item(3),
    submissionId: newReviewId(backend),
    draft: draftOf(answers('citation')),
  });
  const after = await list({ question: 'hallucination' });
  expect(after.rows.map((one) => one.case.itemId)).toContain(item(3));
});

test('the filter narrows by question, pair, reviewer, stratum and words, and every facet counts what choosing it would show', async () => {
  storeDisputed();
  const { facets } = await list();
  for (const one of facets.pairs) {
    const kept = await list({ pair: one.value.split(' ') });
    expect(kept.total, one.title).toBe(one.cases);
  }
  for (const one of facets.questions) expect((await list({ question: one.value })).total).toBe(one.cases);
  for (const one of facets.strata) expect((await list({ stratum: one.value })).total).toBe(one.cases);
  expect(facets.reviewers.map((one) => one.title)).toEqual(
    facets.reviewers.map((one) => one.title).toSorted((a, b) => a.localeCompare(b, 'en')),
  );
  expect((await list({ text: 'question 1' })).total).toBe(1);
  expect((await list({ text: 'no such words' })).total).toBe(0);
  expect((await list({ states: ['ruled'] })).total).toBe(0);
});

test('model and judge stay hidden while the audit hides them, in rows, facets and the trace', async () => {
  storeDisputed();
  const { rows, facets } = await list();
  expect(rows.map((one) => one.model)).toEqual(rows.map(() => null));
  expect(facets.models).toEqual([]);
  const shown = await backend.client.disagreements.get({
    case: rows[0]!.case,
    filter: { auditIds: [] },
    showsNames: false,
  });
  expect(shown.trace.model).toBeUndefined();
  expect(shown.trace.judge).toBeUndefined();
  expect(shown.reviews.map((one) => one.letter)).toEqual(['A', 'B', 'C']);
  expect(shown.reviews.map((one) => one.name)).toEqual([null, null, null]);
  expect(shown.classes.map((one) => one.id).toSorted()).toEqual(['factual', 'none']);
  expect(shown.mayRule).toBe(true);
  expect(shown.nextCase).not.toBeNull();
});

test('what is no case is not found', async () => {
  const made = storeDisputed();
  const ref = {
    auditId: made.manifest.auditId,
    itemId: made.manifest.items[2]!.id,
    question: 'hallucination',
  };
  const { code } = await failureOf(
    backend.client.disagreements.get({ case: ref, filter: { auditIds: [] }, showsNames: false }),
  );
  expect(code).toBe('NOT_FOUND');
});

test('a ruling shows at once in its row, in the next case, in rulings on items alike, and in no other audit', async () => {
  const made = storeDisputed();
  const { rows } = await list({ question: 'hallucination' });
  const [first, second] = rows;
  const ruling = {
    ...first!.case,
    rulingId: backend.context.ids.uuidv7() as RulingId,
    option: 'factual',
    cause: 'edge_case' as const,
    confidence: 'high' as const,
    rationale: 'The date is nowhere in the passages.',
    changesGuideline: false,
    supersedes: null,
  };
  const filter = { auditIds: [], question: 'hallucination', states: ['open' as const] };
  const done = await backend.client.disagreements.rule({ ruling, filter });
  expect(done.row.state).toBe('ruled');
  expect(done.nextCase).toEqual(second!.case);
  expect((await list({ states: ['open'] })).total).toBe(2);
  const shown = await backend.client.disagreements.get({ case: second!.case, filter, showsNames: true });
  expect(shown.similar.map((one) => [one.case, one.optionTitle])).toEqual([[first!.case, 'Factual']]);
  expect(shown.reviews.map((one) => one.name).toSorted()).toContain('Bea');
  expect(made.manifest.auditId).toBe(first!.case.auditId);
});

test('clusters and the long tail of a question answer with reasons, also where there is too little to tell', async () => {
  const made = storeDisputed();
  const of = { auditId: made.manifest.auditId, question: 'hallucination' };
  const { map, options, reviewers, missing } = await backend.client.disagreements.clusters(of);
  const at = (id: string): number => options.findIndex((one) => one.option === id);
  expect(map[at('none')]![at('factual')]).toBe(1);
  expect(map[at('factual')]![at('none')]).toBe(1);
  expect(map.every((row, n) => row[n] === 0)).toBe(true);
  expect(reviewers.map((one) => [one.letter, one.name])).toEqual([
    ['A', null],
    ['B', null],
    ['C', null],
  ]);
  expect(missing.length).toBeGreaterThan(0);
  const tail = await backend.client.disagreements.longTail(of);
  expect(tail).toMatchObject({ option: 'other', before: null, growth: null, isAlarming: false, groups: [] });
  expect(tail.share.estimate).toBe(0);
  const none = await backend.client.disagreements.longTail({ ...of, question: 'policy' });
  expect(none.option).toBeNull();
});
