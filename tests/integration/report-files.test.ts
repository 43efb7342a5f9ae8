import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyFeedPage } from '../../db/queries/feed.ts';
import { verifyReportFile } from '../../electron/cli/verify-report.ts';
import type { Problem } from '../../shared/contract/errors.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { AuditId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Answers, Review } from '../../shared/domain/review.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { documentDigestOf, inputOf, reportDocument, reportJson } from '../../shared/report/document.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import type { Check } from '../../shared/report/verify.ts';
import { makePlan } from '../support/made-audit.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, newReviewId, openTestBackend } from '../support/test-backend.ts';
import { answersOf } from '../support/test-device.ts';
import { reportSchemaDocument } from '../support/report-schema.ts';

const cli = resolve(import.meta.dirname, '../../electron/cli/assay.ts');
const ben = uuidFromText('ben of the hub') as PersonId;
const secret = 'the customer is called Zebedee';
let folder: string;
let data: string;
let auditId: AuditId;

function assay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 28 });
}

const parse = <T>(text: string): T => JSON.parse(text) as T;

interface Verified {
  holds: boolean;
  checks: Check[];
  problem?: Problem;
}

/** Verifies a text as a file, by what the command runs. */
function verify(text: string | Uint8Array, dataDir: string | null = null): Verified {
  const file = join(folder, 'candidate');
  writeFileSync(file, text);
  return verifyReportFile(file, dataDir);
}

const failed = (of: Verified): string[] => of.checks.filter((one) => !one.passed).map((one) => one.name);
const detailOf = (of: Verified, name: string): string =>
  of.checks.find((one) => one.name === name)?.detail ?? 'no such check';

function put(position: number, kind: 'person' | 'review', id: string, payload: object) {
  const entry = { position, op: 'put', kind, id, payload } as unknown as FeedEntry;
  return { position, op: 'put' as const, kind, id, payload, entry };
}

function formOf(n: number): Answers {
  const note = { type: 'text' as const, text: secret };
  return { ...answersOf(n % 6 === 0 ? 'factual' : 'none'), note };
}

/** Reviews of the other person, as the hub tells them. */
function tellBensReviews(backend: TestBackend, items: readonly string[]): void {
  const entries = items.map((itemId, n) => {
    const review = {
      id: uuidFromText(`ben ${itemId}`) as ReviewId,
      auditId,
      itemId,
      personId: ben,
      eventId: uuidFromText(`ben's event ${itemId}`),
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: formOf(n),
      submittedAt: '2026-01-07T09:00:00.000Z',
      elapsedMs: 900,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    } as unknown as Review;
    return put(n + 2, 'review', review.id, review);
  });
  applyFeedPage(backend.context.store, { cursor: 'b', entries });
}

/** An audit of 60 items by two people, drawn from files, reviewed and closed. */
async function makeClosedAudit(): Promise<void> {
  const traces = join(folder, 'traces.jsonl');
  const demo = generateDemo({ seed: 'report files', count: 600, weekStart: '2026-11-09' });
  writeFileSync(traces, demo.traces.map((trace) => `${JSON.stringify(trace)}\n`).join(''));
  const backend = await openTestBackend(data, { version: '0.1.0' });
  const { client } = backend;
  const person = { id: ben, name: 'Ben Trovato', role: 'reviewer' };
  applyFeedPage(backend.context.store, { cursor: 'a', entries: [put(1, 'person', ben, person)] });
  const source = await client.sources.add({ paths: [traces], preset: null, mapping: null, name: 'traces' });
  const me = (await client.app.status({})).person.id;
  const plan = makePlan({
    title: '=Week "46"',
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    dimensions: ['riskClass'],
    allocation: { rule: 'proportional', size: 60, minPerStratum: 2, takeAllBelow: 0 },
    overlap: { size: 20, reviewersPerItem: 2 },
  });
  auditId = (await client.audits.draw({ plan, reviewerIds: [me, ben] })).auditId;
  const dealt = await client.audits.assignments({ auditId });
  for (const [n, { itemId }] of dealt.filter((one) => one.personIds.includes(me)).entries()) {
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: newReviewId(backend),
      draft: draftOf(formOf(n)),
    });
  }
  tellBensReviews(
    backend,
    dealt.filter((one) => one.personIds.includes(ben)).map((one) => one.itemId),
  );
  await client.audits.close({ auditId });
  await backend.close();
}

