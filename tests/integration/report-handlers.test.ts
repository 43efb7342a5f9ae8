import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../../db/connection.ts';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { listRows } from '../../db/connection.ts';
import { appendOwn } from '../../electron/backend/self.ts';
import { fileNameOf } from '../../electron/backend/report/report-file.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { FigureRef } from '../../shared/contract/report-ref.ts';
import { explanation, reportItem } from '../../shared/contract/report-ref.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { digestOf } from '../../shared/domain/canonical.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Answers, Review } from '../../shared/domain/review.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let position = 0;

beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  position = 0;
});

afterEach(async () => {
  await backend.close();
  folder.remove();
});

const me = async (): Promise<PersonId> => (await backend.client.app.status({})).person.id;

async function submit(auditId: AuditId, itemId: ItemId, answers: Answers = answersOf()): Promise<Review> {
  const call = { auditId, itemId, submissionId: newReviewId(backend), draft: draftOf(answers) };
  return (await backend.client.reviews.submit(call)).review;
}

/** What the hub tells: one entry of its feed. */
function tell(kind: string, id: string, payload: unknown): void {
  const entry = { position: (position += 1), op: 'put', kind, id, payload } as FeedEntry;
  applyFeedPage(backend.context.store, { cursor: `c${position}`, entries: [{ ...entry, entry }] });
}

/** Somebody else's review, as the hub tells it. */
function bring(auditId: AuditId, itemId: ItemId, personId: PersonId, answers = answersOf()): void {
  const { ids } = backend.context;
  const id = ids.uuidv7();
  tell('review', id, {
    id,
    auditId,
    itemId,
    personId,
    eventId: ids.uuidv7(),
    scorecard: { id: 'hallucination_audit', version: 1 },
    answers,
    submittedAt: '2026-01-07T09:00:00.000Z',
    elapsedMs: 1,
    supersedes: null,
    isLate: false,
    isCurrent: true,
  });
}

/** An overlap of two and four items more, of which this person has the first and the third; Grace and this person answer differently on the first. */
async function drawn(plan: Partial<AuditPlan> = {}) {
  const mine = await me();
  const grace = backend.context.ids.uuidv7() as PersonId;
  tell('person', grace, { id: grace, name: 'Grace', role: 'reviewer' });
  const { manifest } = storeMadeAudit(backend, 6, { overlap: 2, reviewers: [mine, grace], plan });
  const { auditId } = manifest;
  const items = manifest.items.map((one) => one.id);
  await submit(auditId, items[0]!, answersOf('factual'));
  bring(auditId, items[0]!, grace);
  await submit(auditId, items[1]!);
  bring(auditId, items[1]!, grace);
  return { auditId, items, manifest, mine, grace };
}

/** From now on this person is a reviewer, and the audit somebody else's. */
async function becomeReviewer(auditId: AuditId): Promise<void> {
  const { person } = await backend.client.app.status({});
  tell('person', person.id, { ...person, role: 'reviewer' });
  const {
    progress: _p,
    itemCount: _i,
    reviewerCount: _r,
    reviewedCount: _d,
    ...audit
  } = await backend.client.audits.get({ auditId });
  tell('audit', auditId, { ...audit, leadId: backend.context.ids.uuidv7() });
}

const rate = (change: Partial<Extract<FigureRef, { kind: 'rate' }>> = {}): FigureRef => ({
  kind: 'rate',
  question: 'hallucination',
  option: null,
  dimension: null,
  value: null,
  ...change,
});

const agreement = (change: Partial<Extract<FigureRef, { kind: 'agreement' }>> = {}): FigureRef => ({
  kind: 'agreement',
  question: 'hallucination',
  option: null,
  pair: null,
  ...change,
});

