import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendOwn } from '../../hub/own-ledger.ts';
import { changePerson } from '../../hub/people.ts';
import { compareWithReplay } from '../../hub/replay.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { FeedEntry } from '../../shared/contract/hub.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { Digest, ItemId, PersonId, ReviewId, TraceId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/person.ts';
import { becomesCurrent } from '../../shared/domain/projection.ts';
import type { Chance } from '../support/chance.ts';
import { createChance } from '../support/chance.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { clean, TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import type { AuditFacts, Expected, RoundFacts, World } from '../support/visibility-oracle.ts';
import { expectedOf } from '../support/visibility-oracle.ts';

const acts = [
  'open',
  'assign',
  'assign',
  'look',
  'relabel',
  'review',
  'review',
  'review',
  'finish',
  'finish',
  'skip',
  'rule',
  'rule',
  'round',
  'vote',
  'vote',
  'move',
  'role',
  'close',
] as const;
type ActName = (typeof acts)[number];
const roles: readonly Role[] = ['reviewer', 'reviewer', 'owner', 'lead', 'admin', 'auditor', 'ingest'];

/** A device that only reads: what it was told and holds. */
interface Reader {
  person: TestPerson;
  cursor: string;
  known: Map<string, FeedEntry['payload']>;
  /** Pulls after every act, or seldom. */
  isEager: boolean;
}

/** Everything of one random history: the hub's side, and the same as the oracle has it. */
class Play {
  readonly hub: TestHub;
  readonly chance: Chance;
  readonly world: World;
  readonly people: TestPerson[] = [];
  readonly audits: TestAudit[] = [];
  readonly #devices = new Map<string, TestDevice>();
  readonly #readers: Reader[] = [];
  readonly #last = new Map<string, ReviewId>();
  readonly #late = new Set<string>();
  pages = 0;
  /** Pulls of owners to whom somebody else's work in an open audit was open. */
  opened = 0;
  rounds = 0;

  /** `earlier`: audits that the hub has of other histories, which whoever oversees everything sees as well. */
  constructor(hub: TestHub, seed: number, earlier: AuditFacts[]) {
    this.world = { roles: new Map(), audits: earlier };
    this.hub = hub;
    this.chance = createChance(seed);
  }

  async begin(count: number): Promise<void> {
    const first: Role[] = ['lead', 'owner', 'reviewer', 'reviewer', 'admin', 'auditor', 'lead', 'reviewer'];
    for (const role of first.slice(0, count)) {
      const person = await this.hub.add(role);
      this.people.push(person);
      this.world.roles.set(person.person.id, role);
      this.#devices.set(person.person.id, new TestDevice(this.hub, person));
      for (const isEager of [true, false])
        this.#readers.push({ person, cursor: '', known: new Map(), isEager });
    }
  }

  async act(name: ActName): Promise<void> {
    const audit = this.audits.length === 0 ? null : this.chance.pick(this.audits);
    if (name === 'role') await this.#changeRole();
    else if (name === 'open' || audit === null) await this.#open();
    else await this.#actOn(name, audit);
    await this.#pullSome();
  }

  async #pullSome(): Promise<void> {
    for (const reader of this.#readers) {
      if (reader.isEager || this.chance.below(12) === 0) await this.#pull(reader);
    }
  }

  /** Every audit closes, by its lead in a role that may. */
  async closeAll(): Promise<void> {
    for (const facts of this.world.audits) {
      await this.#setRole(facts.leadId as PersonId, 'lead');
      expect(await this.#say(facts.leadId, 'audit.closed@1', { auditId: facts.id })).toBe(true);
      facts.state = 'closed';
      await this.#pullSome();
    }
  }

  /** Everybody pulls to the end, also somebody who never did. */
  async end(): Promise<void> {
    for (const reader of this.#readers) await this.#pull(reader);
    for (const person of this.people) {
      const fresh: Reader = { person, cursor: '', known: new Map(), isEager: true };
      await this.#pull(fresh);
      const eager = this.#readers.find((one) => one.person === person && one.isEager);
      if (this.world.roles.get(person.person.id) !== 'ingest') expect(eager?.known).toEqual(fresh.known);
    }
    for (const { person } of this.people) await this.#setRole(person.id, 'ingest');
  }

  async #setRole(id: PersonId, role: Role): Promise<void> {
    await inWrite(this.hub.database.db, (tx) => changePerson(tx, id, { role }, this.hub.facts));
    this.world.roles.set(id, role);
  }

  #changeRole(): Promise<void> {
    return this.#setRole(this.chance.pick(this.people).person.id, this.chance.pick(roles));
  }

  #factsOf(audit: TestAudit): AuditFacts {
    return this.world.audits.find((one) => one.id === audit.id)!;
  }

  /** Plans and draws, sometimes with gold, by whoever may lead now. */
  async #open(): Promise<void> {
    const leads = this.people.filter(({ person }) => this.world.roles.get(person.id) === 'lead');
    if (leads.length === 0 || this.audits.length === 3) return;
    const lead = this.chance.pick(leads);
    const revealsOthers = this.chance.below(3) === 0 ? 'never' : 'afterClose';
    const audit = new TestAudit(3 + this.chance.below(3), {
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers },
      secondLook: { cleanShare: 0.5, flaggedShare: 0.5 },
    });
    const device = this.#devices.get(lead.person.id)!;
    await audit.upload(device);
    audit.appendPlan(device);
    audit.appendDraw(device);
    expect((await device.push()).refused.filter((one) => one.seq > device.events.length - 2)).toEqual([]);
    const items = new Map(audit.manifest.items.map((item) => [item.id as string, { isGold: false }]));
    this.audits.push(audit);
    this.world.audits.push({
      id: audit.id,
      leadId: lead.person.id,
      state: 'drawn',
      revealsOthers,
      items,
      now: new Map(),
      ever: new Map(),
      secondLooks: new Map(),
      reviews: [],
      skips: new Set(),
      relabels: new Set(),
      rounds: [],
      said: [],
    });
    if (this.chance.below(2) === 0) await this.#mixGold(audit, device);
  }

  /** A gold item of a trace of its own. */
  async #mixGold(audit: TestAudit, device: TestDevice): Promise<void> {
    const other = new TestAudit(1);
    await other.upload(device);
    const item = other.manifest.items[0]!;
    const goldId = randomUUID();
    const { contentDigest, sealedDigest } = item;
    const traceId = item.traceId as TraceId;
    const gold = { goldId, contentDigest, sealedDigest };
    const itemId = itemIdOf(audit.id, traceId);
    const scorecard = audit.plan.scorecard;
    await inWrite(this.hub.database.db, (tx) =>
      appendOwn(
        tx,
        [
          {
            key: 'gold.added@1',
            subject: {},
            body: { ...gold, traceId, scorecard, answers: clean, rationale: 'known' },
          },
          {
            key: 'audit.goldMixed@1',
            subject: { auditId: audit.id },
            body: { auditId: audit.id, items: [{ itemId, ...gold, after: this.chance.below(3) }] },
          },
        ],
        this.hub.facts,
      ),
    );
    this.#factsOf(audit).items.set(itemId, { isGold: true });
  }

  async #actOn(name: ActName, audit: TestAudit): Promise<void> {
    const facts = this.#factsOf(audit);
    const items = [...facts.items.keys()] as ItemId[];
    const item = this.chance.pick(items);
    const { person } = this.chance.pick(this.people);
    if (name === 'assign') return this.#assign(facts, items);
    if (name === 'look') return this.#secondLook(facts, item, person.id);
    if (name === 'relabel') return this.#relabel(facts);
    if (name === 'close') {
      if (this.chance.below(4) > 0) return;
      const isDone = await this.#say(facts.leadId, 'audit.closed@1', { auditId: audit.id });
      if (isDone) facts.state = 'closed';
      return;
    }
    if (facts.state !== 'open' && facts.state !== 'closed') return;
    if (name === 'rule') return this.#rule(facts, item, person.id);
    if (name === 'round') return this.#beginRound(facts, items, person.id);
    if (name === 'vote') return this.#vote(facts, person.id);
    if (name === 'move') return this.#move(facts);
    if (name === 'finish') return this.#finish(audit, facts, item);
    if (name === 'skip') return this.#skip(audit, facts, item, person.id);
    return this.#review(audit, facts, item, person.id);
  }

  async #assign(facts: AuditFacts, items: ItemId[]): Promise<void> {
    const given = items.filter(() => this.chance.below(2) === 0);
    if (given.length === 0) return;
    const assignments = given.map((itemId) => {
      const first = this.chance.below(this.people.length);
      const chosen = [first, (first + 1) % this.people.length].slice(0, 1 + this.chance.below(2));
      return { itemId, personIds: chosen.map((at) => this.people[at]!.person.id) };
    });
    const body = { auditId: facts.id as never, assignments };
    if (!(await this.#say(facts.leadId, 'audit.assigned@1', body))) return;
    facts.state = 'open';
    for (const { itemId, personIds } of assignments) {
      facts.now.set(itemId, personIds);
      const ever = facts.ever.get(itemId) ?? new Set();
      for (const id of personIds) ever.add(id);
      facts.ever.set(itemId, ever);
      if (personIds.includes(facts.secondLooks.get(itemId) as PersonId)) facts.secondLooks.delete(itemId);
    }
  }

  async #secondLook(facts: AuditFacts, itemId: ItemId, personId: PersonId): Promise<void> {
    const body = {
      auditId: facts.id as never,
      question: 'hallucination',
      secondLooks: [{ itemId, personId }],
    };
    if (await this.#say(facts.leadId, 'audit.secondLookAssigned@1', body))
      facts.secondLooks.set(itemId, personId);
  }

  async #relabel(facts: AuditFacts): Promise<void> {
    const judged = facts.reviews.filter((one) => facts.state === 'open' && one.id !== '');
    if (judged.length === 0) return;
    const { itemId, personId } = this.chance.pick(judged);
    const items = [{ itemId: itemId as ItemId, personIds: [personId as PersonId] }];
    const body = { auditId: facts.id as never, requestId: randomUUID(), reason: 'look again', items };
    const isDone = await inWrite(this.hub.database.db, (tx) =>
      appendOwn(tx, [{ key: 'relabel.requested@1', subject: {}, body }], this.hub.facts),
    ).then(
      () => true,
      () => false,
    );
    if (isDone) facts.relabels.add(`${itemId}:${personId}`);
  }

  /** Appends and pushes one event of a lead; whether the hub took it. */
  async #say(personId: string, key: string, body: object): Promise<boolean> {
    const device = this.#devices.get(personId)!;
    const at = key.lastIndexOf('@');
    device.appendRaw({ kind: key.slice(0, at), kindVersion: Number(key.slice(at + 1)), body });
    return (await this.#push(device)).isAccepted;
  }

  /** Whether the last event was accepted, and late. Who only brings traces may not even push. */
  async #push(device: TestDevice): Promise<{ isAccepted: boolean; isLate: boolean }> {
    if (this.world.roles.get(device.owner.person.id) === 'ingest') {
      expect((await device.send(device.events.length - 1)).status).toBe(403);
      // It is pushed once the person has another role; the world changes then. So it is left out.
      device.takeBack();
      return { isAccepted: false, isLate: false };
    }
    const { refused, late } = await device.push();
    const id = (JSON.parse(device.events.at(-1)!.envelope) as { id: string }).id;
    const isRefused = refused.some((one) => one.eventId === id && one.reason !== 'SUPERSEDE_CONFLICT');
    return { isAccepted: !isRefused, isLate: late.some((one) => one === id) };
  }

  async #rule(facts: AuditFacts, itemId: ItemId, personId: PersonId): Promise<void> {
    const body = {
      auditId: facts.id,
      itemId,
      question: 'hallucination',
      rulingId: randomUUID(),
      scorecard: { id: 'hallucination_audit', version: 1 },
      option: 'factual',
      cause: 'edge_case',
      confidence: 'low',
      rationale: '',
      changesGuideline: false,
      reviewIds: [],
      supersedes: null,
    };
    const id = await this.#sayAs(personId, 'adjudication.decided@1', body);
    if (id !== null) facts.said.push({ id, author: personId, about: { itemId } });
  }

  async #beginRound(facts: AuditFacts, items: ItemId[], beganBy: PersonId): Promise<void> {
    const first = this.chance.below(this.people.length);
    const personIds = [0, 1].map((at) => this.people[(first + at) % this.people.length]!.person.id);
    const chosen = [this.chance.pick(items)];
    const question = 'hallucination';
    const cases = chosen.map((itemId) => ({ auditId: facts.id, itemId, question }));
    const body = { roundId: randomUUID(), auditId: facts.id, title: 'x', cases, personIds, isLive: false };
    const id = await this.#sayAs(beganBy, 'norming.begun@1', body);
    if (id === null) return;
    const people = new Set<string>(personIds);
    const round: RoundFacts = { id: body.roundId, beganBy, people, items: chosen, stage: 'first' };
    facts.rounds.push(round);
    facts.said.push({ id, author: beganBy, about: { round, vote: null } });
    this.rounds += 1;
  }

  async #vote(facts: AuditFacts, personId: PersonId): Promise<void> {
    if (facts.rounds.length === 0) return;
    const round = this.chance.pick(facts.rounds);
    const voter = this.chance.below(3) === 0 ? personId : this.chance.pick([...round.people]);
    const stage = round.stage === 'second' ? ('second' as const) : ('first' as const);
    const of = { auditId: facts.id, itemId: this.chance.pick(round.items), question: 'hallucination' };
    const body = { roundId: round.id, case: of, stage, option: 'none', rationale: '' };
    const id = await this.#sayAs(voter, 'norming.voted@1', body);
    if (id === null) return;
    // Nobody who has no part in a round, and nobody in a stage that is over.
    expect(round.people.has(voter) && round.stage === stage).toBe(true);
    facts.said.push({ id, author: voter, about: { round, vote: stage } });
  }

  async #move(facts: AuditFacts): Promise<void> {
    const open = facts.rounds.filter((one) => one.stage !== 'closed');
    if (open.length === 0) return;
    const round = this.chance.pick(open);
    const stages = ['first', 'discuss', 'second', 'closed'] as const;
    const stage = stages[stages.indexOf(round.stage) + 1]!;
    const id = await this.#sayAs(round.beganBy, 'norming.moved@1', { roundId: round.id, stage });
    if (id === null) return;
    round.stage = stage;
    facts.said.push({ id, author: round.beganBy, about: { round, vote: null } });
  }

  /** Id of the event, if the hub took it. */
  async #sayAs(personId: string, key: string, body: object): Promise<string | null> {
    if (!(await this.#say(personId, key, body))) return null;
    return (JSON.parse(this.#devices.get(personId)!.events.at(-1)!.envelope) as { id: string }).id;
  }

  async #skip(audit: TestAudit, facts: AuditFacts, itemId: ItemId, personId: PersonId): Promise<void> {
    const device = this.#devices.get(personId)!;
    device.append('item.skipped@1', { auditId: audit.id, itemId, reason: 'cannot_judge' });
    const { isAccepted, isLate } = await this.#push(device);
    if (isAccepted && !isLate) facts.skips.add(`${itemId}:${personId}`);
  }

  async #review(audit: TestAudit, facts: AuditFacts, itemId: ItemId, personId: PersonId): Promise<void> {
    const device = this.#devices.get(personId)!;
    const key = `${itemId}:${personId}`;
    const supersedes = this.#last.get(key) ?? null;
    const reviewId = device.review(audit, 0, { itemId, supersedes });
    const { isAccepted, isLate } = await this.#push(device);
    if (!isAccepted) return;
    this.#last.set(key, reviewId);
    const ofBoth = facts.reviews.filter((one) => one.itemId === itemId && one.personId === personId);
    const current = ofBoth.find((one) => one.isCurrent) ?? null;
    const held = current && { id: current.id as ReviewId, isLate: this.#late.has(current.id) };
    const isCurrent = becomesCurrent(held, { supersedes, isLate });
    if (isCurrent && current !== null) current.isCurrent = false;
    if (isLate) this.#late.add(reviewId);
    facts.reviews.push({ id: reviewId, itemId, personId, isCurrent });
    if (!isLate) {
      facts.skips.delete(key);
      facts.relabels.delete(key);
    }
  }

  /** Everybody who has the item judges it, those who have not yet at least. */
  async #finish(audit: TestAudit, facts: AuditFacts, itemId: ItemId): Promise<void> {
    const look = facts.secondLooks.get(itemId);
    for (const id of [...(facts.now.get(itemId) ?? []), ...(look === undefined ? [] : [look])]) {
      const has = facts.reviews.some((one) => one.itemId === itemId && one.personId === id);
      if (!has) await this.#review(audit, facts, itemId, id as PersonId);
      await this.#pullSome();
    }
  }

  /** Pulls to the end in pages of random size. Every page is held against what may be seen, the last state exactly. */
  async #pull(reader: Reader): Promise<void> {
    const { id } = reader.person.person;
    if (this.world.roles.get(id) === 'ingest') {
      expect((await this.hub.ask(reader.person.token, 'GET', '/v1/feed')).status).toBe(403);
      return;
    }
    const expected = expectedOf(this.world, id);
    if (this.#opensItems(reader, expected)) this.opened += 1;
    for (;;) {
      const page = await this.hub.pullPage(reader.person.token, reader.cursor, 1 + this.chance.below(120));
      this.pages += 1;
      for (const entry of page.entries) this.#take(reader, entry, expected);
      reader.cursor = page.end.cursor;
      if (!page.end.hasMore) break;
    }
    const known = [...reader.known.keys()].filter((key) => !key.startsWith('person/')).toSorted();
    expect(known).toEqual([...expected.keys()].toSorted());
    for (const [key, wanted] of expected) expect(facetsOf(key, reader.known.get(key))).toEqual(wanted);
    const people = [...reader.known.keys()].filter((key) => key.startsWith('person/'));
    expect(people).toEqual(expect.arrayContaining(this.people.map((one) => `person/${one.person.id}`)));
  }

  /** Whether an owner is to be told of others' reviews in an audit that is still open. */
  #opensItems({ person: { person } }: Reader, expected: ReadonlyMap<string, Expected>): boolean {
    if (this.world.roles.get(person.id) !== 'owner') return false;
    const reviews = this.world.audits.filter((one) => one.state === 'open').flatMap((one) => one.reviews);
    return reviews.some((one) => one.personId !== person.id && expected.has(`review/${one.id}`));
  }

  #isBlindOwner(reader: Reader, expected: ReadonlyMap<string, Expected>, payload: unknown): boolean {
    const { auditId } = payload as { auditId: string };
    const isOpen = expected.get(`audit/${auditId}`)?.state !== 'closed';
    return isOpen && this.world.roles.get(reader.person.person.id) === 'owner';
  }

  #take(reader: Reader, entry: FeedEntry, expected: ReadonlyMap<string, Expected>): void {
    const key = `${entry.kind}/${entry.id}`;
    if (entry.op === 'remove') {
      reader.known.delete(key);
      return;
    }
    if (entry.kind !== 'person') {
      const wanted = expected.get(key);
      // Also what a later page takes back must never have come.
      expect(wanted, `${reader.person.person.role} was told ${key}`).toBeDefined();
      const { sealed, people = [] } = facetsOf(key, entry.payload);
      if (wanted?.sealed === false) expect(sealed).toBe(false);
      if (wanted?.people !== undefined && wanted.people.length < 2) expect(people.length).toBeLessThan(3);
      // Nor whom an owner may not know of among those who have an item.
      if (wanted?.people !== undefined && this.#isBlindOwner(reader, expected, entry.payload))
        expect(wanted.people).toEqual(expect.arrayContaining(people));
    }
    reader.known.set(key, entry.payload);
  }
}