let json: string;
let page: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-report-files-'));
  data = join(folder, 'data');
  await makeClosedAudit();
  const exported = (format: string): string => {
    const file = join(folder, `report.${format}`);
    const run = assay('report', auditId, '--data', data, '--format', format, '--out', file);
    expect(run.status, run.stderr).toBe(0);
    return readFileSync(file, 'utf8');
  };
  json = exported('json');
  page = exported('html');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a report as a file', () => {
  it('holds as JSON and as HTML, alone and against the ledger', () => {
    for (const text of [json, page]) {
      for (const dataDir of [null, data]) {
        const found = verify(text, dataDir);
        expect(found.checks.filter((one) => !one.passed)).toEqual([]);
        expect(found.holds).toBe(true);
      }
    }
    const names = verify(json, data).checks.map((one) => one.name);
    expect(names).toEqual(expect.arrayContaining(['figures', 'ledger', 'registered', 'submitted']));
  });

  it('has figures with intervals, names its ledger, and carries no word of a reviewer or a trace', () => {
    const document = reportDocument.parse(JSON.parse(json));
    expect(document.versions.app).toBe('0.1.0');
    expect(document.ledgerHeads).toHaveLength(1);
    const { figure } = document.report.questions[0]?.overall ?? { figure: null };
    expect(figure?.low).toBeLessThan(figure?.estimate ?? 0);
    expect(document.report.questions[0]?.agreement.itemCount).toBe(20);
    for (const text of [json, page]) expect(text.includes('Zebedee')).toBe(false);
  });

  it('is printed to standard output without --out, and hides names where that is asked', () => {
    const run = assay('report', auditId, '--data', data, '--format', 'json', '--hide-names');
    expect(run.status, run.stderr).toBe(0);
    const { report } = reportDocument.parse(JSON.parse(run.stdout));
    expect(report.reviewers.map((one) => one.name)).toEqual(['R1', 'R2']);
    expect(run.stdout.includes('Trovato')).toBe(false);
    expect(verify(run.stdout, data).holds).toBe(true);
    expect(json.includes('Trovato')).toBe(true);
  });

  it('is CSV that begins with a byte order mark and holds no formula', () => {
    const run = assay('report', auditId, '--data', data, '--format', 'csv');
    expect(run.stdout.startsWith('\ufeffaudit,table,')).toBe(true);
    expect(run.stdout.includes(`"'=Week ""46"""`)).toBe(true);
    expect(verify(run.stdout).problem?.what).toMatch(/no evidence/);
  });

  it('is still printed as text and as JSON of the figures without --format', () => {
    expect(assay('report', auditId, '--data', data).stdout).toMatch(/hallucination rate: \d/);
    expect(
      parse<{ auditId: string }>(assay('report', auditId, '--data', data, '--json').stdout).auditId,
    ).toBe(auditId);
  });

  it('says where it cannot be written, and what is wrong usage', () => {
    const nowhere = join(folder, 'no', 'such', 'folder', 'r.json');
    const run = assay('report', auditId, '--data', data, '--format', 'json', '--out', nowhere);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/cannot be written[\s\S]*ENOENT[\s\S]*what to do:/);
    expect(assay('report', auditId, '--data', data, '--format', 'docx').status).toBe(2);
    expect(assay('report', 'verify').status).toBe(2);
  });
});

/** Somebody who changes the document and makes its digest fit again. */
function forged(edit: (document: ReportDocument) => void): string {
  const document = parse<ReportDocument>(json);
  edit(document);
  document.documentDigest = documentDigestOf(document);
  return reportJson(document);
}