describe('an explanation', () => {
  test('carries the figure of the report and its items with titles, answers and names', async () => {
    const { auditId, items } = await drawn();
    await backend.client.audits.close({ auditId });
    const told = await backend.client.reports.explain({ auditId, ref: rate() });
    expect(explanation.parse(told)).toEqual(told);
    const report = await backend.client.reports.get({ auditId });
    expect(told.figure).toEqual(report.questions[0]!.overall.figure);
    expect(told.items.map((one) => one.itemId)).toEqual([items[0], items[1]]);
    expect(told.items[0]!.title).toMatch(/^Question 0: when does my refund/);
    expect(told.items[0]!.answers.map((one) => [one.name, one.answer])).toEqual([
      [expect.any(String), 'Factual'],
      ['Grace', 'None'],
    ]);
    expect(told.items[0]!.isContested).toBe(true);
  });

  const wrong: [string, string, FigureRef][] = [
    ['question', 'ref.question', rate({ question: 'nonsense' })],
    ['question without options', 'ref.question', rate({ question: 'note' })],
    ['option', 'ref.option', rate({ option: 'nonsense' })],
    ['dimension', 'ref.dimension', rate({ dimension: 'nonsense', value: 'x' })],
    ['value', 'ref.value', rate({ dimension: 'language', value: 'klingon' })],
    ['value without a dimension', 'ref.value', rate({ value: 'en' })],
    ['judge', 'ref.judge', { kind: 'judge', question: 'hallucination', judge: 'nobody', cell: null }],
    ['class of agreement', 'ref.option', agreement({ option: 'nonsense' })],
    [
      'class and person at once',
      'ref.option',
      agreement({ option: 'none', person: '0198c0de-0000-7000-8000-000000000001' as never }),
    ],
    [
      'pair of reviewers',
      'ref.pair',
      agreement({
        pair: ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'] as never,
      }),
    ],
    [
      'cell of the confusion map',
      'ref.b',
      { kind: 'confusion', question: 'hallucination', a: 'none', b: 'x' },
    ],
    [
      'question of second looks',
      'ref.question',
      { kind: 'secondLook', question: 'x', first: null, found: null },
    ],
    ['contested question', 'ref.question', { kind: 'contested', question: 'x' }],
    ['contrast of the whole frame', 'ref.isContrast', rate({ isContrast: true })],
    [
      'contrast of an option',
      'ref.isContrast',
      rate({ option: 'factual', dimension: 'language', value: 'en', isContrast: true }),
    ],
    ['statistic of all', 'ref.statistic', agreement({ statistic: 'kappa' })],
    ['statistic of a class', 'ref.statistic', agreement({ option: 'none', statistic: 'ac1' })],
    ['person', 'ref.person', agreement({ person: '0198c0de-0000-7000-8000-000000000001' as never })],
    [
      'metric of a cell',
      'ref.metric',
      { kind: 'judge', question: 'hallucination', judge: 'nobody', cell: 'both', metric: 'recall' },
    ],
    ['trend without weeks', 'ref.kind', { kind: 'trend', question: 'hallucination' }],
    ['question of a trend', 'ref.question', { kind: 'trend', question: 'x' }],
    ['registered claim', 'ref.index', { kind: 'hypothesis', index: 0 }],
    ['interval without a registration', 'ref.kind', { kind: 'anytime' }],
    ['stratum', 'ref.stratum', { kind: 'coverage', part: 'open', stratum: '["klingon"]' }],
  ];
  test('of anything that the report has not is refused with what there is', async () => {
    const { manifest } = storeMadeAudit(backend, 3);
    for (const [name, where, ref] of wrong) {
      const failure = await failureOf(backend.client.reports.explain({ auditId: manifest.auditId, ref }));
      expect(failure, name).toMatchObject({ code: 'INVALID_INPUT', defined: true, data: { where } });
      expect((failure.data as { remedy: string }).remedy).toMatch(/There are|Choose|Give both/);
    }
  });

  const right: FigureRef[] = [
    rate(),
    rate({ option: 'factual' }),
    rate({ dimension: 'language', value: 'en' }),
    rate({ dimension: 'language', value: 'en', isContrast: true }),
    agreement(),
    agreement({ statistic: 'ac1' }),
    agreement({ option: 'none' }),
    agreement({ option: 'none', statistic: 'specific' }),
    { kind: 'confusion', question: 'hallucination', a: 'none', b: 'factual' },
    { kind: 'secondLook', question: 'hallucination', first: null, found: null },
    { kind: 'contested', question: 'hallucination' },
    { kind: 'coverage', part: 'reviewed', stratum: null },
    { kind: 'coverage', part: 'open', stratum: '["en"]' },
  ];
  test('is given of every figure that the report has, and lists items of its sample only', async () => {
    const { auditId, items, mine, grace } = await drawn();
    const people = [
      agreement({ pair: [mine, grace] }),
      agreement({ person: grace, statistic: 'alphaWithout' }),
    ];
    for (const ref of [...right, ...people]) {
      const told = await backend.client.reports.explain({ auditId, ref });
      expect(told.title).not.toBe('');
      expect(told.inputsDigest).toMatch(/^[0-9a-f]{64}$/);
      for (const item of told.items) expect(items).toContain(item.itemId);
    }
  });
});

