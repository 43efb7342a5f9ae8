/** The example for whoever settles disagreements: made once, marked as simulated, and with something to find in it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOfKinds } from '../../db/queries/deliberation.ts';
import { listPeople } from '../../db/queries/people.ts';
import { compareProjections } from '../../db/replay.ts';
import { vaguePair } from '../../shared/demo/simulate-reviewers.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { triageQuestion } from '../../shared/disagreements/triage-question.ts';
import { importedPersonId } from '../../shared/imports/piece.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { openTestBackend } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let auditId: AuditId;

beforeAll(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  ({ auditId } = await backend.client.app.openExample({}));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

test('is made once, however often and from wherever it is opened, and not taken for the demo audit', async () => {
  const again = await Promise.all([backend.client.app.openExample({}), backend.client.app.openExample({})]);
  expect(again).toEqual([{ auditId }, { auditId }]);
  const demo = await backend.client.app.openDemo({});
  expect(demo.auditId).not.toBe(auditId);
  expect(await backend.client.app.openDemo({})).toEqual(demo);
  expect(compareProjections(backend.context.store)).toEqual([]);
});

test('says that its reviewers are simulated, and offers them to nobody as people to give work to', async () => {
  const [begun] = listOfKinds(backend.context.store, ['import.begun']);
  expect(begun?.body).toMatchObject({ auditId, isSimulated: true, rows: 2000 });
  const isImported = (one: Person): boolean => one.isImported === true;
  expect(listPeople(backend.context.store).filter(isImported)).toHaveLength(5);
  expect((await backend.client.people.list({})).filter(isImported)).toEqual([]);
});

test('holds disagreements, of which the vague pair is named', async () => {
  const list = await backend.client.disagreements.list({
    filter: { auditIds: [auditId], question: 'hallucination' },
    offset: 0,
    limit: 500,
  });
  expect(list.total).toBeGreaterThan(50);
  const pair = [...vaguePair].toSorted();
  const torn = list.rows.filter(
    (row) => row.options.length === 2 && pair.every((id) => row.options.some((one) => one.option === id)),
  );
  expect(torn.length).toBeGreaterThan(15);
  // Some of them are hard items or slips besides, as the seed has it.
  const named = torn.filter((row) => row.verdict === 'taxonomy');
  expect(named.length).toBeGreaterThan(torn.length * 0.7);
});

test('has a tired reviewer who stands out, while single cases of theirs may as well be slips', () => {
  const question = hallucinationAudit.questions.filter(isChoice).find((of) => of.id === 'hallucination')!;
  const reviews = Map.groupBy(listReviewsOfAudit(backend.context.store, auditId), (of) => of.itemId);
  const { triage, people } = triageQuestion({
    scorecard: hallucinationAudit,
    question,
    items: [...reviews].map(([itemId, of]) => ({ itemId, reviews: of })),
    isUnsupported: () => false,
  });
  expect(triage.flagged.map((at) => people[at])).toEqual([importedPersonId('Simulated E')]);
});