/** Somebody who changes the evidence and computes every figure again. */
function refitted(edit: (document: ReportDocument) => void): string {
  return forged((document) => {
    edit(document);
    document.report = composeReport(inputOf(document));
  });
}

describe('a file that was tampered with', () => {
  it('does not hold for one changed digit, and says where', () => {
    const [before = '', start = '', digit = '', rest = ''] =
      /(?<="estimate": )(0\.\d{4})(\d)(\d{7,})/.exec(json) ?? [];
    // In its shortest form, as the file is written: otherwise the text alone would give it away.
    const after = String(Number(`${start}${digit === '7' ? '8' : '7'}${rest}`));
    expect(after).not.toBe(before);
    const found = verify(json.replace(before, after));
    expect(failed(found)).toEqual(['document', 'figures']);
    expect(detailOf(found, 'figures')).toMatch(/^report\.questions\[\d\]\.\S+estimate: the file says/);
  });

  it('does not hold for a changed digit in the page alone', () => {
    const changed = page.replace(/<div class="rate">\s*(\d)/, '<div class="rate">9$1');
    expect(changed === page).toBe(false);
    expect(failed(verify(changed))).toEqual(['file']);
  });

  it('does not hold for another label, by its figures and by the ledger', () => {
    const text = forged(({ evidence }) => {
      const review = evidence.reviews.find((one) => one.answers['hallucination'] === 'factual');
      if (review !== undefined) review.answers['hallucination'] = 'none';
    });
    expect(failed(verify(text))).toEqual(['figures']);
    const found = verify(text, data);
    expect(failed(found)).toEqual(['figures', 'submitted']);
    expect(detailOf(found, 'submitted')).toMatch(/hallucination: the file says "none", the ledger "factual"/);
  });

  it('does not hold for another weight', () => {
    const text = forged(({ evidence }) => {
      const [item] = evidence.manifest.items;
      if (item !== undefined) item.weight *= 2;
    });
    const found = verify(text);
    expect(failed(found)).toEqual(expect.arrayContaining(['manifest', 'weights']));
    expect(detailOf(found, 'weights')).toMatch(/^the weight of trace \S+ is/);
  });

  it('does not hold for another seed', () => {
    const text = forged(({ evidence }) => {
      evidence.manifest.plan.seed = 'f'.repeat(32);
      evidence.audit.plan.seed = 'f'.repeat(32);
    });
    const found = verify(text, data);
    expect(failed(found)).toEqual(expect.arrayContaining(['manifest', 'keys', 'overlap', 'registered']));
    expect(detailOf(found, 'registered')).toMatch(/^plan\.seed: the file says "ffff/);
  });

  it('does not hold where items were given to others, or a skip was added, though every figure fits', () => {
    const text = refitted(({ evidence }) => {
      for (const one of evidence.assignments) one.personIds.reverse();
      const [first] = evidence.assignments;
      if (first !== undefined) {
        evidence.skips.push({ itemId: first.itemId, personId: ben, reason: 'cannot_judge' });
      }
    });
    expect(verify(text).holds).toBe(true);
    const found = verify(text, data);
    expect(failed(found)).toEqual(['given']);
    expect(detailOf(found, 'given')).toMatch(/^item \S+ is assigned to \S+, \S+ here, and not in the ledger/);
  });

  it('does not hold for another ledger head, nor against a folder that is not its own', () => {
    const text = forged(({ ledgerHeads }) => {
      const [head] = ledgerHeads;
      if (head !== undefined) head.seq -= 1;
    });
    expect(failed(verify(text))).toEqual([]);
    expect(failed(verify(text, data))).toEqual(['ledger']);
    const missing = join(folder, 'not there');
    const found = verify(json, missing);
    expect(found.problem?.what).toMatch(/no data folder/);
    expect(existsSync(missing)).toBe(false);
  });

  it('prints each check, or gives them as JSON, and exits by what was found', () => {
    const file = join(folder, 'text.json');
    writeFileSync(file, json.replace('Week', 'Weak'));
    const run = assay('report', 'verify', file);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/✗ document/);
    expect(run.stdout).toMatch(/✓ keys/);
    expect(run.stdout.trim().endsWith('the report does NOT hold')).toBe(true);
    writeFileSync(file, json);
    const held = assay('report', 'verify', file, '--json', '--data', data);
    expect(held.status, held.stderr).toBe(0);
    expect(parse<Verified>(held.stdout)).toMatchObject({ holds: true });
    expect(held.stdout).toMatch(/"name": "ledger"/);
  });
});