describe('an item of the report', () => {
  test('has everything that was said about it, answers as titles in the order of the scorecard', async () => {
    const { auditId, items, mine, grace } = await drawn();
    const on = { auditId, itemId: items[2]! };
    const spans = [
      {
        id: backend.context.ids.uuidv7(),
        output: { start: 0, end: 4, quote: 'Your' },
        class: 'factual',
        support: { kind: 'not_in_context' as const },
      },
    ];
    const answers: Answers = {
      note: { type: 'text', text: 'Days are wrong.' },
      evidence: { type: 'spans', spans },
      ...answersOf('factual'),
    };
    await submit(auditId, on.itemId, answers);
    const told = await backend.client.reports.item(on);
    expect(reportItem.parse(told)).toEqual(told);
    expect(told).toMatchObject({
      itemId: on.itemId,
      position: 3,
      weight: 1,
      isOverlap: false,
      stratum: ['es'],
    });
    expect(told.reviews).toHaveLength(1);
    const said = Object.fromEntries(told.reviews[0]!.answers.map((one) => [one.question, one.answer]));
    expect(said).toEqual({
      hallucination: 'Factual',
      severity: 'Minor',
      policy: 'Complies',
      actionability: expect.any(String),
      cause: 'Unclear',
      evidence: '“Your”: Factual, not in the context',
      note: 'Days are wrong.',
    });
    const both = await backend.client.reports.item({ auditId, itemId: items[0]! });
    expect(both.reviews.map((one) => [one.personId, one.name])).toEqual([
      [mine, expect.any(String)],
      [grace, 'Grace'],
    ]);
  });

  test('hides before the close what blinding hides, and shows it after', async () => {
    const { auditId, items } = await drawn();
    const on = { auditId, itemId: items[0]! };
    const blind = await backend.client.reports.item(on);
    expect(blind.trace?.model).toBeUndefined();
    expect(blind.trace?.judge).toBeUndefined();
    expect(blind.trace?.id).toBe(items[0]);
    await backend.client.audits.close({ auditId });
    const shown = await backend.client.reports.item(on);
    expect(shown.trace).toMatchObject({ id: 'trace-0', model: 'assist-1', judge: [{ name: 'heuristic' }] });
  });

  test('tells late reviews and second looks from the rest', async () => {
    const { auditId, items, mine, grace } = await drawn();
    tell('secondLook', items[2]!, { auditId, itemId: items[2]!, personId: grace });
    await submit(auditId, items[2]!);
    bring(auditId, items[2]!, grace);
    const told = await backend.client.reports.item({ auditId, itemId: items[2]! });
    expect(told.reviews.map((one) => [one.personId, one.isSecondLook])).toEqual([
      [mine, false],
      [grace, true],
    ]);
    await backend.client.audits.close({ auditId });
    await submit(auditId, items[4]!);
    const late = await backend.client.reports.item({ auditId, itemId: items[4]! });
    expect(late.reviews.map((one) => one.isLate)).toEqual([true]);
  });

  test('whose content is not on this device has no trace, and its answers all the same', async () => {
    const { auditId, items, manifest } = await drawn();
    const raw = new Database(join(folder.path, 'workbench.db'));
    raw.prepare('DELETE FROM content WHERE digest = ?').run(manifest.items[0]!.contentDigest);
    raw.close();
    const told = await backend.client.reports.item({ auditId, itemId: items[0]! });
    expect(told.trace).toBeNull();
    expect(told.reviews).toHaveLength(2);
  });

  test('that is not part of the sample is not found', async () => {
    const { auditId } = await drawn();
    const itemId = backend.context.ids.uuidv7() as ItemId;
    expect(await failureOf(backend.client.reports.item({ auditId, itemId }))).toMatchObject({
      code: 'NOT_FOUND',
      defined: true,
    });
  });
});

