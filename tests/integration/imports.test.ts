// Reviews from elsewhere, end to end on real data: what was labelled there gives the figures that lie beside the data, out
// of the report of the audit that was imported.
import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRows } from '../../db/connection.ts';
import { findAudit } from '../../db/queries/audits.ts';
import { catalogueOf, listOfAudit } from '../../db/queries/deliberation.ts';
import { getCurrentLedger, listLedgers } from '../../db/queries/ledger.ts';
import { listPeople } from '../../db/queries/people.ts';
import { listReviewsOfAudit } from '../../db/queries/reviews.ts';
import { compareProjections } from '../../db/replay.ts';
import { systemClock } from '../../electron/backend/clock.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { isoTime } from '../../shared/domain/ids.ts';
import { report as reportSchema } from '../../shared/contract/report.ts';
import { agreementSummary } from '../../shared/statistics/agreement.ts';
import { agreementWeights, cohenKappa } from '../../shared/statistics/cohen.ts';
import { chanceCorrected } from '../../shared/statistics/gwet.ts';
import { indexLabels, tabulate } from '../../shared/statistics/label-table.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { openTestBackend } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(join(data, 'clapnq'));
const why = hasData ? '' : ' (skipped: ../shared/data is absent)';

const clapnq = [join(data, 'clapnq/rag-model-performance.json')];
const xstest = [join(data, 'xstest')];

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
beforeAll(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path, { clock: systemClock });
});
afterAll(async () => {
  await backend?.close();
  folder?.remove();
});

const requestOf = (paths: string[], title: string) => ({
  paths,
  preset: null,
  mapping: null,
  auditId: null,
  importId: randomUUID(),
  name: title,
  isSimulated: false,
  audit: { title, isClosed: false, dueAt: null },
});

/** Labels of a question by item, people in the order of their ids, as the report's evidence has them. */
function labelsOf(auditId: AuditId, question: string) {
  const { store } = backend.context;
  const people = listPeople(store).filter((one) => one.isImported === true);
  const items = new Map<string, (string | null)[]>();
  for (const review of listReviewsOfAudit(store, auditId)) {
    expect({ isCurrent: review.isCurrent, isLate: review.isLate }).toEqual({
      isCurrent: true,
      isLate: false,
    });
    const row = items.get(review.itemId) ?? people.map((): string | null => null);
    const held = review.answers[question];
    row[people.findIndex((one) => one.id === review.personId)] = held?.type === 'choice' ? held.option : null;
    items.set(review.itemId, row);
  }
  return items;
}

