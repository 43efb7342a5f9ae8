import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../../db/connection.ts';
import { eraseContent, findContent, restoreContent } from '../../db/queries/contents.ts';
import { catalogueOf } from '../../db/queries/deliberation.ts';
import { compareProjections } from '../../db/replay.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { findTaxonomy } from '../../shared/domain/catalogue.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { TaxonomyClass, TaxonomyRef } from '../../shared/domain/taxonomy.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import { verifyReportDocument } from '../../shared/report/verify.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';

const question = 'hallucination';
let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let me: PersonId;
beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  me = (await backend.client.app.status({})).person.id;
});
afterEach(async () => {
  expect(compareProjections(backend.context.store)).toEqual([]);
  await backend.close();
  folder.remove();
});

async function submit(auditId: AuditId, itemId: string, option: string): Promise<void> {
  const draft = draftOf(answersOf(option as never));
  const call = { auditId, itemId: itemId as never, submissionId: newReviewId(backend), draft };
  await backend.client.reviews.submit(call);
}

/** A closed audit of which every third item is factual, and every tenth of policy. */
async function earlierAudit(count = 120): Promise<Manifest> {
  const { manifest } = storeMadeAudit(backend, count);
  for (const [n, item] of manifest.items.entries()) {
    await submit(manifest.auditId, item.id, n % 10 === 0 ? 'policy' : n % 3 === 0 ? 'factual' : 'none');
  }
  await backend.client.audits.close({ auditId: manifest.auditId });
  return manifest;
}

/** Publishes a version in which `factual` is split into what is wrong and what is only out of date. */
async function publishSplit(): Promise<TaxonomyRef> {
  const [before] = catalogueOf(backend.context.store).taxonomies;
  const factual = before!.classes.find((one) => one.id === 'factual')!;
  const outdated: TaxonomyClass = { ...factual, id: 'outdated', title: 'Out of date' };
  const { taxonomy } = await backend.client.taxonomies.publish({
    publicationId: randomUUID(),
    draft: {
      taxonomy: { id: before!.id, version: before!.version },
      title: before!.title,
      cleanClass: before!.cleanClass,
      classes: [...before!.classes, outdated],
      operations: [{ kind: 'split', class: 'factual', into: ['factual', 'outdated'] }],
      mapping: [],
      summary: 'What was right once is told apart.',
    },
    proposalIds: [],
    cases: [],
  });
  return { id: taxonomy.id, version: taxonomy.version };
}

const manifestOf = async (auditId: AuditId) => backend.client.audits.manifest({ auditId });
const drawn = async (auditId: AuditId, to: TaxonomyRef, size = 12) =>
  backend.client.taxonomies.drawBridge({ auditId, question, to, size, reviewerIds: [me], dueAt: null });

