import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import type { DeliberationEntry } from '../../shared/domain/deliberation.ts';
import { subjectOf } from '../../shared/domain/deliberation.ts';
import { hallucinationAudit, hallucinationTaxonomy } from '../../shared/domain/defaults.ts';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { NormingStage } from '../../shared/domain/norming.ts';
import { publicationOf as nextPublicationOf } from '../../shared/taxonomy/publication.ts';
import type { Publication } from '../../shared/domain/taxonomy-change.ts';
import { foldCase } from '../../shared/adjudication/fold-case.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { FailureBody, TestPerson } from '../support/hub-fixture.ts';
import { clean, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { answersOf } from '../support/test-device.ts';

const scorecard = { id: 'hallucination_audit', version: 1 };

describeOnEachDatabase('deliberation at the hub', (databases) => {
  let hub: TestHub;
  let lead: TestDevice;
  let ann: TestDevice;
  let ben: TestDevice;
  let olga: TestDevice;
  let otto: TestDevice;

  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });
  beforeEach(async () => {
    watched = '';
    lead = new TestDevice(hub, await hub.add('lead', 'Lea'));
    ann = new TestDevice(hub, await hub.add('reviewer', 'Ann'));
    ben = new TestDevice(hub, await hub.add('reviewer', 'Ben'));
    olga = new TestDevice(hub, await hub.add('owner', 'Olga'));
    otto = new TestDevice(hub, await hub.add('owner', 'Otto'));
  });

  /** The audit that a test is about: owners see those of other tests as well. */
  let watched = '';
  const idOf = (device: TestDevice): PersonId => device.owner.person.id;

  /** Three items that Ann and Ben both have; they differ on the first two, and the third waits for Ben. */
  async function differing(plan: ConstructorParameters<typeof TestAudit>[1] = {}) {
    const audit = new TestAudit(3, plan);
    watched = audit.id;
    await audit.open(lead, [ann.owner, ben.owner], true);
    const reviews = [ann.review(audit, 0), ann.review(audit, 1), ann.review(audit, 2)];
    for (const at of [0, 1]) reviews.push(ben.review(audit, at, { answers: answersOf('factual') }));
    await ann.push();
    await ben.push();
    return { audit, reviews };
  }

  const caseOf = (audit: TestAudit, at: number): CaseRef => ({
    auditId: audit.id,
    itemId: audit.item(at),
    question: 'hallucination',
  });

  function ruling(of: CaseRef, change: Partial<EventBody<'adjudication.decided@1'>> = {}) {
    return {
      ...of,
      rulingId: randomUUID() as EventBody<'adjudication.decided@1'>['rulingId'],
      scorecard,
      option: 'factual',
      cause: 'guideline_gap' as const,
      confidence: 'high' as const,
      rationale: 'The passage says otherwise.',
      changesGuideline: true,
      reviewIds: [],
      supersedes: null,
      ...change,
    };
  }

  /** Says something and sends it; answers why the hub refused it, or null. */
  async function say<K extends EventKey>(
    device: TestDevice,
    key: K,
    body: EventBody<K>,
  ): Promise<string | null> {
    const wire = device.append(key, body);
    const { id } = JSON.parse(wire.envelope) as { id: string };
    const { refused } = await device.push();
    return refused.find((one) => one.eventId === id)?.reason ?? null;
  }

  /** Everything of these kinds that a person's device knows. */
  async function seen(
    device: TestDevice,
    ...kinds: DeliberationEntry['kind'][]
  ): Promise<DeliberationEntry[]> {
    const known = await hub.known(device.owner.token);
    return [...known]
      .flatMap(([key, payload]) => (key.startsWith('deliberation/') ? [payload as DeliberationEntry] : []))
      .filter((one) => kinds.includes(one.kind))
      .filter(
        (one) => one.kind === 'norming.moved' || subjectOf(one).auditId === (watched === '' ? null : watched),
      );
  }

  describe('of a case', () => {
    it('keeps both rulings of two owners who ruled offline; the one that came first stands, for everybody', async () => {
      const { audit } = await differing();
      const of = caseOf(audit, 0);
      const first = ruling(of);
      expect(await say(olga, 'adjudication.decided@1', first)).toBeNull();
      expect(await say(otto, 'adjudication.decided@1', ruling(of, { option: 'policy' }))).toBeNull();
      const admin = new TestDevice(hub, await hub.add('admin'));
      for (const device of [olga, otto, lead, admin]) {
        const fold = foldCase(await seen(device, 'adjudication.decided'), new Set());
        expect(fold.state).toBe('conflict');
        expect(fold.standing?.entry.body.rulingId).toBe(first.rulingId);
        expect(fold.rulings).toHaveLength(2);
      }
      const last = ruling(of, { supersedes: first.rulingId });
      expect(await say(otto, 'adjudication.decided@1', last)).toBeNull();
      const fold = foldCase(await seen(olga, 'adjudication.decided'), new Set());
      expect(fold).toMatchObject({ state: 'ruled', standing: { personId: idOf(otto) } });
    });

    it('takes a ruling on a review that was superseded meanwhile, which asks to be confirmed', async () => {
      const { audit, reviews } = await differing();
      const of = caseOf(audit, 0);
      const next = ann.review(audit, 0, { supersedes: reviews[0]!, answers: answersOf('factual') });
      await ann.push();
      const body = ruling(of, { reviewIds: [reviews[0]!, reviews[3]!].toSorted() });
      expect(await say(olga, 'adjudication.decided@1', body)).toBeNull();
      const current = new Set<string>([next, reviews[3]!]);
      expect(foldCase(await seen(olga, 'adjudication.decided'), current).state).toBe('stale');
    });

    it('refuses what does not fit, tells the device to take it back, and keeps the event', async () => {
      const { audit, reviews } = await differing();
      const of = caseOf(audit, 0);
      const wrong: [EventBody<'adjudication.decided@1'>, string][] = [
        [ruling({ ...of, question: 'nothing' }), 'BAD_BODY'],
        [ruling(of, { option: 'nothing' }), 'BAD_BODY'],
        [ruling(of, { scorecard: { ...scorecard, version: 2 } }), 'BAD_BODY'],
        [ruling(of, { reviewIds: [reviews[1]!] }), 'BAD_BODY'],
        [ruling({ ...of, itemId: new TestAudit(1).item(0) }), 'UNKNOWN_ITEM'],
      ];
      for (const [body, reason] of wrong) {
        expect(await say(olga, 'adjudication.decided@1', body)).toBe(reason);
        const id = (JSON.parse(olga.events.at(-1)!.envelope) as { id: string }).id;
        const { entries } = await hub.pull(olga.owner.token);
        expect(entries.findLast((one) => one.id === id)).toMatchObject({
          op: 'remove',
          kind: 'deliberation',
        });
      }
      expect(await say(ann, 'adjudication.decided@1', ruling(of))).toBe('WRONG_ROLE');
      const otherLead = new TestDevice(hub, await hub.add('lead'));
      expect(await say(otherLead, 'adjudication.decided@1', ruling(of))).toBe('NOT_YOURS');
      expect(await say(olga, 'case.claimed@1', { ...of, isHeld: true })).toBeNull();
      expect(await seen(olga, 'adjudication.decided')).toEqual([]);
    });

    it('lets no owner who still has to judge an item rule on it, nor learn what was said of it', async () => {
      const audit = new TestAudit(1);
      watched = audit.id;
      await audit.open(lead, [ann.owner, olga.owner], true);
      ann.review(audit, 0);
      await ann.push();
      const of = caseOf(audit, 0);
      expect(await say(olga, 'adjudication.decided@1', ruling(of))).toBe('NOT_JUDGED');
      expect(await say(otto, 'adjudication.decided@1', ruling(of))).toBeNull();
      expect(await seen(olga, 'adjudication.decided')).toEqual([]);
      expect(await seen(lead, 'adjudication.decided')).toHaveLength(1);
      olga.review(audit, 0, { answers: answersOf('factual') });
      await olga.push();
      expect(await seen(olga, 'adjudication.decided')).toHaveLength(1);
      expect(await say(olga, 'case.claimed@1', { ...of, isHeld: true })).toBeNull();
    });

    it('is for reviewers after the close alone, on items that they reviewed; an appeal is made once', async () => {
      const { audit } = await differing();
      const of = caseOf(audit, 0);
      const first = ruling(of);
      await say(olga, 'adjudication.decided@1', first);
      const comment = (about = of) => ({
        commentId: randomUUID(),
        about: { kind: 'case' as const, case: about },
        text: 'I read it otherwise.',
      });
      const appeal = { ...of, rulingId: first.rulingId, reason: 'The passage is ambiguous.' };
      expect(await say(ann, 'comment.added@1', comment())).toBe('NOT_REVEALED');
      expect(await seen(ann, 'adjudication.decided')).toEqual([]);
      await audit.close(lead);
      expect(await seen(ann, 'adjudication.decided')).toHaveLength(1);
      expect(await say(ben, 'comment.added@1', comment(caseOf(audit, 2)))).toBe('NOT_REVEALED');
      expect(await say(ann, 'comment.added@1', comment())).toBeNull();
      const unknown = { ...appeal, rulingId: randomUUID() as typeof appeal.rulingId };
      expect(await say(ann, 'adjudication.appealed@1', unknown)).toBe('UNKNOWN_RULING');
      expect(await say(ann, 'adjudication.appealed@1', appeal)).toBeNull();
      expect(await say(ben, 'adjudication.appealed@1', appeal)).toBe('ALREADY_APPEALED');
      const answered = ruling(of, { supersedes: first.rulingId });
      await say(otto, 'adjudication.decided@1', answered);
      const fold = foldCase(
        await seen(ben, 'adjudication.decided', 'adjudication.appealed', 'comment.added'),
        new Set(),
      );
      expect(fold).toMatchObject({ state: 'ruled', standing: { personId: idOf(otto) } });
      expect([fold.appeals.length, fold.comments.length]).toEqual([1, 1]);
    });

    it('stays hidden where the plan never reveals answers', async () => {
      const blinding = { hidesModel: true, hidesJudge: true, revealsOthers: 'never' as const };
      const { audit } = await differing({ blinding });
      await say(olga, 'adjudication.decided@1', ruling(caseOf(audit, 0)));
      await audit.close(lead);
      expect(await seen(ann, 'adjudication.decided')).toEqual([]);
      expect(await seen(lead, 'adjudication.decided')).toHaveLength(1);
    });

    it('waits for an audit that the hub has not got yet, and holds up nobody', async () => {
      const audit = new TestAudit(2);
      watched = audit.id;
      await audit.upload(lead);
      expect(await say(olga, 'adjudication.decided@1', ruling(caseOf(audit, 0)))).toBeNull();
      expect(await seen(olga, 'adjudication.decided')).toEqual([]);
      await audit.open(lead, [ann.owner, ben.owner], true);
      expect(await seen(lead, 'adjudication.decided')).toHaveLength(1);
    });
  });

  describe('in a norming round', () => {
    async function begun(people: TestDevice[], cases?: CaseRef[]) {
      const { audit } = await differing();
      const of = cases ?? [caseOf(audit, 0), caseOf(audit, 1)];
      const round = {
        roundId: randomUUID(),
        auditId: audit.id,
        title: 'Week 9',
        cases: of,
        personIds: people.map(idOf),
        isLive: false,
      };
      const reason = await say(olga, 'norming.begun@1', round);
      return { audit, round, of, reason };
    }
    const vote = (roundId: string, of: CaseRef, stage: 'first' | 'second', option = 'none') => ({
      roundId,
      case: of,
      stage,
      option,
      rationale: '',
    });
    const move = (roundId: string, stage: Exclude<NormingStage, 'first'>) =>
      say(olga, 'norming.moved@1', { roundId, stage });

    it('shows votes to others once their stage is over, not before, and tells nobody outside', async () => {
      const cleo = new TestDevice(hub, await hub.add('reviewer', 'Cleo'));
      const dan = new TestDevice(hub, await hub.add('reviewer', 'Dan'));
      const { audit, round, of } = await begun([ann, cleo, olga]);
      const votes = async (device: TestDevice) =>
        (await seen(device, 'norming.voted')).map((one) => one.personId).toSorted();
      const voters = (...devices: TestDevice[]) => devices.map(idOf).toSorted();
      for (const device of [ann, cleo, olga])
        expect(await say(device, 'norming.voted@1', vote(round.roundId, of[0]!, 'first'))).toBeNull();
      // Cleo has no part in the audit, and is told of the items of the round alone.
      const known = await hub.known(cleo.owner.token);
      const items = [...known.keys()].filter((key) => key.startsWith('item/'));
      expect(items.toSorted()).toEqual(of.map((one) => `item/${one.itemId}`).toSorted());
      expect(known.get(items[0]!)).toMatchObject({ sealed: null });
      expect([...known.keys()].some((key) => /^(review|assignment|manifest)\//.test(key))).toBe(false);
      for (const device of [ann, cleo, olga]) expect(await votes(device)).toEqual(voters(device));
      expect(await votes(lead)).toEqual(voters(ann, cleo, olga));
      expect(await seen(dan, 'norming.begun', 'norming.voted')).toEqual([]);
      expect(await move(round.roundId, 'discuss')).toBeNull();
      for (const device of [ann, cleo, olga]) expect(await votes(device)).toEqual(voters(ann, cleo, olga));
      expect(await say(ann, 'norming.voted@1', vote(round.roundId, of[0]!, 'first', 'factual'))).toBe(
        'WRONG_STAGE',
      );
      expect(await say(ann, 'norming.voted@1', vote(round.roundId, of[0]!, 'second'))).toBe('WRONG_STAGE');
      await move(round.roundId, 'second');
      await say(ann, 'norming.voted@1', vote(round.roundId, of[0]!, 'second'));
      expect(await votes(cleo)).toEqual(voters(ann, cleo, olga));
      await move(round.roundId, 'closed');
      expect(await votes(cleo)).toEqual(voters(ann, ann, cleo, olga));
      expect(await seen(cleo, 'norming.moved')).toHaveLength(3);
      expect(audit.id).toBe(round.auditId);
    });

    it('takes votes and comments of those who take part alone, and moves of whoever began it', async () => {
      const { round, of } = await begun([ann, olga]);
      expect(await say(ben, 'norming.voted@1', vote(round.roundId, of[0]!, 'first'))).toBe('NOT_IN_ROUND');
      expect(await say(ann, 'norming.voted@1', vote(round.roundId, of[0]!, 'first', 'nothing'))).toBe(
        'BAD_BODY',
      );
      expect(await say(ann, 'norming.voted@1', vote(randomUUID(), of[0]!, 'first'))).toBe('UNKNOWN_ROUND');
      expect(await say(otto, 'norming.moved@1', { roundId: round.roundId, stage: 'closed' })).toBe(
        'NOT_YOURS',
      );
      const about = { kind: 'norming' as const, roundId: round.roundId, case: of[0]! };
      const comment = (text: string) => ({ commentId: randomUUID(), about, text });
      expect(await say(ben, 'comment.added@1', comment('x'))).toBe('NOT_IN_ROUND');
      expect(await say(ann, 'comment.added@1', comment('I lean to none'))).toBeNull();
      expect(await seen(olga, 'comment.added')).toEqual([]);
      await move(round.roundId, 'discuss');
      expect(await seen(olga, 'comment.added')).toHaveLength(1);
    });

    it('is not begun with somebody who still has to judge an item of it, nor with strangers', async () => {
      const { audit } = await differing();
      const round = {
        roundId: randomUUID(),
        auditId: audit.id,
        title: 'x',
        cases: [caseOf(audit, 2)],
        isLive: true,
      };
      const personIds = [idOf(ann), idOf(ben)];
      expect(await say(olga, 'norming.begun@1', { ...round, personIds })).toBe('NOT_JUDGED');
      const strange = [idOf(ann), randomUUID() as PersonId];
      expect(await say(olga, 'norming.begun@1', { ...round, personIds: strange })).toBe('UNKNOWN_PERSON');
      const both = { ...round, cases: [caseOf(audit, 0)], personIds };
      expect(await say(olga, 'norming.begun@1', both)).toBeNull();
      expect(await say(otto, 'norming.begun@1', both)).toBe('DUPLICATE_ID');
    });
  });

  describe('of taxonomies', () => {
    let made = 0;
    /** A taxonomy of its own and a scorecard that asks it; each later version has another title for a class. */
    function publicationOf(id: string, version = 1): Publication {
      const facts = { publicationId: randomUUID(), proposalIds: [], cases: [] };
      if (version > 1) {
        const { taxonomy: before, scorecards } = publicationOf(id, version - 1);
        const { title, cleanClass, publishedAt } = before;
        const classes = before.classes.map((one) =>
          one.id === 'factual' ? { ...one, title: `Factual ${version}` } : one,
        );
        const taxonomy = { id, version: version - 1 };
        const draft = { taxonomy, title, cleanClass, classes, operations: [], mapping: [], summary: '' };
        const catalogue = { taxonomies: [before], scorecards };
        return nextPublicationOf(catalogue, before, draft, { ...facts, publishedAt });
      }
      const taxonomy = { ...hallucinationTaxonomy, id, version, title: `Taxonomy ${id}` };
      const questions = hallucinationAudit.questions.map((one) =>
        'taxonomy' in one && one.taxonomy !== undefined ? { ...one, taxonomy: { id, version } } : one,
      );
      const scorecards = [{ ...hallucinationAudit, id: `card_${id}`, version, questions }];
      return { ...facts, taxonomy, from: null, operations: [], mapping: [], scorecards, summary: '' };
    }
    const publish = (person: TestPerson, body: Publication) =>
      hub.ask<Publication & FailureBody>(person.token, 'POST', '/v1/taxonomies', body);
    const fresh = (): string => {
      made += 1;
      return `t${databases.isShareable ? 's' : 'e'}${made}`;
    };

    it('publishes one version after another, each once, and tells everybody', async () => {
      const id = fresh();
      const [one, two] = [publicationOf(id), publicationOf(id, 2)];
      expect((await publish(olga.owner, one)).status).toBe(201);
      expect((await publish(olga.owner, one)).body).toEqual(one);
      expect((await publish(otto.owner, two)).status).toBe(201);
      const late = await publish(olga.owner, publicationOf(id, 2));
      expect(late).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
      expect(late.body.data.what).toMatch(/Version 2 of .* was published before.* newest is version 2/);
      expect((await publish(olga.owner, publicationOf(id, 4))).status).toBe(409);
      expect((await publish(olga.owner, { ...two, summary: 'else' })).status).toBe(409);
      const told = (await seen(ann, 'taxonomy.published')).filter(
        (entry) => entry.kind === 'taxonomy.published' && entry.body.taxonomy.id === id,
      );
      expect(told.map((entry) => entry.personId)).toEqual([idOf(olga), idOf(otto)]);
      expect(told[1]).toMatchObject({ body: two });
    });

    it('publishes nothing whose mapping or scorecards do not follow from what was done', async () => {
      const id = fresh();
      await publish(olga.owner, publicationOf(id));
      const sound = publicationOf(id, 2);
      const without = { ...sound, mapping: sound.mapping.slice(1) };
      expect(await publish(olga.owner, without)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_INPUT' },
      });
      const other = { ...sound, scorecards: [] };
      expect((await publish(olga.owner, other)).body.data.what).toMatch(/do not follow from its operations/);
      const classes = sound.taxonomy.classes.filter((one) => one.id !== 'other');
      const lost = { ...sound, taxonomy: { ...sound.taxonomy, classes } };
      expect((await publish(olga.owner, lost)).body.data.what).toMatch(/“Other” is gone/);
      expect((await publish(olga.owner, sound)).status).toBe(201);
    });

    it('publishes nothing for who has no role, over the route or in a ledger', async () => {
      const body = publicationOf(fresh());
      expect((await publish(ann.owner, body)).status).toBe(403);
      expect(await say(ann, 'taxonomy.published@1', body)).toBe('WRONG_ROLE');
      expect(await say(olga, 'taxonomy.published@1', { ...body, by: idOf(otto) })).toBe('NOT_YOURS');
      expect((await publish(olga.owner, body)).status).toBe(201);
    });

    it('takes a version of a ledger of its own where it follows the newest, and says what is in the way otherwise', async () => {
      const id = fresh();
      const card = { ...hallucinationAudit, id: `own_${id}` };
      expect(await say(olga, 'taxonomy.published@1', publicationOf(id))).toBeNull();
      expect(await say(otto, 'taxonomy.published@1', publicationOf(id, 3))).toBe('CONFLICT');
      expect(
        await say(otto, 'taxonomy.published@1', { ...publicationOf(id), publicationId: randomUUID() }),
      ).toBeNull();
      expect(await say(olga, 'scorecard.published@1', { scorecard: card })).toBeNull();
      expect(await say(olga, 'scorecard.published@1', { scorecard: { ...card, title: 'Else' } })).toBe(
        'CONFLICT',
      );
    });

    it('takes no version of a ledger whose labels lead nowhere, or that rests on another’s version than the hub’s', async () => {
      const id = fresh();
      const sound = publicationOf(id, 2);
      expect(await say(olga, 'taxonomy.published@1', publicationOf(id))).toBeNull();
      expect(await say(olga, 'taxonomy.published@1', { ...sound, mapping: sound.mapping.slice(1) })).toBe(
        'CONFLICT',
      );
      expect(await say(olga, 'taxonomy.published@1', { ...sound, publicationId: randomUUID() })).toBeNull();
      // Made alone, on a second version that is not the hub's.
      const alone = publicationOf(id, 3);
      const [first, ...others] = alone.taxonomy.classes;
      const classes = [{ ...first!, definition: 'What nobody here ever said.' }, ...others];
      const stray = { ...alone, taxonomy: { ...alone.taxonomy, classes } };
      expect(await say(otto, 'taxonomy.published@1', stray)).toBe('CONFLICT');
      expect(await say(otto, 'taxonomy.published@1', { ...alone, publicationId: randomUUID() })).toBeNull();
    });

    it('takes the same version again that somebody else published at another time', async () => {
      const once = publicationOf(fresh());
      const taxonomy = { ...once.taxonomy, publishedAt: '2026-02-01T00:00:00.000Z' };
      expect(await say(olga, 'taxonomy.published@1', once)).toBeNull();
      expect(
        await say(otto, 'taxonomy.published@1', { ...once, taxonomy, publicationId: randomUUID() }),
      ).toBeNull();
      const said = [...(await hub.known(ann.owner.token)).values()].filter((one) =>
        JSON.stringify(one).includes(once.taxonomy.id),
      );
      expect(said).toHaveLength(2);
    });

    it('judges under a published scorecard from the moment it is there', async () => {
      const id = fresh();
      await publish(olga.owner, publicationOf(id));
      const ref = { id: `card_${id}`, version: 1 };
      const audit = new TestAudit(1, { scorecard: ref });
      await audit.open(lead, [ann.owner]);
      ann.review(audit, 0, { scorecard: ref, answers: clean });
      expect((await ann.push()).refused).toEqual([]);
      expect(
        [...(await hub.known(lead.owner.token)).keys()].filter((key) => key.startsWith('review/')),
      ).toHaveLength(1);
      await audit.close(lead);
      const report = await hub.ask(lead.owner.token, 'GET', `/v1/audits/${audit.id}/report`);
      expect(report.status).toBe(200);
    });

    it('keeps proposals, what is said about them, and one end of each', async () => {
      const proposal = {
        proposalId: randomUUID(),
        taxonomy: { id: 'hallucination', version: 1 },
        operation: { kind: 'rename' as const, class: 'factual', title: 'Wrong fact' },
        classes: hallucinationTaxonomy.classes,
        rationale: 'Clearer.',
        cases: [],
      };
      const end = (outcome: 'declined' | 'withdrawn') => ({
        proposalId: proposal.proposalId,
        outcome,
        reason: '',
      });
      const unknown = {
        ...proposal,
        proposalId: randomUUID(),
        taxonomy: { id: 'hallucination', version: 9 },
      };
      expect(await say(ann, 'taxonomy.proposed@1', unknown)).toBe('UNKNOWN_TAXONOMY');
      expect(await say(ann, 'taxonomy.proposed@1', proposal)).toBeNull();
      expect(await say(ben, 'taxonomy.proposed@1', proposal)).toBe('DUPLICATE_ID');
      const about = { kind: 'proposal' as const, proposalId: proposal.proposalId };
      expect(await say(ben, 'comment.added@1', { commentId: randomUUID(), about, text: 'Yes.' })).toBeNull();
      expect(await say(ben, 'taxonomy.proposalEnded@1', end('withdrawn'))).toBe('NOT_YOURS');
      expect(await say(ben, 'taxonomy.proposalEnded@1', end('declined'))).toBe('WRONG_ROLE');
      expect(await say(olga, 'taxonomy.proposalEnded@1', end('declined'))).toBeNull();
      expect(await say(ann, 'taxonomy.proposalEnded@1', end('withdrawn'))).toBe('PROPOSAL_ENDED');
      expect(
        (await seen(otto, 'taxonomy.proposed', 'taxonomy.proposalEnded', 'comment.added')).length,
      ).toBeGreaterThan(2);
    });
  });

  describe('of imports', () => {
    async function imported() {
      const origin = new TestDevice(hub, lead.owner);
      const audit = new TestAudit(2);
      watched = audit.id;
      await audit.upload(lead);
      const people = ['One', 'Two'].map((name) => ({
        personId: randomUUID() as PersonId,
        name: `${name} of clapnq`,
      }));
      const importId = randomUUID();
      origin.append('import.begun@1', {
        importId,
        auditId: audit.id,
        name: 'clapnq',
        preset: 'clapnq',
        files: [],
        people,
        isSimulated: false,
        rows: 2,
        rejected: 0,
      });
      audit.appendPlan(origin);
      audit.appendDraw(origin);
      const personIds = people.map((one) => one.personId);
      const assignments = audit.manifest.items.map((item) => ({ itemId: item.id, personIds }));
      origin.append('audit.assigned@1', { auditId: audit.id, assignments });
      const review = (who: number, at: number, change: Partial<EventBody<'review.imported@1'>> = {}) => ({
        importId,
        reviewId: randomUUID() as EventBody<'review.imported@1'>['reviewId'],
        auditId: audit.id,
        itemId: audit.item(at),
        onBehalfOf: people[who]!,
        scorecard,
        answers: clean,
        reviewedAt: '2026-01-02T10:00:00.000Z',
        elapsedMs: 0,
        origin: { file: 0, row: 1 },
        ...change,
      });
      expect((await origin.push()).refused).toEqual([]);
      return { origin, audit, people, importId, review };
    }

    it('counts reviews for people who are known by imports alone, whom everybody is told of and nobody can be', async () => {
      const { origin, audit, people, review } = await imported();
      for (const who of [0, 1]) expect(await say(origin, 'review.imported@1', review(who, 0))).toBeNull();
      const known = await hub.known(ben.owner.token);
      expect(known.get(`person/${people[0]!.personId}`)).toMatchObject({
        isImported: true,
        role: 'reviewer',
      });
      const ofLead = [...(await hub.known(lead.owner.token)).values()] as FeedEntry['payload'][];
      const reviews = ofLead.filter(
        (one) => one !== null && 'reviewId' in one === false && 'answers' in one && 'isCurrent' in one,
      );
      expect(reviews).toHaveLength(2);
      expect(reviews[0]).toMatchObject({ isCurrent: true, isLate: false, auditId: audit.id });
      // Complete, because everybody who has the item has judged it: so an owner may rule.
      expect(await say(olga, 'adjudication.decided@1', ruling(caseOf(audit, 0)))).toBeNull();
      const admin = await hub.add('admin');
      const token = await hub.ask(admin.token, 'POST', `/v1/people/${people[0]!.personId}/tokens`, {});
      expect(token.status).toBe(403);
      const reassigned = await hub.ask<FailureBody>(
        lead.owner.token,
        'POST',
        `/v1/audits/${audit.id}/reassign`,
        {
          from: people[0]!.personId,
          to: [people[1]!.personId],
          reason: 'x',
        },
      );
      expect(reassigned.status).toBe(400);
    });

    it('takes an import’s word for those alone whom it named, from whoever began it', async () => {
      const { origin, audit, people, importId, review } = await imported();
      const stranger = { personId: idOf(ann), name: 'Ann' };
      expect(await say(origin, 'review.imported@1', review(0, 0, { onBehalfOf: stranger }))).toBe(
        'UNKNOWN_PERSON',
      );
      expect(await say(olga, 'review.imported@1', review(0, 0))).toBe('UNKNOWN_IMPORT');
      expect(await say(ann, 'review.imported@1', review(0, 0))).toBe('WRONG_ROLE');
      expect(await say(origin, 'review.imported@1', review(0, 0, { importId: randomUUID() }))).toBe(
        'UNKNOWN_IMPORT',
      );
      const hostile = {
        importId: randomUUID(),
        auditId: audit.id,
        name: 'x',
        preset: 'columns' as const,
        files: [],
        people: [stranger],
        isSimulated: false,
        rows: 0,
        rejected: 0,
      };
      expect(await say(origin, 'import.begun@1', hostile)).toBe('NOT_YOURS');
      const newcomer = { personId: randomUUID() as PersonId, name: 'Newcomer' };
      const mixed = { ...hostile, importId: randomUUID(), people: [newcomer, stranger] };
      expect(await say(origin, 'import.begun@1', mixed)).toBe('NOT_YOURS');
      expect((await hub.known(ben.owner.token)).has(`person/${newcomer.personId}`)).toBe(false);
      const final = {
        ...ruling(caseOf(audit, 0)),
        importId,
        onBehalfOf: people[0]!,
        ruledAt: '2026-01-03T10:00:00.000Z',
      };
      expect(await say(origin, 'adjudication.imported@1', final)).toBeNull();
      const [entry] = await seen(lead, 'adjudication.imported');
      expect(foldCase(entry === undefined ? [] : [entry], new Set()).standing?.personId).toBe(
        people[0]!.personId,
      );
    });
  });
});