describe('a reviewer', () => {
  test('reads nothing of a running audit, in no way', async () => {
    const { auditId, items } = await drawn();
    const other = (await drawn()).auditId;
    await becomeReviewer(auditId);
    const calls = [
      backend.client.reports.get({ auditId }),
      backend.client.reports.explain({ auditId, ref: rate() }),
      backend.client.reports.item({ auditId, itemId: items[0]! }),
      backend.client.reports.compare({ auditId, withAuditId: other }),
      backend.client.reports.compare({ auditId: other, withAuditId: auditId }),
      backend.client.reports.history({ auditId }),
      backend.client.reports.export({ auditId, format: 'csv', hidesNames: true }),
    ];
    for (const call of calls)
      expect(await failureOf(call)).toMatchObject({ code: 'FORBIDDEN', defined: true });
  });

  test('reads all of it after the close, where the plan reveals answers then', async () => {
    const { auditId, items } = await drawn();
    await backend.client.audits.close({ auditId });
    await becomeReviewer(auditId);
    expect((await backend.client.reports.item({ auditId, itemId: items[0]! })).reviews).toHaveLength(2);
    const told = await backend.client.reports.explain({ auditId, ref: rate() });
    expect(told.items[0]!.answers).toHaveLength(2);
    const file = await backend.client.reports.export({ auditId, format: 'json', hidesNames: false });
    expect(file.text.length).toBeGreaterThan(1000);
  });

  test('where the plan never reveals answers gets figures and their own answers only', async () => {
    const blinding = { hidesModel: true, hidesJudge: true, revealsOthers: 'never' as const };
    const { auditId, items, mine } = await drawn({ blinding });
    await backend.client.audits.close({ auditId });
    const asLead = await backend.client.reports.item({ auditId, itemId: items[0]! });
    expect(asLead.reviews).toHaveLength(2);
    await becomeReviewer(auditId);
    const seen = await backend.client.reports.item({ auditId, itemId: items[0]! });
    expect(seen.reviews.map((one) => one.personId)).toEqual([mine]);
    const told = await backend.client.reports.explain({ auditId, ref: rate() });
    expect(told.items).toEqual([]);
    expect(told.figure).not.toBeNull();
    expect(told.steps.at(-1)).toMatch(/never reveals/);
    const as = (format: 'json' | 'html' | 'csv') =>
      backend.client.reports.export({ auditId, format, hidesNames: true });
    expect(await failureOf(as('json'))).toMatchObject({ code: 'FORBIDDEN', data: { where: 'format' } });
    expect(await failureOf(as('html'))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await as('csv')).text.length).toBeGreaterThan(100);
  });
});