describe('a relabel after a taxonomy change', () => {
  test('draws nothing of classes whose meaning is certain, and says how close the rate would come', async () => {
    const { auditId } = await earlierAudit();
    const to = await publishSplit();
    const plan = await backend.client.taxonomies.planBridge({ auditId, question, to, size: 12 });
    const sizes = Object.fromEntries(plan.classes.map((one) => [one.class, [one.items, one.drawn]]));
    expect(sizes).toEqual({ none: [72, 0], factual: [36, 12], policy: [12, 0] });
    expect(plan.classes.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12);
    expect(plan.total).toBe(12);
    expect(plan.expectedHalfWidth).toBeGreaterThan(0);
    expect(plan.problems).toEqual([]);
    const more = await backend.client.taxonomies.planBridge({ auditId, question, to, size: 30 });
    expect(more.expectedHalfWidth!).toBeLessThan(plan.expectedHalfWidth!);
  });

  test('asks blind: no facet, no dimension and no place tells what an item was called before', async () => {
    const { auditId, items } = await earlierAudit();
    const to = await publishSplit();
    const bridged = await drawn(auditId, to);
    expect(bridged.itemCount).toBe(12);
    const audit = await backend.client.audits.get({ auditId: bridged.auditId });
    expect(audit.title).toBe(
      `Relabel of ${(await backend.client.audits.get({ auditId })).title} under Hallucination v2`,
    );
    expect(audit.plan).toMatchObject({ dimensions: [], bridge: { auditId, question, to } });
    const factual = new Set(items.flatMap((one, n) => (n % 10 !== 0 && n % 3 === 0 ? [one.traceId] : [])));
    const manifest = await manifestOf(bridged.auditId);
    expect(manifest.items.every((one) => factual.has(one.traceId))).toBe(true);
    expect(manifest.items.every((one) => Object.keys(one.facets).length === 0)).toBe(true);
    // Asked for again, as after a lost answer, it is this one; another size is another audit.
    expect(await drawn(auditId, to)).toEqual(bridged);
    expect((await drawn(auditId, to, 11)).auditId).not.toBe(bridged.auditId);
    const queue = await backend.client.reviews.queue({ auditId: bridged.auditId });
    // What the trace itself says may stand there; what it was called before does not.
    expect(JSON.stringify(queue.entries)).not.toMatch(/factual|policy/i);
    expect(queue.scorecard.questions.find((one) => one.id === question)).toMatchObject({ taxonomy: to });
  });

  test('bridges the rate once judged, in its report and in what the change did; the earlier report stays', async () => {
    const { auditId } = await earlierAudit();
    const before = await backend.client.reports.get({ auditId });
    const to = await publishSplit();
    const broken = (await backend.client.taxonomies.effect({ id: to.id })).changes[0]!;
    expect(broken).toMatchObject({ isBroken: false, before: [{ auditId }], after: [], bridges: [] });
    const bridged = await drawn(auditId, to);
    const waiting = (await backend.client.taxonomies.effect({ id: to.id })).changes[0]!;
    expect(waiting.bridges).toMatchObject([{ auditId: bridged.auditId, judged: 0, drawn: 12 }]);
    const manifest = await manifestOf(bridged.auditId);
    for (const [n, item] of manifest.items.entries()) {
      await submit(bridged.auditId, item.id, n % 4 === 0 ? 'none' : 'outdated');
    }
    await backend.client.audits.close({ auditId: bridged.auditId });
    const report = await backend.client.reports.get({ auditId: bridged.auditId });
    // All policy (12), three quarters of factual (36), of 120.
    expect(report.bridge!.after.estimate).toBeCloseTo((12 + 27) / 120, 12);
    expect(report.bridge!.before.estimate).toBeCloseTo(48 / 120, 12);
    expect(report.bridge).toMatchObject({ isBroken: false, auditId });
    expect(report.bridge!.sentence).toMatch(/^Under version 2 the hallucination rate of .* is 32\.5 % \(/);
    const { changes } = await backend.client.taxonomies.effect({ id: to.id });
    expect(changes[0]!.bridges).toMatchObject([{ auditId: bridged.auditId, judged: 12, drawn: 12 }]);
    expect(changes[0]!.after).toMatchObject([{ auditId: bridged.auditId, version: 2, isImported: false }]);
    const again = await backend.client.reports.get({ auditId });
    expect({ ...again, computedAt: '' }).toEqual({ ...before, computedAt: '' });
    const file = await backend.client.reports.export({
      auditId: bridged.auditId,
      format: 'json',
      hidesNames: false,
    });
    const document = JSON.parse(file.text) as ReportDocument;
    expect(verifyReportDocument(document).checks.filter((one) => !one.passed)).toEqual([]);
    document.evidence.manifest.phaseOne!.classes[0]!.share = 0.5;
    expect(verifyReportDocument(document).holds).toBe(false);
  });

  test('counts old labels anew, exactly, where each has one meaning and some count otherwise now', async () => {
    const { auditId } = await earlierAudit();
    const [before] = catalogueOf(backend.context.store).taxonomies;
    const counting = ['factual', 'procedural', 'citation', 'other'];
    const { taxonomy, scorecards } = await backend.client.taxonomies.publish({
      publicationId: randomUUID(),
      draft: {
        taxonomy: { id: before!.id, version: before!.version },
        title: before!.title,
        cleanClass: before!.cleanClass,
        classes: before!.classes,
        operations: [],
        mapping: [],
        counting,
        summary: 'Policy is reported on its own.',
      },
      proposalIds: [],
      cases: [],
    });
    const card = scorecards.find((one) => one.id === 'hallucination_audit')!;
    expect(card.questions.find((one) => one.id === question)).toMatchObject({ eventOptions: counting });
    const { changes } = await backend.client.taxonomies.effect({ id: taxonomy.id });
    // 36 factual of 120 count still; the 12 of policy do not.
    expect(changes[0]).toMatchObject({
      isBroken: false,
      recounted: [{ auditId, rate: { estimate: 36 / 120, n: 120 } }],
      sentence: expect.stringMatching(
        /Counted as version 2 counts.* is 30\.0 %\. It was reported as 40\.0 % under version 1\./,
      ),
    });
    expect(changes[0]!.before[0]!.rate.estimate).toBeCloseTo(48 / 120, 12);
    // Nothing is guessed: a census stays one.
    const { low, high } = changes[0]!.recounted![0]!.rate;
    expect([low, high]).toEqual([0.3, 0.3]);
  });

  test('compares with the last version that an audit asked, where the one before was asked by none', async () => {
    const { auditId } = await earlierAudit();
    const second = await publishSplit();
    const [newest] = (await backend.client.taxonomies.get({ id: second.id })).versions;
    const { id, version, title, cleanClass, classes } = newest!.taxonomy;
    const { taxonomy } = await backend.client.taxonomies.publish({
      publicationId: randomUUID(),
      draft: {
        taxonomy: { id, version },
        title,
        cleanClass,
        classes: classes.map((one) => (one.id === 'other' ? { ...one, title: 'Rest' } : one)),
        operations: [],
        mapping: [],
        summary: 'A shorter word.',
      },
      proposalIds: [],
      cases: [],
    });
    expect(taxonomy.version).toBe(3);
    const { changes } = await backend.client.taxonomies.effect({ id });
    expect(changes[0]).toMatchObject({
      from: { version: 1 },
      to: { version: 3 },
      before: [{ auditId, version: 1 }],
      isBroken: false,
    });
    expect(changes[0]!.sentence).toContain('Every label of version 1 counts in version 3 as it did');
  });

  test('says plainly that the line is broken while an uncertain class was judged less than twice', async () => {
    const { auditId } = await earlierAudit(60);
    const bridged = await drawn(auditId, await publishSplit());
    const [item] = (await manifestOf(bridged.auditId)).items;
    await submit(bridged.auditId, item!.id, 'outdated');
    const { bridge } = await backend.client.reports.get({ auditId: bridged.auditId });
    expect(bridge).toMatchObject({
      isBroken: true,
      after: { estimate: null, reason: 'TOO_FEW_SECOND_LOOKS' },
    });
    expect(bridge!.sentence).toMatch(/^The line is broken between versions 1 and 2/);
  });

  test('leaves out texts that are gone, and says so', async () => {
    const { auditId, items } = await earlierAudit(60);
    const to = await publishSplit();
    const gone = items.filter((_, n) => n % 10 !== 0 && n % 3 === 0).slice(0, 5);
    const { store } = backend.context;
    const texts = gone.map((one) => ({
      digest: one.contentDigest,
      text: findContent(store, one.contentDigest)!,
    }));
    inTransaction(store, () => {
      for (const one of gone) eraseContent(store, one.contentDigest);
    });
    const plan = await backend.client.taxonomies.planBridge({ auditId, question, to, size: 50 });
    expect(plan.classes.find((one) => one.class === 'factual')).toMatchObject({ items: 18, drawn: 13 });
    expect(plan.problems[0]).toMatch(/^The texts of 5 of 18 items of “.*” are gone/);
    const bridged = await drawn(auditId, to, 50);
    const ids = new Set((await manifestOf(bridged.auditId)).items.map((one) => one.traceId));
    expect(gone.some((one) => ids.has(one.traceId))).toBe(false);
    expect(findContent(store, gone[0]!.contentDigest)).toBeNull();
    inTransaction(store, () => texts.forEach((one) => restoreContent(store, one)));
  });

  test('refuses with a reason: too few items, another version, a relabel of a relabel, nobody to judge', async () => {
    const { auditId } = await earlierAudit(30);
    const to = await publishSplit();
    const { taxonomies } = backend.client;
    const code = async (call: Promise<unknown>) => (await failureOf(call)).code;
    expect(await code(drawn(auditId, to, 1))).toBe('INFEASIBLE_PLAN');
    expect(await code(drawn(auditId, { ...to, version: 9 }))).toBe('NOT_FOUND');
    expect(await code(drawn(auditId, { ...to, version: 1 }))).toBe('INVALID_INPUT');
    expect(await code(taxonomies.planBridge({ auditId, question: 'severity', to, size: 9 }))).toBe(
      'INVALID_INPUT',
    );
    const reviewerIds = [randomUUID() as PersonId];
    expect(
      await code(taxonomies.drawBridge({ auditId, question, to, size: 9, reviewerIds, dueAt: null })),
    ).toBe('INVALID_INPUT');
    const bridged = await drawn(auditId, to);
    expect(await code(drawn(bridged.auditId, to))).toBe('INVALID_INPUT');
    expect(findTaxonomy(to, catalogueOf(backend.context.store))).not.toBeNull();
  });
});