describe('a file that is no report', () => {
  it.each<[string, () => string | Uint8Array, RegExp]>([
    ['is empty', () => '', /is empty/],
    ['was cut off', () => json.slice(0, json.length / 2), /ends before the report does/],
    ['is a page that was cut off', () => page.slice(0, page.length - 100), /ends before the report does/],
    ['is in UTF-16', () => Buffer.from(`\ufeff${json}`, 'utf16le'), /UTF-16/],
    ['is in Latin-1', () => Buffer.from('{"title": "Gr\u00fc\u00dfe"}', 'latin1'), /not UTF-8/],
    ['is compressed', () => gzipSync(json), /gzip/],
    ['is the JSON of somebody else', () => '[]', /not a report of Assay/],
    ['is a PDF', () => '%PDF-1.7\n', /PDF carries no evidence/],
  ])('is refused with a reason when it %s', (_, content, says) => {
    const found = verify(content());
    expect(found).toMatchObject({ holds: false, checks: [] });
    expect(found.problem?.what).toMatch(says);
    expect(found.problem?.remedy).not.toBe('');
  });

  it('is refused before it is read when it is huge', () => {
    const file = join(folder, 'huge.json');
    writeFileSync(file, '');
    truncateSync(file, 300 * 1024 * 1024);
    expect(verifyReportFile(file, null)).toMatchObject({
      holds: false,
      problem: { what: expect.stringMatching(/has 300 MB, more than any report/) },
    });
  });

  it('is named for what it is when it is of another kind, or newer', () => {
    expect(detailOf(verify('{"some": "thing"}'), 'schema')).toMatch(/not a report of Assay/);
    const newer = detailOf(verify(json.replace('"v": 1,', '"v": 2,')), 'schema');
    expect(newer).toMatch(/newer version of Assay/);
  });

  it('is said to be missing when it is not there', () => {
    const run = assay('report', 'verify', join(folder, 'nothing.json'));
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/nothing\.json is not there/);
  });
});

describe('the published schema of reports', () => {
  const file = join(import.meta.dirname, '../../docs/api/report.schema.json');

  it('is the one that the code generates (npm run docs:api writes it)', () => {
    expect(parse<object>(readFileSync(file, 'utf8'))).toEqual(
      parse<object>(JSON.stringify(reportSchemaDocument())),
    );
  });

  it('accepts a real export, and no other', async () => {
    // Fastify validates with a JSON schema validator of its own, which has never seen our code.
    const server = fastify({
      bodyLimit: 1 << 28,
      ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    });
    server.post('/', { schema: { body: parse<object>(readFileSync(file, 'utf8')) } }, () => ({
      isValid: true,
    }));
    const ask = async (body: object): Promise<number> =>
      (await server.inject({ method: 'POST', url: '/', payload: body })).statusCode;
    const document = parse<ReportDocument>(json);
    const real = await server.inject({ method: 'POST', url: '/', payload: document });
    expect(real.statusCode, real.body.slice(0, 500)).toBe(200);
    expect(await ask({ ...document, extra: 1 })).toBe(400);
    expect(await ask({ ...document, manifestDigest: 'nothing' })).toBe(400);
    expect(await ask({ ...document, report: { ...document.report, alpha: '0.05' } })).toBe(400);
    await server.close();
  });
});