describe('two audits', () => {
  test('of one scorecard are compared question by question', async () => {
    const before = (await drawn()).auditId;
    const now = (await drawn()).auditId;
    for (const auditId of [before, now]) await backend.client.audits.close({ auditId });
    const told = await backend.client.reports.compare({ auditId: now, withAuditId: before });
    expect(told).toMatchObject({ auditId: now, withAuditId: before });
    const { questions } = await backend.client.reports.get({ auditId: now });
    expect(told.questions.map((one) => one.now)).toEqual(questions.map((one) => one.overall));
  });

  test('of different scorecards are not, nor an audit with itself', async () => {
    const one = (await drawn()).auditId;
    const scorecard = { id: 'hallucination_audit_long', version: 1 };
    const { auditId } = storeMadeAudit(backend, 2, { plan: { scorecard } }).manifest;
    for (const withAuditId of [auditId, one]) {
      const failure = await failureOf(backend.client.reports.compare({ auditId: one, withAuditId }));
      expect(failure).toMatchObject({ code: 'INVALID_INPUT', defined: true, data: { where: 'withAuditId' } });
    }
  });

  test('of one source and scorecard make a history, oldest first; others are no part of it', async () => {
    const ids = [(await drawn()).auditId, (await drawn()).auditId, (await drawn()).auditId];
    const source = {
      id: '0198c0de-0000-7000-8000-00000000ffff',
      name: 'another',
      fingerprint: digestOf('x'),
    };
    storeMadeAudit(backend, 2, { plan: { source: source as AuditPlan['source'] } });
    const told = await backend.client.reports.history({ auditId: ids[1]! });
    expect(told.map((one) => one.auditId)).toEqual(ids);
    const reports = await Promise.all(ids.map((auditId) => backend.client.reports.get({ auditId })));
    expect(told.map((one) => one.rate)).toEqual(reports.map((one) => one.questions[0]!.overall));
  });

  test('make a history for a reviewer of those that are closed only', async () => {
    const [closed, open] = [(await drawn()).auditId, (await drawn()).auditId];
    await backend.client.audits.close({ auditId: closed });
    await becomeReviewer(open);
    await becomeReviewer(closed);
    expect((await backend.client.reports.history({ auditId: closed })).map((one) => one.auditId)).toEqual([
      closed,
    ]);
  });
});

describe('a report as a file', () => {
  test.each([
    ['json', 'application/json', '{'],
    ['csv', 'text/csv', '\ufeff'],
    ['html', 'text/html', '<!doctype html>'],
  ] as const)('in %s has its name, its kind and its text', async (format, mediaType, start) => {
    const { auditId } = await drawn({ title: '  Refunds: Q3/2026 — “final”.. ' });
    const file = await backend.client.reports.export({ auditId, format, hidesNames: false });
    expect(file.mediaType).toBe(mediaType);
    expect(file.fileName).toBe(`Refunds-Q3-2026-final-report-2026-01-07.${format}`);
    expect(file.text.toLowerCase().startsWith(start)).toBe(true);
  });

  test('with hidden names names nobody', async () => {
    const { auditId } = await drawn();
    for (const format of ['json', 'csv', 'html'] as const) {
      const named = await backend.client.reports.export({ auditId, format, hidesNames: false });
      const hidden = await backend.client.reports.export({ auditId, format, hidesNames: true });
      if (format !== 'csv') expect(named.text).toContain('Grace');
      expect(hidden.text).not.toContain('Grace');
    }
  });

  test('has a name that every file system takes, whatever the title', () => {
    const at = '2026-11-21T10:00:00.000Z';
    const names = ['..\\..//etc/passwd', 'a'.repeat(300), '🙂🙂', 'Käse 木', 'CON', 'x\u0000y\n'].map(
      (title) => fileNameOf(title, at, 'json'),
    );
    expect(names).toEqual([
      'etc-passwd-report-2026-11-21.json',
      `${'a'.repeat(60)}-report-2026-11-21.json`,
      'audit-report-2026-11-21.json',
      'Käse-木-report-2026-11-21.json',
      'CON-report-2026-11-21.json',
      'x-y-report-2026-11-21.json',
    ]);
  });
});

