/**
 * A hub for tests, on any database, with people, devices that keep ledgers, and audits drawn from made-up traces. Talks
 * to the hub through its HTTP application only, by injected requests.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildHub } from '../../hub/app.ts';
import type { DatabasePlace, HubDatabase } from '../../hub/database/open.ts';
import { openDatabase } from '../../hub/database/open.ts';
import { randomIds, systemClock } from '../../hub/outside.ts';
import type { Clock } from '../../hub/outside.ts';
import type { OwnFacts } from '../../hub/own-ledger.ts';
import { createPerson } from '../../hub/people.ts';
import { inWrite } from '../../hub/store/write.ts';
import type { FeedEnd, FeedEntry, PushAnswer } from '../../shared/contract/hub.ts';
import type { AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { sealTrace } from '../../shared/domain/blinding.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import { kindOf } from '../../shared/domain/events.ts';
import type {
  AuditId,
  Digest,
  EventId,
  ItemId,
  LedgerId,
  PersonId,
  ReviewId,
  TraceId,
} from '../../shared/domain/ids.ts';
import type { ChainHead, WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, sealEvent } from '../../shared/domain/ledger.ts';
import type { Person, Role } from '../../shared/domain/person.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { Trace } from '../../shared/domain/trace.ts';

export interface Answer<T = unknown> {
  status: number;
  body: T;
  text: string;
  headers: Record<string, unknown>;
}

/** What a failure looks like on the wire. */
export interface FailureBody {
  defined: boolean;
  code: string;
  status: number;
  message: string;
  data: { what: string; where?: string; remedy: string };
}

export interface TestPerson {
  person: Person;
  token: string;
}

export class TestHub {
  readonly app: FastifyInstance;
  readonly database: HubDatabase;

  constructor(app: FastifyInstance, database: HubDatabase) {
    this.app = app;
    this.database = database;
  }

  static async start(
    place: DatabasePlace = { dataDir: null },
    options: { clock?: Clock; requestsPerMinute?: number } = {},
  ): Promise<TestHub> {
    const { clock = systemClock, requestsPerMinute = 1_000_000 } = options;
    const database = await openDatabase(place);
    const log = pino({ level: 'silent' });
    return new TestHub(await buildHub({ database, log, clock, ids: randomIds, requestsPerMinute }), database);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }

  /** What writing to the hub's own ledger takes. */
  get facts(): OwnFacts {
    return { hubId: this.database.hubId, clock: systemClock, ids: randomIds };
  }

  async add(role: Role, name: string = role, expiresAt?: string): Promise<TestPerson> {
    return inWrite(this.database.db, (hub) => createPerson(hub, { name, role, expiresAt }, this.facts));
  }

  async ask<T = unknown>(
    token: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const answer = await this.app.inject({
      method,
      url,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = /^application\/(problem\+)?json\b/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      body: (isJson ? JSON.parse(answer.payload) : answer.payload) as T,
      text: answer.payload,
      headers: answer.headers,
    };
  }

  /** Reads a person's feed to its end. */
  async pull(
    token: string,
    from: string | null = null,
    limit = 1000,
  ): Promise<{ entries: FeedEntry[]; cursor: string }> {
    const entries: FeedEntry[] = [];
    let cursor = from ?? '';
    for (;;) {
      const page = await this.pullPage(token, cursor, limit);
      entries.push(...page.entries);
      cursor = page.end.cursor;
      if (!page.end.hasMore) return { entries, cursor };
    }
  }

  async pullPage(
    token: string,
    after: string,
    limit: number,
  ): Promise<{ entries: FeedEntry[]; end: FeedEnd }> {
    const url = `/v1/feed?after=${encodeURIComponent(after)}&limit=${limit}`;
    const answer = await this.ask<string>(token, 'GET', url);
    if (answer.status !== 200) throw new Error(`the feed answered ${answer.status}: ${answer.text}`);
    const lines = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const end = lines.pop() as FeedEnd;
    if (end.end !== true || end.count !== lines.length) throw new Error('the page is torn');
    return { entries: lines as FeedEntry[], end };
  }

  /** What a device that reads everything ends up knowing: (kind, id) → payload. */
  async known(token: string): Promise<Map<string, FeedEntry['payload']>> {
    return settle((await this.pull(token)).entries);
  }
}

export function settle(entries: readonly FeedEntry[]): Map<string, FeedEntry['payload']> {
  const known = new Map<string, FeedEntry['payload']>();
  for (const entry of entries) {
    if (entry.op === 'put') known.set(`${entry.kind}/${entry.id}`, entry.payload);
    else known.delete(`${entry.kind}/${entry.id}`);
  }
  return known;
}

/** A device of one person: a ledger, and what it says to the hub. */
export class TestDevice {
  ledger: LedgerId;
  readonly events: WireEvent[] = [];
  readonly hub: TestHub;
  owner: TestPerson;
  readonly actor: PersonId;
  #head: ChainHead = { seq: 0, hash: GENESIS };