describe.skipIf(!hasData)(`clapnq${why}`, () => {
  let auditId: AuditId;

  test('is looked at without storing anything', async () => {
    const seen = await backend.client.imports.inspect({
      paths: clapnq,
      preset: null,
      mapping: null,
      auditId: null,
    });
    expect(seen).toMatchObject({
      preset: 'clapnq',
      items: 400,
      matchedItems: 400,
      reviews: 1200,
      rejectedCount: 0,
      missingRoles: [],
    });
    expect(seen.reviewers.map((one) => one.reviews)).toEqual([392, 272, 136, 112, 100, 96, 92]);
    expect(seen.questions[0]).toMatchObject({ question: 'faithfulness' });
    expect(seen.preview).toHaveLength(10);
    expect(await backend.client.imports.list({})).toEqual([]);
    expect(await backend.client.sources.list({})).toEqual([]);
    expect(listLedgers(backend.context.store)).toHaveLength(1);
  });

  test('becomes an audit of all 400 answers with its seven reviewers, times and reasons', async () => {
    const summary = await backend.client.imports.run(requestOf(clapnq, 'ClapNQ'));
    auditId = summary.auditId;
    expect(summary).toMatchObject({
      preset: 'clapnq',
      reviews: 1200,
      rulings: 0,
      rejected: 0,
      isSimulated: false,
    });
    expect(summary.reviewers).toHaveLength(7);
    const audit = await backend.client.audits.get({ auditId });
    expect(audit).toMatchObject({ state: 'open', itemCount: 400, reviewedCount: 1200, reviewerCount: 7 });
    expect(audit.plan.scorecard).toEqual({ id: 'answer_quality', version: 1 });
    const reviews = listReviewsOfAudit(backend.context.store, auditId);
    expect(reviews.every((one) => isoTime.safeParse(one.submittedAt).success)).toBe(true);
    expect(new Set(reviews.map((one) => one.submittedAt.slice(0, 4)))).toEqual(new Set(['2024']));
    expect(reviews.every((one) => one.elapsedMs > 0)).toBe(true);
    expect(reviews.some((one) => one.answers['faithfulness_reason']?.type === 'text')).toBe(true);
  });

  test('has the trace ids of the source preset, and its sample can be drawn again', async () => {
    const [source] = await backend.client.sources.list({});
    expect(source).toMatchObject({ spec: { preset: 'clapnq' }, traceCount: 400 });
    const manifest = await backend.client.audits.manifest({ auditId });
    expect(manifest.items.map((one) => one.traceId)).toContain('ClapNQ::6401197308716204890:gpt');
    expect(manifest.items.every((one) => one.weight === 1 && one.isOverlap)).toBe(true);
    expect(await backend.client.audits.redraw({ auditId })).toEqual({ isSame: true, missing: 0, added: 0 });
  });

  test('gives the listed agreement on faithfulness out of its report', async () => {
    const report = reportSchema.parse(await backend.client.reports.get({ auditId }));
    expect(report.primaryQuestion).toBe('faithfulness');
    expect(report.coverage).toMatchObject({
      drawn: 400,
      reviewed: 400,
      late: 0,
      open: 0,
      overlapReviewed: 400,
    });
    const { agreement } = report.questions[0]!;
    expect(agreement).toMatchObject({ scale: 'ordinal', itemCount: 400, raterCount: 7 });
    expect(agreement.alpha.estimate).toBeCloseTo(0.455391, 6);
    expect(agreement.pairwise.estimate).toBeCloseTo(0.513333, 6);
    expect(agreement.ac1.estimate).toBeCloseTo(0.38102, 5);
    // Reports measure an ordinal question on its scale; what is listed on the nominal one comes of the same labels.
    const rows = [...labelsOf(auditId, 'faithfulness').values()];
    const categories = ['no', 'mostly_no', 'mostly_yes', 'yes'];
    const units = rows.map((labels) => ({ labels }));
    const nominal = agreementSummary({ categories, scale: 'nominal', units, seed: 'x', replicates: 50 });
    expect(nominal.alpha.estimate).toBeCloseTo(0.241742, 6);
    const table = tabulate(
      indexLabels(categories, rows).map((labels) => ({ labels })),
      4,
    );
    const fleiss = chanceCorrected(table, agreementWeights(4, 'identity'), 'fleiss', 0.05);
    expect(fleiss?.coefficient).toBeCloseTo(0.24111, 6);
    const isLow = (one: string | null): boolean => one === 'no' || one === 'mostly_no';
    const split = rows.filter((row) => new Set(row.filter((one) => one !== null).map(isLow)).size > 1);
    expect(split).toHaveLength(102);
  });

  test('imported again under the same id changes nothing, and under another one makes another audit of the same source', async () => {
    const request = requestOf(clapnq, 'Again');
    const first = await backend.client.imports.run(request);
    expect(await backend.client.imports.run(request)).toEqual(first);
    expect(await backend.client.sources.list({})).toHaveLength(1);
    expect(await backend.client.imports.list({})).toHaveLength(2);
    // The scorecard is there already: it is not published a second time.
    const published = listRows(
      backend.context.store,
      `SELECT 1 FROM deliberation WHERE kind = 'scorecard.published'`,
    );
    expect(published).toHaveLength(1);
  });

  test('imported into the audit that holds it already gives no review, and says why', async () => {
    const request = { paths: clapnq, preset: null, mapping: null, auditId };
    const seen = await backend.client.imports.inspect(request);
    expect(seen).toMatchObject({ reviews: 0, rejectedCount: 1200, matchedItems: 0, items: 400 });
    expect(new Set(seen.rejected.map((one) => one.code))).toEqual(new Set(['DUPLICATE_REVIEW']));
    const run = backend.client.imports.run({
      ...request,
      importId: randomUUID(),
      name: 'x',
      isSimulated: false,
      audit: null,
    });
    await expect(run).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(listReviewsOfAudit(backend.context.store, auditId)).toHaveLength(1200);
  });
});

