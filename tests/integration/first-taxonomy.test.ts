/** A taxonomy that is begun from nothing: kept as it is typed, published, and asked by a plan. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRefusals } from '../../db/queries/outbox.ts';
import { compareProjections } from '../../db/replay.ts';
import { refOf } from '../../shared/domain/catalogue.ts';
import type { BegunTaxonomy } from '../../shared/domain/new-taxonomy.ts';
import { beginTaxonomy } from '../../shared/taxonomy/first-version.ts';
import { inMemory } from '../support/databases.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { listEventsOfKind } from '../support/taxonomy-scene.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { failureOf, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let at: TestBackend;

beforeEach(async () => {
  folder = makeFolder();
  at = await openTestBackend(join(folder.path, 'store'));
});
afterEach(async () => {
  expect(compareProjections(at.context.store)).toEqual([]);
  await at.close();
  folder.remove();
});

const begun = beginTaxonomy();
const tone: BegunTaxonomy = {
  ...begun,
  title: 'Tone',
  question: 'Tone',
  rateTitle: 'rate of rude answers',
  classes: [begun.classes[0]!, { ...begun.classes[1]!, title: 'Rude', definition: 'Speaks down to people.' }],
};

test('is kept as it is typed, published once, and can be planned with', async () => {
  const { taxonomies } = at.client;
  expect(await taxonomies.begun({})).toEqual({ begun: null, savedAt: null, whyNot: null });
  const half = { ...begun, title: 'To' };
  const { savedAt } = await taxonomies.saveBegun({ begun: half });
  expect(await taxonomies.begun({})).toMatchObject({ begun: half, savedAt });
  const publicationId = at.context.ids.uuidv7();
  expect(await failureOf(taxonomies.publishFirst({ publicationId, begun: half }))).toMatchObject({
    code: 'INVALID_INPUT',
    data: { what: 'Say what reviewers are asked.' },
  });
  expect((await taxonomies.begun({})).begun).toEqual(half);
  const pageId = at.context.ids.uuidv7();
  await taxonomies.saveBegun({ begun: tone, order: { pageId, place: 2 } });
  // Sent before, and overtaken on its way.
  await taxonomies.saveBegun({ begun: half, order: { pageId, place: 1 } });
  expect((await taxonomies.begun({})).begun).toEqual(tone);
  const made = await taxonomies.publishFirst({ publicationId, begun: tone });
  expect(await taxonomies.publishFirst({ publicationId, begun: tone })).toEqual(made);
  expect(listEventsOfKind(at.context.store, 'taxonomy.published')).toHaveLength(1);
  expect((await taxonomies.begun({})).begun).toBeNull();
  const listed = await taxonomies.list({});
  expect(listed).toContainEqual(expect.objectContaining({ id: made.taxonomy.id, version: 1, classes: 2 }));
  const card = made.scorecards[0]!;
  const { auditId } = storeMadeAudit(at, 3, { plan: { scorecard: refOf(card) } }).manifest;
  expect((await at.client.reviews.queue({ auditId })).scorecard).toEqual(card);
  const { versions } = await taxonomies.get({ id: made.taxonomy.id });
  expect(versions).toMatchObject([{ audits: [{ auditId }], publishedBy: expect.any(String) }]);
});

test('one that the hub does not take from this person can be begun again from what was typed', async () => {
  const hub = await startListeningHub(inMemory());
  try {
    const publicationId = at.context.ids.uuidv7();
    await at.client.taxonomies.publishFirst({ publicationId, begun: tone });
    const { token } = await hub.addPerson('Rob', 'reviewer');
    await at.client.sync.connect({ url: hub.url, token });
    await at.client.sync.now({});
    expect(listRefusals(at.context.store)).toMatchObject([{ kind: 'taxonomy.published' }]);
    const again = await at.client.taxonomies.begun({});
    expect(again).toMatchObject({
      begun: { title: 'Tone', question: 'Tone', counting: ['rude'] },
      whyNot: expect.stringContaining('propose'),
    });
    const publish = at.client.taxonomies.publishFirst({
      publicationId: at.context.ids.uuidv7(),
      begun: again.begun!,
    });
    expect(await failureOf(publish)).toMatchObject({ code: 'FORBIDDEN' });
  } finally {
    await hub.close();
  }
});