  constructor(hub: TestHub, owner: TestPerson, actor: PersonId = owner.person.id) {
    this.hub = hub;
    this.owner = owner;
    this.actor = actor;
    this.ledger = randomUUID() as LedgerId;
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** Becomes a copy of another device, as a copied folder does. */
  restore(from: TestDevice): void {
    this.ledger = from.ledger;
    this.events.splice(0, this.events.length, ...from.events);
    this.#head = from.head;
  }

  /** Takes back the last event, which nobody has got: a device whose person may not push. */
  takeBack(): void {
    this.events.pop();
    const last = this.events.at(-1);
    this.#head = { seq: this.events.length, hash: last?.hash ?? GENESIS };
  }

  append<K extends EventKey>(key: K, body: EventBody<K>, at?: string): WireEvent {
    return this.appendRaw({ ...kindOf(key), body, ...(at === undefined ? {} : { at }) });
  }

  appendRaw(event: {
    kind: string;
    kindVersion: number;
    body: unknown;
    id?: string;
    actor?: PersonId;
    at?: string;
  }): WireEvent {
    const wire = sealEvent(this.ledger, this.#head, {
      id: (event.id ?? randomUUID()) as EventId,
      kind: event.kind,
      kindVersion: event.kindVersion,
      at: event.at ?? new Date().toISOString(),
      actor: event.actor ?? this.actor,
      subject: {},
      body: event.body,
      salt: randomUUID().replaceAll('-', ''),
    });
    this.events.push(wire);
    this.#head = { seq: this.#head.seq + 1, hash: wire.hash };
    return wire;
  }

  /** Sends events from `from` (0-based) to `until`; answers whatever the hub says. */
  async send(
    from = 0,
    until = this.events.length,
    confirmed?: string[],
  ): Promise<Answer<PushAnswer & FailureBody>> {
    return this.sendEvents(this.events.slice(from, until), confirmed);
  }

  async sendEvents(events: WireEvent[], confirmed?: string[]): Promise<Answer<PushAnswer & FailureBody>> {
    const url = `/v1/ledgers/${this.ledger}/events`;
    return this.hub.ask(this.owner.token, 'POST', url, {
      events,
      ...(confirmed === undefined ? {} : { confirmed }),
    });
  }