describe.skipIf(!hasData)(`xstest${why}`, () => {
  let auditId: AuditId;
  const kappas = {
    gpt4: 0.970107,
    llama2new: 0.925762,
    llama2orig: 0.929256,
    mistralguard: 0.892337,
    mistralinstruct: 0.919545,
  };
  const options = ['full_compliance', 'full_refusal', 'partial_refusal'];

  const kappaOf = (rows: readonly (readonly (string | null)[])[]): number | null | undefined => {
    const labels = [0, 1].map((at) => rows.map((row) => options.indexOf(row[at] ?? '')));
    return cohenKappa(labels[0]!, labels[1]!, options.length)?.kappa;
  };

  test('becomes 2,250 items with two annotators each', async () => {
    const summary = await backend.client.imports.run(requestOf(xstest, 'XSTest'));
    auditId = summary.auditId;
    expect(summary).toMatchObject({ preset: 'xstest', reviews: 4500, rulings: 81, rejected: 0 });
    expect(summary.reviewers.map((one) => one.name)).toEqual(['XSTest annotator 1', 'XSTest annotator 2']);
    const manifest = await backend.client.audits.manifest({ auditId });
    expect(new Set(manifest.items.map((one) => one.traceId)).size).toBe(2250);
    expect(manifest.strata.map((one) => one.population)).toEqual([450, 450, 450, 450, 450]);
  });

  test('has 81 disagreements, and a ruling on each that says what the final label says', async () => {
    const rows = labelsOf(auditId, 'compliance');
    const split = [...rows].filter(([, row]) => new Set(row.filter((one) => one !== null)).size > 1);
    expect(split).toHaveLength(81);
    const manifest = await backend.client.audits.manifest({ auditId });
    const traceOf = new Map(manifest.items.map((one) => [one.id as string, one.traceId as string]));
    const finals = await readFinals();
    const rulings = listOfAudit(backend.context.store, auditId).flatMap((one) =>
      one.kind === 'adjudication.imported' ? [one.body] : [],
    );
    expect(rulings.map((one) => one.itemId).toSorted()).toEqual(split.map(([id]) => id).toSorted());
    for (const ruling of rulings) {
      expect(finals.get(traceOf.get(ruling.itemId) ?? '')).toBe(ruling.option);
      expect(ruling.reviewIds).toHaveLength(2);
    }
  });

  test('gives the listed kappa, pooled out of the report and for each model', async () => {
    const report = await backend.client.reports.get({ auditId });
    const { agreement } = report.questions[0]!;
    expect(agreement.perPair).toHaveLength(1);
    expect(agreement.perPair[0]!.kappa.estimate).toBeCloseTo(0.936526, 6);
    expect(agreement.pairwise.estimate).toBeCloseTo(0.964, 4);
    const manifest = await backend.client.audits.manifest({ auditId });
    const rows = labelsOf(auditId, 'compliance');
    const ofModel = Map.groupBy(manifest.items, (one) => one.facets['model'] ?? '');
    for (const [name, kappa] of Object.entries(kappas)) {
      const items = ofModel.get(`xstest_v2_completions_${name}`) ?? [];
      expect(items).toHaveLength(450);
      const people = items.map((one) => (rows.get(one.id) ?? []).filter((label) => label !== null));
      expect(kappaOf(people), name).toBeCloseTo(kappa, 6);
    }
  });

  test('can be closed at once, and then measures its own agreement', async () => {
    const request = requestOf(xstest, 'Closed');
    const { auditId: closed } = await backend.client.imports.run({
      ...request,
      isSimulated: true,
      audit: { title: 'Closed', isClosed: true, dueAt: null },
    });
    expect(findAudit(backend.context.store, closed)?.state).toBe('closed');
    const [newest] = await backend.client.imports.list({});
    expect(newest).toMatchObject({ auditId: closed, isSimulated: true });
    const measured = listRows<{ body: string }>(
      backend.context.store,
      `SELECT body FROM ledger_event WHERE kind = 'agreement.measured' AND audit_id = ?`,
      [closed],
    );
    expect(measured.map((one) => (JSON.parse(one.body) as { questionId: string }).questionId)).toEqual([
      'compliance',
    ]);
  });
});

describe.skipIf(!hasData)(`after all of this${why}`, () => {
  test('the person’s own ledger is the current one, every origin ledger begins with its import, and chains hold', async () => {
    const { store } = backend.context;
    const current = getCurrentLedger(store).id;
    const firsts = listRows<{ id: string; kind: string }>(
      store,
      'SELECT ledger_id AS id, kind FROM ledger_event WHERE seq = 1',
    );
    expect(firsts.find((one) => one.id === current)?.kind).toBe('session.opened');
    expect(firsts.filter((one) => one.kind === 'import.begun')).toHaveLength(4);
    expect(await backend.client.ledger.verify({})).toMatchObject({ isIntact: true, projectionsMatch: true });
  });

  test('dropping the projections and reading the ledgers again gives the same tables', () => {
    expect(compareProjections(backend.context.store)).toEqual([]);
    expect(catalogueOf(backend.context.store).taxonomies.map((one) => one.id)).toEqual(
      expect.arrayContaining(['faithfulness', 'compliance']),
    );
  });
});

/** Final label by trace id, read by a parser of a few lines that knows nothing of the import. */
async function readFinals(): Promise<Map<string, string>> {
  const { readFileSync, readdirSync } = await import('node:fs');
  const finals = new Map<string, string>();
  for (const name of readdirSync(xstest[0]!).filter((one) => one.endsWith('.csv'))) {
    const text = readFileSync(join(xstest[0]!, name), 'utf8');
    const rows = text.matchAll(
      /(?:^|\n)(v2-\d+),(?:[^"]|"(?:[^"]|"")*")*?,(?:TRUE|FALSE),\d_(\w+)(?=\r?\n|$)/g,
    );
    for (const [, id, final] of rows) finals.set(`${basename(name, '.csv')}:${id}`, final ?? '');
  }
  return finals;
}
