// Imports and a hub: what was imported alone goes there with its person, in the order in which it was said, and is told to
// whoever may see it.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAudit } from '../../db/queries/audits.ts';
import { catalogueOf, listOfAudit } from '../../db/queries/deliberation.ts';
import { isOriginLedger, listLedgers } from '../../db/queries/ledger.ts';
import { countEventStates, listRefusals } from '../../db/queries/outbox.ts';
import { listPeople } from '../../db/queries/people.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { inMemory } from '../support/databases.ts';
import type { Member } from '../support/hub-team.ts';
import { joinHub } from '../support/hub-team.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import type { Folder } from '../support/source-files.ts';
import { makeSourceFolder, toCsv } from '../support/source-files.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: Folder;
let hub: ListeningHub;
let alone: TestBackend;
let bea: Member;
let importedAudit: AuditId;
let own: AuditId;

beforeAll(async () => {
  folder = makeSourceFolder();
  hub = await startListeningHub(inMemory());
  bea = await joinHub(hub, folder.path, 'Bea', 'auditor');
  alone = await openTestBackend(join(folder.path, 'alone'), { clock: systemClock });
});
afterAll(async () => {
  await alone?.close();
  await bea?.close();
  await hub?.close();
  folder?.remove();
});

const labels = (item: number): [string, string] => (item % 3 === 0 ? ['good', 'bad'] : ['good', 'good']);

function writeTable(name: string, items: readonly string[]): string {
  const rows = items.flatMap((id, n) =>
    labels(n).map((label, at) => ({
      item_id: id,
      annotator: at === 0 ? 'ann' : 'bob',
      question: `What is ${id}?`,
      answer: `It is ${id}.`,
      label,
      final_label: labels(n)[0] === labels(n)[1] ? '' : 'bad',
    })),
  );
  return folder.write(name, toCsv(rows));
}

const asAudit = (path: string) => ({
  paths: [path],
  preset: null,
  mapping: null,
  auditId: null,
  importId: randomUUID(),
  name: 'Imported alone',
  isSimulated: true,
  audit: { title: 'Imported alone', isClosed: false, dueAt: null },
});

test('what was imported before there was a hub, its audit closed by hand since, is bound to the person who signs in', async () => {
  const { client, context } = alone;
  const path = writeTable(
    'a.csv',
    Array.from({ length: 30 }, (_, n) => `item-${n}`),
  );
  importedAudit = (await client.imports.run(asAudit(path))).auditId;
  own = storeMadeAudit(alone, 6).manifest.auditId;
  const made = await client.audits.manifest({ auditId: own });
  const rows = made.items.map(({ traceId }) => ({
    trace: traceId as string,
    reviewer: 'ann',
    hallucination: 'none',
    policy: 'complies',
    actionability: 'actionable_as_is',
  }));
  const mapping = {
    trace: 'trace',
    reviewer: 'reviewer',
    'question:hallucination': 'hallucination',
    'question:policy': 'policy',
    'question:actionability': 'actionability',
  };
  await client.imports.run({
    paths: [folder.write('b.csv', toCsv(rows))],
    preset: null,
    mapping,
    auditId: own,
    importId: randomUUID(),
    name: 'Into my own',
    isSimulated: false,
    audit: null,
  });
  // Closed after the import: said in the other order, the hub would take the reviews for late ones, or not know the audit.
  await client.audits.close({ auditId: own });
  await client.audits.close({ auditId: importedAudit });
  const { person, token } = await hub.addPerson('Ada', 'lead');
  await client.sync.connect({ url: hub.url, token });
  expect(await client.sync.now({})).toMatchObject({ error: null });
  const ledgers = listLedgers(context.store);
  expect(ledgers).toHaveLength(3);
  expect(ledgers.every((one) => one.personId === person.id && one.hubId !== null)).toBe(true);
  expect(ledgers.filter((one) => isOriginLedger(context.store, one.id))).toHaveLength(2);
});

test('all of it is acknowledged, nothing of it refused or late', async () => {
  const { store } = alone.context;
  expect(listRefusals(store)).toEqual([]);
  expect(countEventStates(store)).toMatchObject({ waiting: 0, refused: 0 });
  expect(await alone.client.sync.verify({})).toMatchObject({ isComplete: true, problems: [] });
  for (const auditId of [importedAudit, own]) {
    expect(listReviewsOfAudit(store, auditId).map((one) => one.isLate)).not.toContain(true);
  }
  expect(compareProjections(store)).toEqual([]);
});

test('an auditor of the hub is told of the audit, its reviews and rulings, its scorecard, and that it is simulated', async () => {
  await bea.sync();
  const { store } = bea.context;
  expect(findAudit(store, importedAudit)?.state).toBe('closed');
  expect(listReviewsOfAudit(store, importedAudit)).toHaveLength(60);
  const rulings = listOfAudit(store, importedAudit).filter((one) => one.kind === 'adjudication.imported');
  expect(rulings).toHaveLength(10);
  expect(rulings.every((one) => one.position !== null)).toBe(true);
  const card = findAudit(store, importedAudit)!.plan.scorecard;
  expect(catalogueOf(store).scorecards.map((one) => one.id)).toContain(card.id);
  const [told] = (await bea.client.imports.list({})).filter((one) => one.auditId === importedAudit);
  expect(told).toMatchObject({ isSimulated: true, reviews: 60, rulings: 10, by: 'Ada' });
  expect(told?.reviewers.map((one) => [one.name, one.reviews])).toEqual([
    ['ann', 30],
    ['bob', 30],
  ]);
  expect(compareProjections(store)).toEqual([]);
});

test('both compute the same report of it', async () => {
  const [here, there] = await Promise.all(
    [alone, bea].map(({ client }) => client.reports.get({ auditId: importedAudit })),
  );
  const bare = (one: typeof here) => ({ ...one!, computedAt: '' });
  expect(bare(there)).toEqual(bare(here));
});

test('imported people are known as such to both, and are not offered for new work', async () => {
  for (const { context, client } of [alone, bea]) {
    const imported = listPeople(context.store).filter((one) => one.isImported === true);
    expect(imported.map((one) => one.name)).toEqual(['ann', 'bob', 'Final label of the file'].toSorted());
    const offered = await client.people.list({});
    expect(offered.map((one) => one.name)).not.toContain('ann');
  }
});