function facetsOf(key: string, payload: unknown): Expected {
  const of = payload as {
    sealed?: string | null;
    personIds?: string[];
    state?: AuditFacts['state'];
    content?: string;
  };
  if (key.startsWith('item/')) {
    const { contentDigest } = payload as { contentDigest: Digest };
    expect(sha256Hex(of.content ?? '')).toBe(contentDigest);
    return { sealed: of.sealed !== null };
  }
  if (key.startsWith('assignment/')) return { people: of.personIds ?? [] };
  if (key.startsWith('audit/')) return of.state === undefined ? {} : { state: of.state };
  if (key.startsWith('manifest/')) expect(canonicalJson(payload)).toContain('"items"');
  return {};
}

describeOnEachDatabase('what people see', (databases) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });

  if (!databases.isShareable)
    it(
      'is exactly what they may, at every page, whatever happened before',
      { timeout: 120_000 },
      async () => {
        const audits: AuditFacts[] = [];
        let opened = 0;
        let rounds = 0;
        const history = fc.tuple(
          fc.nat(),
          fc.array(fc.constantFrom(...acts), { minLength: 8, maxLength: 14 }),
        );
        await fc.assert(
          fc.asyncProperty(history, async ([seed, names]) => {
            const play = new Play(hub, seed, audits);
            await play.begin(6);
            await play.act('open');
            await play.act('assign');
            await play.act('finish');
            await play.act('rule');
            await play.act('round');
            await play.act('vote');
            for (const name of names) await play.act(name);
            await play.end();
            opened += play.opened;
            rounds += play.rounds;
          }),
          { numRuns: 4, seed: 20_261_121, endOnFailure: true },
        );
        expect(opened).toBeGreaterThan(5);
        expect(rounds).toBeGreaterThan(0);
      },
    );

  if (databases.isShareable)
    it('is exactly what they may over one long history', { timeout: 120_000 }, async () => {
      const play = new Play(hub, 4, []);
      await play.begin(8);
      for (let step = 0; step < 40; step += 1) await play.act(play.chance.pick(acts));
      await play.closeAll();
      for (let step = 0; step < 8; step += 1) await play.act(play.chance.pick(['review', 'role', 'skip']));
      await play.end();
      expect(play.world.audits.length).toBeGreaterThan(1);
      expect(play.pages).toBeGreaterThan(200);
      expect(play.opened).toBeGreaterThan(5);
    });
});
