/** Reviewers' own pages in a whole backend: private unless the plan says otherwise, and blinded as the audit is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../db/connection.ts';
import { putGold } from '../../db/queries/gold.ts';
import { putPerson } from '../../db/queries/people.ts';
import { putReview } from '../../db/queries/reviews.ts';
import { appendOwn, getSelf } from '../../electron/backend/self.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { EventId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

const ben = uuidFromText('ben') as PersonId;
const blinding = { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' } as const;

let folder: ReturnType<typeof makeFolder>;
let backend: TestBackend;
let me: PersonId;

beforeEach(async () => {
  folder = makeFolder();
  backend = await openTestBackend(folder.path);
  me = getSelf(backend.context.store).person.id;
  putPerson(backend.context.store, { id: ben, name: 'Ben', role: 'reviewer' });
});

afterEach(async () => {
  await backend.close();
  folder.remove();
});

function setRole(role: Role): void {
  putPerson(backend.context.store, { id: me, name: 'Me', role });
  runSql(backend.context.store, 'UPDATE ledger SET role = ?', [role]);
}

/** An audit that two people share, both through with it: I say "none" everywhere, Ben errs on every third. */
async function sharedAudit(
  opens: boolean,
  change: { revealsOthers?: 'never' } = {},
  title = 'Refund answers',
) {
  const plan = {
    title,
    blinding: { ...blinding, ...change, ...(opens ? { opensReviewerPages: true } : {}) },
  };
  const { manifest } = storeMadeAudit(backend, 12, { overlap: 12, reviewers: [me, ben], plan });
  for (const [n, { id: itemId }] of manifest.items.entries()) {
    const { auditId } = manifest;
    const draft = draftOf(answersOf('none'), { elapsedMs: 20_000 + n * 1_000 });
    await backend.client.reviews.submit({ auditId, itemId, submissionId: newReviewId(backend), draft });
    const id = uuidFromText(`${auditId} ${n}`);
    putReview(backend.context.store, {
      id: id as ReviewId,
      auditId,
      itemId,
      personId: ben,
      eventId: id as EventId,
      scorecard: manifest.plan.scorecard,
      answers: answersOf(n % 3 === 0 ? 'factual' : 'none'),
      submittedAt: '2026-01-08T09:00:00.000Z',
      elapsedMs: 30_000,
      supersedes: null,
      isLate: false,
      isCurrent: true,
    });
  }
  return manifest;
}

const close = (manifest: Manifest) => backend.client.audits.close({ auditId: manifest.auditId });
const questionOf = async (personId: PersonId | null, at = 0) =>
  (await backend.client.reviewers.page({ personId })).audits[at]!.questions[0]!;

function rule(manifest: Manifest, count: number): void {
  const { auditId } = manifest;
  for (const [n, { id: itemId }] of manifest.items.slice(0, count).entries()) {
    appendOwn(
      backend.context,
      'adjudication.decided@1',
      { auditId, itemId },
      {
        auditId,
        itemId,
        question: 'hallucination',
        rulingId: uuidFromText(`ruling ${n}`) as never,
        scorecard: manifest.plan.scorecard,
        option: n % 3 === 0 ? 'factual' : 'none',
        cause: 'edge_case',
        confidence: 'high',
        rationale: '',
        changesGuideline: false,
        reviewIds: [],
        supersedes: null,
      },
    );
  }
}