describe('a report that cannot be given', () => {
  test('of an unknown audit says so', async () => {
    const auditId = backend.context.ids.uuidv7() as AuditId;
    const calls = [
      backend.client.reports.get({ auditId }),
      backend.client.reports.explain({ auditId, ref: rate() }),
      backend.client.reports.history({ auditId }),
      backend.client.reports.export({ auditId, format: 'json', hidesNames: false }),
    ];
    for (const call of calls)
      expect(await failureOf(call)).toMatchObject({ code: 'NOT_FOUND', defined: true });
  });

  test('of an audit that was planned and never drawn says so', async () => {
    const { manifest } = storeMadeAudit(backend, 1);
    const auditId = backend.context.ids.uuidv7() as AuditId;
    appendOwn(
      backend.context,
      'audit.planned@1',
      { auditId },
      { auditId, plan: manifest.plan, isDemo: false },
    );
    expect(await failureOf(backend.client.reports.get({ auditId }))).toMatchObject({
      code: 'CONFLICT',
      defined: true,
      data: { what: 'This audit has not been drawn.', remedy: expect.stringMatching(/Plan/) },
    });
    const other = manifest.auditId;
    expect(
      await failureOf(backend.client.reports.compare({ auditId: other, withAuditId: auditId })),
    ).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await backend.client.reports.history({ auditId })).map((one) => one.auditId)).toEqual([other]);
  });

  /** Changes a content where no program would, as a failing disk does. */
  function damage(digest: string, text: string | null): void {
    const raw = new Database(join(folder.path, 'workbench.db'));
    if (text === null) raw.prepare('DELETE FROM content WHERE digest = ?').run(digest);
    else raw.prepare('UPDATE content SET text = ? WHERE digest = ?').run(text, digest);
    raw.close();
  }

  test('for want of its manifest says where it comes from', async () => {
    const { auditId } = await drawn();
    damage((await backend.client.reports.get({ auditId })).manifestDigest, null);
    await backend.close();
    backend = await openTestBackend(folder.path);
    expect(await failureOf(backend.client.reports.get({ auditId }))).toMatchObject({
      code: 'NOT_FOUND',
      defined: true,
      data: { remedy: expect.stringMatching(/Sync/) },
    });
  });

  test.each(['{"v":1,"items":[', '{}'])('because its manifest is damaged says so: %j', async (text) => {
    const { auditId } = await drawn();
    const digest = (await backend.client.reports.get({ auditId })).manifestDigest;
    damage(digest, text);
    await backend.close();
    backend = await openTestBackend(folder.path);
    expect(await failureOf(backend.client.reports.get({ auditId }))).toMatchObject({
      code: 'STORAGE_CORRUPT',
      defined: true,
      data: { where: `content ${digest}`, remedy: expect.stringMatching(/assay recover/) },
    });
  });
});

test('a report in view is told of a label as soon as it is durable, so that it can be asked for again', async () => {
  const { auditId, items } = await drawn();
  const abort = new AbortController();
  const watch = await backend.client.app.watch({}, { signal: abort.signal });
  const headOf = async (): Promise<string> => {
    const told = await watch.next();
    if (told.done === true) throw new Error('the watch ended');
    return told.value.ledger.headHash;
  };
  const first = await headOf();
  const before = await backend.client.reports.get({ auditId });
  const { id } = await submit(auditId, items[2]!);
  // Nobody was waiting just then: it is told all the same.
  expect(await headOf()).not.toBe(first);
  const after = await backend.client.reports.get({ auditId });
  expect(after.reviewIds.filter((one) => !before.reviewIds.includes(one))).toEqual([id]);
  abort.abort();
});

test('a manifest is read again when it is here at last', async () => {
  const { manifest, manifestDigest } = storeMadeAudit(backend, 2);
  const text = listRows<{ text: string }>(
    backend.context.store,
    'SELECT text FROM content WHERE digest = ?',
    [manifestDigest],
  )[0]!.text;
  const raw = new Database(join(folder.path, 'workbench.db'));
  raw.prepare('DELETE FROM content WHERE digest = ?').run(manifestDigest);
  raw.close();
  const { auditId } = manifest;
  expect(await failureOf(backend.client.reports.get({ auditId }))).toMatchObject({ code: 'NOT_FOUND' });
  inTransaction(backend.context.store, () =>
    insertContent(backend.context.store, { digest: manifestDigest, text }),
  );
  expect((await backend.client.reports.get({ auditId })).coverage.drawn).toBe(2);
});
