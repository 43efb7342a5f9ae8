import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareProjections } from '../../db/replay.ts';
import { appendOwn, getSelf } from '../../electron/backend/self.ts';
import type { Ruling } from '../../shared/domain/adjudication.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { TaxonomyDraft } from '../../shared/domain/taxonomy-change.ts';
import type { MadeAudit } from '../support/made-audit.ts';
import { listEventsOfKind, redefineFactual, splitFactual, workingCopy } from '../support/taxonomy-scene.ts';
import type { TestBackend } from '../support/test-backend.ts';
import { draftOf, failureOf, newReviewId, openTestBackend, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let at: TestBackend;

beforeEach(async () => {
  folder = makeFolder();
  at = await openTestBackend(join(folder.path, 'store'));
});
afterEach(async () => {
  await at.close();
  folder.remove();
});

/** An audit of 8 items: the first 3 judged factual, the next 4 clean, the last one being filled in as factual. */
async function judgedAudit(): Promise<MadeAudit> {
  const made = storeMadeAudit(at, 8);
  const { auditId, items } = made.manifest;
  for (const [n, item] of items.slice(0, 7).entries()) {
    const draft = draftOf(answersOf(n < 3 ? 'factual' : 'none'));
    await at.client.reviews.submit({ auditId, itemId: item.id, submissionId: newReviewId(at), draft });
  }
  const last = items[7]!.id;
  await at.client.reviews.saveDraft({ auditId, itemId: last, draft: draftOf(answersOf('factual')) });
  return made;
}

function rule(
  ref: { auditId: AuditId; itemId: ItemId; question: string },
  option: string,
  change: Partial<Ruling> = {},
): void {
  appendOwn(
    at.context,
    'adjudication.decided@1',
    { auditId: ref.auditId, itemId: ref.itemId },
    {
      ...ref,
      rulingId: at.context.ids.uuidv7() as Ruling['rulingId'],
      scorecard: { id: 'hallucination_audit', version: 1 },
      option,
      cause: 'guideline_gap',
      confidence: 'high',
      rationale: 'As the guideline has it.',
      changesGuideline: false,
      reviewIds: [],
      supersedes: null,
      ...change,
    },
  );
}

const publish = (draft: TaxonomyDraft, more: { id?: string; proposalIds?: string[] } = {}) =>
  at.client.taxonomies.publish({
    publicationId: more.id ?? at.context.ids.uuidv7(),
    draft,
    proposalIds: more.proposalIds ?? [],
    cases: [],
  });
const get = () => at.client.taxonomies.get({ id: 'hallucination' });
const begin = async (): Promise<TaxonomyDraft> => workingCopy((await get()).versions[0]!.taxonomy);

describe('a working copy', () => {
  test('is kept as it was typed, also when the program is killed, until it is discarded', async () => {
    const draft = { ...(await begin()), summary: 'Half a sentence, becau' };
    const { savedAt } = await at.client.taxonomies.saveDraft({ draft });
    expect(await at.client.taxonomies.list({})).toEqual([
      expect.objectContaining({ id: 'hallucination', version: 1, classes: 6, hasDraft: true }),
    ]);
    // What is on the disk now is what a killed program leaves.
    cpSync(join(folder.path, 'store'), join(folder.path, 'killed'), { recursive: true });
    const after = await openTestBackend(join(folder.path, 'killed'));
    expect(await after.client.taxonomies.get({ id: 'hallucination' })).toMatchObject({
      draft,
      draftSavedAt: savedAt,
    });
    await after.close();
    await at.client.taxonomies.discardDraft({ id: 'hallucination' });
    expect(await get()).toMatchObject({ draft: null, draftSavedAt: null });
  });

  test('is previewed with everything that it would touch', async () => {
    const { manifest } = await judgedAudit();
    const split = await at.client.taxonomies.preview({ draft: splitFactual(await begin()) });
    expect(split).toMatchObject({
      labels: { total: 7, certain: 4, uncertain: 3 },
      audits: [{ auditId: manifest.auditId, title: 'Refund answers', labels: 7, drafts: 1 }],
      gold: 0,
      // Both parts of the split count as the class did.
      estimates: [],
      scorecards: [
        { id: 'hallucination_audit', version: 2, title: 'Hallucination audit' },
        { id: 'hallucination_audit_long', version: 2, title: 'Hallucination audit, long form' },
      ],
      problems: [],
    });
    expect(split.warnings).toEqual([
      '1 form that is being filled in holds “Factual”, which goes: it stays with version 1, because “Refund answers” asks that.',
    ]);
    expect(split.mapping.find((one) => one.from === 'factual')).toEqual({
      kind: 'relabel',
      from: 'factual',
      among: ['figures', 'claims'],
    });

    const redefined = await at.client.taxonomies.preview({ draft: redefineFactual(await begin()) });
    expect(redefined.labels).toEqual({ total: 7, certain: 4, uncertain: 3 });
    expect(redefined.estimates).toHaveLength(1);
    const { before } = redefined.estimates[0]!;
    const report = await at.client.reports.get({ auditId: manifest.auditId });
    // Weighted by language: 1 of 3, 1 of 2 and 1 of 2 in strata of 3, 3 and 2 of the 8.
    expect(before.estimate).toBeCloseTo(0.4375);
    expect(before).toEqual(report.questions.find((one) => one.question === 'hallucination')?.overall.figure);
  });
});

describe('a version that is published without a hub', () => {
  test('is an event of the own ledger, comes with its scorecards, and takes the working copy away', async () => {
    const made = await judgedAudit();
    const draft = splitFactual(await begin());
    await at.client.taxonomies.saveDraft({ draft });
    const id = at.context.ids.uuidv7();
    const published = await publish(draft, { id });
    expect(published.taxonomy).toMatchObject({ id: 'hallucination', version: 2 });
    const { versions, draft: left } = await get();
    expect(left).toBeNull();
    expect(versions.map((one) => one.taxonomy.version)).toEqual([2, 1]);
    expect(versions[0]).toMatchObject({ summary: 'Figures apart from claims.', audits: [] });
    expect(versions[0]?.diff.find((one) => one.class === 'factual')).toMatchObject({ change: 'retired' });
    expect(versions[1]?.audits.map((one) => one.auditId)).toEqual([made.manifest.auditId]);
    const { scorecards } = await at.client.taxonomies.catalogue({});
    expect(scorecards.map((card) => `${card.id}@${card.version}`)).toEqual([
      'hallucination_audit@1',
      'hallucination_audit_long@1',
      'hallucination_audit@2',
      'hallucination_audit_long@2',
    ]);
    // Asked for again, it is there already.
    expect(await publish(draft, { id })).toEqual(published);
    expect(listEventsOfKind(at.context.store, 'taxonomy.published')).toHaveLength(1);
    expect(compareProjections(at.context.store)).toEqual([]);
  });

  test('leaves forms of earlier audits as they are, and is what later audits ask', async () => {
    const made = await judgedAudit();
    await publish(splitFactual(await begin()));
    const { auditId, items } = made.manifest;
    const itemId = items[7]!.id;
    const submit = (of: { auditId: typeof auditId; itemId: typeof itemId }, option: string) => {
      const choice = { type: 'choice' as const, option };
      const draft = draftOf({ ...answersOf('factual'), hallucination: choice });
      return at.client.reviews.submit({ ...of, submissionId: newReviewId(at), draft });
    };
    // The class went while somebody was filling in a form that holds it: the audit asks the version that has it.
    const { draft: held } = await at.client.reviews.item({ auditId, itemId });
    expect(held?.answers['hallucination']).toEqual({ type: 'choice', option: 'factual' });
    expect((await failureOf(submit({ auditId, itemId }, 'figures'))).code).toBe('INVALID_INPUT');
    await submit({ auditId, itemId }, 'factual');
    const next = storeMadeAudit(at, 2, { plan: { scorecard: { id: 'hallucination_audit', version: 2 } } });
    const of = { auditId: next.manifest.auditId, itemId: next.manifest.items[0]!.id };
    expect((await failureOf(submit(of, 'factual'))).code).toBe('INVALID_INPUT');
    await submit(of, 'figures');
    const { versions } = await get();
    expect(versions[0]?.audits.map((one) => one.auditId)).toEqual([next.manifest.auditId]);
    expect(compareProjections(at.context.store)).toEqual([]);
  });

  test('needs a copy on the newest version and without problems; the copy stays in either case', async () => {
    const stale = redefineFactual(await begin());
    await publish(splitFactual(await begin()));
    await at.client.taxonomies.saveDraft({ draft: stale });
    expect(await failureOf(publish(stale))).toMatchObject({
      code: 'CONFLICT',
      data: { what: 'Version 2 was published meanwhile; this change was made on version 1.' },
    });
    expect((await at.client.taxonomies.preview({ draft: stale })).problems[0]).toContain(
      'Put your change on top',
    );
    const unsaid = await begin();
    const classes = unsaid.classes.map((one) => ({ ...one, useWhen: `${one.useWhen} Or so.` }));
    expect(await failureOf(publish({ ...unsaid, classes }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { what: '“None” has other words: say whether they mean the same, or something else.' },
    });
    expect((await get()).draft).toEqual(stale);
    expect((await get()).versions).toHaveLength(2);
  });

  test('takes in a copy that was made on an earlier one, once it is merged', async () => {
    const base = await begin();
    const mine: TaxonomyDraft = {
      ...base,
      classes: base.classes.map((one) => (one.id === 'policy' ? { ...one, definition: 'Mine.' } : one)),
      operations: [{ kind: 'reword', class: 'policy' }],
    };
    await publish(splitFactual(await begin()));
    const { merged, conflicts } = await at.client.taxonomies.merge({ draft: mine });
    expect(conflicts).toEqual([]);
    expect(merged.taxonomy.version).toBe(2);
    const { taxonomy, mapping } = await publish(merged);
    expect(taxonomy.version).toBe(3);
    expect(taxonomy.classes.map((one) => one.id)).toContain('figures');
    expect(taxonomy.classes.find((one) => one.id === 'policy')?.definition).toBe('Mine.');
    expect(mapping.every((one) => one.kind === 'certain' && one.from === one.to)).toBe(true);
  });

  test('refuses a taxonomy that is not here', async () => {
    const draft = { ...(await begin()), taxonomy: { id: 'zebra', version: 1 } };
    expect((await failureOf(publish(draft))).code).toBe('NOT_FOUND');
    expect((await failureOf(at.client.taxonomies.preview({ draft }))).code).toBe('NOT_FOUND');
    expect((await failureOf(at.client.taxonomies.merge({ draft }))).code).toBe('NOT_FOUND');
    expect((await failureOf(at.client.taxonomies.get({ id: 'zebra' }))).code).toBe('NOT_FOUND');
  });
});

const proposalOf = (draft: TaxonomyDraft) => ({
  proposalId: at.context.ids.uuidv7(),
  taxonomy: draft.taxonomy,
  operation: draft.operations[0]!,
  classes: draft.classes,
  rationale: 'Reviewers confuse amounts with everything else.',
  cases: [],
});

describe('a proposal', () => {
  test('is said once, told with what it would change, and ended by the version that takes it up', async () => {
    const draft = splitFactual(await begin());
    const proposal = proposalOf(draft);
    const view = await at.client.taxonomies.propose(proposal);
    expect(view).toMatchObject({ isMine: true, outcome: null });
    expect(view.diff.filter((one) => one.change === 'added').map((one) => one.class)).toEqual([
      'figures',
      'claims',
    ]);
    expect(await at.client.taxonomies.propose(proposal)).toEqual(view);
    expect(listEventsOfKind(at.context.store, 'taxonomy.proposed')).toHaveLength(1);
    expect(await failureOf(at.client.taxonomies.propose({ ...proposal, rationale: 'Else.' }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await at.client.taxonomies.list({}))[0]).toMatchObject({ openProposals: 1 });
    await publish(draft, { proposalIds: [proposal.proposalId] });
    expect((await get()).proposals).toMatchObject([
      { outcome: 'taken_up', reason: 'Figures apart from claims.' },
    ]);
    const late = { proposalId: proposal.proposalId, outcome: 'declined' as const, reason: 'Too late.' };
    expect((await failureOf(at.client.taxonomies.endProposal(late))).code).toBe('CONFLICT');
  });

  test('is declined with a reason, and cannot be what no version could be', async () => {
    const proposal = proposalOf(splitFactual(await begin()));
    await at.client.taxonomies.propose(proposal);
    const end = { proposalId: proposal.proposalId, outcome: 'declined' as const, reason: 'Not yet.' };
    expect(await at.client.taxonomies.endProposal(end)).toMatchObject({
      outcome: 'declined',
      reason: 'Not yet.',
    });
    await at.client.taxonomies.endProposal(end);
    expect(listEventsOfKind(at.context.store, 'taxonomy.proposalEnded')).toHaveLength(1);
    const missing = { ...proposalOf(splitFactual(await begin())), classes: (await begin()).classes };
    expect(await failureOf(at.client.taxonomies.propose(missing))).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

test('rulings that ask for another guideline wait for the owner until a version answers them', async () => {
  const made = await judgedAudit();
  const { auditId, items } = made.manifest;
  const ref = { auditId, itemId: items[0]!.id, question: 'hallucination' };
  rule(ref, 'policy', { changesGuideline: true, rationale: 'An amount that is promised is both.' });
  expect((await at.client.taxonomies.list({}))[0]).toMatchObject({ askedChanges: 1 });
  expect((await get()).asked).toMatchObject([
    { case: ref, optionTitle: 'Policy', rationale: 'An amount that is promised is both.' },
  ]);
  await publish(splitFactual(await begin()));
  expect((await get()).asked).toEqual([]);
});

const show = (of: string) => at.client.taxonomies.examples({ id: 'hallucination', class: of });
const idsOf = (of: { case: { itemId: ItemId } }[]): string[] => of.map((one) => one.case.itemId);

test('a class is shown by items that were judged so, ruled ones first, and by none that were ruled otherwise', async () => {
  const made = await judgedAudit();
  const { auditId, items } = made.manifest;
  const judged = await show('factual');
  expect(new Set(idsOf(judged))).toEqual(new Set(items.slice(0, 3).map((one) => one.id)));
  expect(judged[0]).toMatchObject({ isRuled: false, agreeing: 1, reviews: 1 });
  expect(judged[0]?.excerpt).toMatch(/^Your refund \d arrives/);
  const caseOf = (n: number) => ({ auditId, itemId: items[n]!.id, question: 'hallucination' });
  rule(caseOf(0), 'policy');
  rule(caseOf(4), 'factual');
  const ruled = await show('factual');
  expect(idsOf(ruled)).toEqual([items[4]!.id, ...idsOf(judged).filter((id) => id !== items[0]!.id)]);
  expect(ruled[0]).toMatchObject({ isRuled: true });
  expect(idsOf(await show('policy'))).toEqual([items[0]!.id]);
  expect(await show('citation')).toEqual([]);
});

test('a class is shown by no item that somebody has still to judge', async () => {
  const other = at.context.ids.uuidv7() as PersonId;
  const made = storeMadeAudit(at, 1, { overlap: 1, reviewers: [getSelf(at.context.store).person.id, other] });
  const { auditId, items } = made.manifest;
  const draft = draftOf(answersOf('factual'));
  const submissionId = newReviewId(at);
  await at.client.reviews.submit({ auditId, itemId: items[0]!.id, submissionId, draft });
  expect(await show('factual')).toEqual([]);
  await at.client.audits.close({ auditId });
  expect(await show('factual')).toHaveLength(1);
});