describe('a reviewer’s own page', () => {
  it('tells nothing of others and rulings while the audit runs, and both after the close', async () => {
    const manifest = await sharedAudit(false);
    rule(manifest, 12);
    const open = await questionOf(null);
    expect(open.withOthers).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    expect(open.withRulings).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    expect(open.confusion.flat().every((count) => count === 0)).toBe(true);
    const running = await backend.client.reviewers.page({ personId: null });
    expect(running.drift).toEqual([]);
    expect(running.speed[0]).toMatchObject({ items: 12, medianMs: { estimate: 25_500, n: 12 } });

    await close(manifest);
    const closed = await questionOf(null);
    expect(closed.withOthers.estimate).toBeCloseTo(8 / 12, 12);
    expect(closed.withRulings.estimate).toBeCloseTo(8 / 12, 12);
    expect(closed.withRulings.low).toBeLessThan(8 / 12);
    expect(closed.confusion[1]![0]).toBe(4);
  });

  it('never tells a reviewer of others where the plan says never, but of rulings', async () => {
    const manifest = await sharedAudit(false, { revealsOthers: 'never' });
    rule(manifest, 12);
    await close(manifest);
    setRole('reviewer');
    runSql(backend.context.store, 'UPDATE audit SET lead_id = ?', [ben]);
    const question = await questionOf(null);
    expect(question.withOthers).toMatchObject({ estimate: null, reason: 'NEVER_TOLD' });
    expect(question.withRulings.n).toBe(12);
    expect((await backend.client.reviewers.page({ personId: null })).drift).toEqual([]);
  });

  it('tells of silent gold only after the close, and says where this computer knows of none', async () => {
    const manifest = await sharedAudit(false);
    const { auditId } = manifest;
    expect((await questionOf(null)).withGold).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    for (const [n, { id: itemId }] of manifest.items.slice(0, 6).entries()) {
      const goldId = uuidFromText(`gold ${n}`);
      putGold(backend.context.store, {
        itemId,
        auditId,
        goldId,
        answers: answersOf(n === 0 ? 'factual' : 'none'),
      });
    }
    expect((await questionOf(null)).withGold).toMatchObject({ estimate: null, reason: 'AUDIT_OPEN' });
    await close(manifest);
    expect((await questionOf(null)).withGold).toMatchObject({ estimate: 5 / 6, n: 6 });
    const other = await sharedAudit(false, {}, 'Without gold');
    await close(other);
    expect((await questionOf(null, 1)).withGold).toMatchObject({ estimate: null, reason: 'NOT_HERE' });
  });

  it('is opened to leads and owners for audits whose plan says so, and for no other', async () => {
    const shut = await sharedAudit(false, {}, 'Kept private');
    await close(shut);
    expect((await failureOf(backend.client.reviewers.page({ personId: ben }))).code).toBe('FORBIDDEN');
    expect(await backend.client.reviewers.list({})).toEqual([
      { personId: me, name: expect.any(String), isMine: true },
    ]);

    const opened = await sharedAudit(true, {}, 'Opened');
    await close(opened);
    const page = await backend.client.reviewers.page({ personId: ben });
    expect(page.audits.map((of) => of.title)).toEqual(['Opened']);
    expect(page.speed.map((of) => of.title)).toEqual(['Opened']);
    expect(page).toMatchObject({ name: 'Ben', isMine: false });
    expect(page.privacy).toContain('“Opened”');
    expect(JSON.stringify(page)).not.toContain('Kept private');
    expect((await backend.client.reviewers.page({ personId: null })).privacy).toContain('“Opened”');

    for (const role of ['owner', 'lead'] as const) {
      setRole(role);
      expect((await backend.client.reviewers.list({})).map((of) => of.name)).toEqual(['Me', 'Ben']);
    }
    for (const role of ['reviewer', 'auditor', 'admin'] as const) {
      setRole(role);
      expect((await failureOf(backend.client.reviewers.page({ personId: ben }))).code).toBe('FORBIDDEN');
      expect(await backend.client.reviewers.list({})).toHaveLength(1);
    }
  });

  it('is not there of somebody whom nobody knows, and is empty before the first item', async () => {
    const nobody = uuidFromText('nobody') as PersonId;
    expect((await failureOf(backend.client.reviewers.page({ personId: nobody }))).code).toBe('NOT_FOUND');
    expect(await backend.client.reviewers.page({ personId: null })).toMatchObject({ audits: [], speed: [] });
  });

  it('is never a league table: no answer holds figures of more than one person', async () => {
    await close(await sharedAudit(true));
    const [page, list] = [
      await backend.client.reviewers.page({ personId: null }),
      await backend.client.reviewers.list({}),
    ];
    expect(JSON.stringify(page)).not.toContain(ben);
    expect(list.map((of) => Object.keys(of).toSorted())).toEqual([
      ['isMine', 'name', 'personId'],
      ['isMine', 'name', 'personId'],
    ]);
  });
});