  /** Sends what the hub has not yet and expects it to be taken. */
  async push(confirmed?: string[]): Promise<PushAnswer> {
    const head = await this.hub.ask<PushAnswer>(this.owner.token, 'GET', `/v1/ledgers/${this.ledger}`);
    const from = head.status === 404 ? 0 : head.body.seq;
    const answer = await this.send(Math.min(from, this.events.length - 1), undefined, confirmed);
    if (answer.status !== 200) throw new Error(`the push was answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  review(audit: TestAudit, item: number, options: Partial<EventBody<'review.submitted@1'>> = {}): ReviewId {
    const reviewId = randomUUID() as ReviewId;
    this.append('review.submitted@1', {
      reviewId,
      auditId: audit.id,
      itemId: audit.item(item),
      scorecard: { id: 'hallucination_audit', version: 1 },
      answers: clean,
      elapsedMs: 1000,
      supersedes: null,
      sawModel: false,
      sawJudge: false,
      ...options,
    });
    return options.reviewId ?? reviewId;
  }

  skip(audit: TestAudit, item: number): void {
    this.append('item.skipped@1', { auditId: audit.id, itemId: audit.item(item), reason: 'cannot_judge' });
  }
}

export const clean: Answers = {
  hallucination: { type: 'choice', option: 'none' },
  policy: { type: 'choice', option: 'complies' },
  actionability: { type: 'choice', option: 'actionable_as_is' },
};

export const zeroDigest = '0'.repeat(64) as Digest;

/** Made-up traces with sealed facts, as an audit that a lead's device has drawn. */
export class TestAudit {
  readonly id = randomUUID() as AuditId;
  readonly plan: AuditPlan;
  readonly manifest: Manifest;
  readonly contents: { digest: Digest; text: string }[] = [];

  constructor(size: number, plan: Partial<AuditPlan> = {}) {
    this.plan = { ...planOf(size), ...plan };
    this.manifest = {
      v: 1,
      auditId: this.id,
      plan: this.plan,
      frameSize: size * 10,
      strata: [{ key: '["en"]', values: ['en'], population: size * 10, drawn: size, isTakeAll: false }],
      items: Array.from({ length: size }, (_, at) => this.#draw(at)),
      drawnAt: '2026-03-01T10:00:00.000Z',
    };
    this.keep(this.manifest);
  }

  get manifestDigest(): Digest {
    return sha256Hex(canonicalJson(this.manifest));
  }

  /** Id of the item at a place in the queue, from 0. */
  item(at: number): ItemId {
    const found = this.manifest.items[at];
    if (found === undefined) throw new RangeError(`the audit has no item ${at}`);
    return found.id;
  }

  keep(value: unknown): Digest {
    const text = canonicalJson(value);
    const digest = sha256Hex(text);
    if (!this.contents.some((one) => one.digest === digest)) this.contents.push({ digest, text });
    return digest;
  }

  #draw(at: number): Manifest['items'][number] {
    const trace: Trace = {
      id: `${this.id}/${at}` as TraceId,
      occurredAt: '2026-02-01T10:00:00.000Z',
      prompt: [{ role: 'user', text: `When will my parcel number ${at} arrive?` }],
      context: [{ rank: 1, text: 'Parcels arrive within three days.' }],
      output: 'It arrives within three days.',
      language: 'en',
      model: 'model-a',
      judge: [{ name: 'heuristic', verdict: 'clean' }],
    };
    const { open, sealed } = sealTrace(trace, this.plan.blinding);
    return {
      id: itemIdOf(this.id, trace.id),
      traceId: trace.id,
      stratum: '["en"]',
      key: sha256Hex(`${this.plan.seed}:sample:${trace.id}`),
      rank: at + 1,
      inclusionProbability: 0.1,
      weight: 10,
      isOverlap: false,
      position: at + 1,
      contentDigest: this.keep(open),
      sealedDigest: sealed === null ? null : this.keep(sealed),
      facets: { language: 'en' },
    };
  }

  appendPlan(device: TestDevice): void {
    device.append('audit.planned@1', { auditId: this.id, plan: this.plan, isDemo: false });
  }

  appendDraw(device: TestDevice): void {
    const { id: auditId, manifestDigest } = this;
    device.append('audit.drawn@1', { auditId, manifestDigest, itemCount: this.manifest.items.length });
  }

  /** `people[i]` has the items whose place leaves the remainder i, or every item where `everybody`. */
  appendAssignments(device: TestDevice, people: TestPerson[], everybody = false): void {
    const ids = people.map((one) => one.person.id);
    const assignments = this.manifest.items.map((item, at) => ({
      itemId: item.id,
      personIds: everybody ? ids : ids.slice(at % ids.length, (at % ids.length) + 1),
    }));
    device.append('audit.assigned@1', { auditId: this.id, assignments });
  }

  async upload(device: TestDevice): Promise<void> {
    for (let from = 0; from < this.contents.length; from += 500) {
      const contents = this.contents.slice(from, from + 500);
      const answer = await device.hub.ask(device.owner.token, 'POST', '/v1/contents', { contents });
      if (answer.status !== 200) throw new Error(`the upload was answered ${answer.status}: ${answer.text}`);
    }
  }

  /** Uploads, plans, draws and gives out, all accepted. */
  async open(device: TestDevice, people: TestPerson[], everybody = false): Promise<void> {
    await this.upload(device);
    this.appendPlan(device);
    this.appendDraw(device);
    this.appendAssignments(device, people, everybody);
    await device.push();
  }

  async close(device: TestDevice): Promise<void> {
    device.append('audit.closed@1', { auditId: this.id });
    await device.push();
  }
}

function planOf(size: number): AuditPlan {
  return {
    title: 'Support answers, week 9',
    source: { id: randomUUID() as AuditPlan['source']['id'], name: 'traces.jsonl', fingerprint: zeroDigest },
    filter: { dimensions: [] },
    dimensions: ['language'],
    allocation: { rule: 'proportional', size, minPerStratum: 0, takeAllBelow: 0 },
    overlap: { size: 0, reviewersPerItem: 2 },
    seed: '0123456789abcdef0123456789abcdef',
    selection: 'bottomK',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
  };
}
