/** A hub with traces and a team, for tests of the work that it gives out. */
import { randomUUID } from 'node:crypto';
import type { HubSource } from '../../shared/contract/hub-traces.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { HubPlan } from '../../shared/domain/template.ts';
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { Clock } from '../../hub/outside.ts';
import type { Answer, FailureBody, TestPerson } from './hub-fixture.ts';
import { clean, TestDevice, TestHub } from './hub-fixture.ts';

export interface DrawnAnswer {
  auditId: AuditId;
  manifestDigest: string;
  itemCount: number;
  goldCount: number;
}

export interface Drawing {
  plan?: Partial<HubPlan>;
  reviewers?: readonly TestPerson[];
  gold?: number;
  auditId?: string;
}

/** The n-th of the traces that arrive: two languages, two models, a judge, over the weeks from `from`. */
export function madeTrace(n: number, atMs: number): Record<string, unknown> {
  return {
    id: `trace-${n}`,
    occurredAt: new Date(atMs).toISOString(),
    prompt: [{ role: 'user', text: `Question ${n}: when does my refund arrive?` }],
    context: [{ rank: 1, text: `Refunds arrive within ${n} business days.` }],
    output: `Your refund ${n} arrives within ${n} business days.`,
    language: n % 3 === 0 ? 'de' : 'en',
    model: n % 2 === 0 ? 'assist-1' : 'assist-2',
    judge: [{ name: 'rules', verdict: n % 5 === 0 ? 'unsupported' : 'supported' }],
    provenance: { importer: 'made', row: n + 1 },
  };
}

export class WorkWorld {
  readonly hub: TestHub;
  readonly lead: TestPerson;
  readonly admin: TestPerson;
  readonly owner: TestPerson;
  readonly reviewers: TestPerson[];
  readonly sourceId: HubSource['id'];
  readonly #devices = new Map<string, TestDevice>();

  private constructor(world: Omit<WorkWorld, 'draw' | 'ask' | 'manifest' | 'review' | 'mine' | 'plan'>) {
    this.hub = world.hub;
    this.lead = world.lead;
    this.admin = world.admin;
    this.owner = world.owner;
    this.reviewers = world.reviewers;
    this.sourceId = world.sourceId;
  }

  /** `traces` per day, for `days` days from `fromMs`. */
  static async start(
    place: DatabasePlace,
    { days = 7, perDay = 30, fromMs = Date.parse('2026-03-02T00:00:00Z'), clock }: Arriving = {},
  ): Promise<WorkWorld> {
    const hub = await TestHub.start(place, clock === undefined ? {} : { clock });
    const admin = await hub.add('admin');
    const lead = await hub.add('lead');
    const owner = await hub.add('owner');
    const reviewers: TestPerson[] = [];
    for (const name of ['Ann', 'Ben', 'Cara', 'Dan']) reviewers.push(await hub.add('reviewer', name));
    const traces = Array.from({ length: days * perDay }, (_, n) =>
      madeTrace(n, fromMs + (n % days) * 86_400_000 + n * 1000),
    );
    const added = await hub.ask(admin.token, 'POST', '/v1/traces?source=support', traces);
    if (added.status !== 200) throw new Error(`the traces were answered ${added.status}: ${added.text}`);
    const sources = await hub.ask<HubSource[]>(lead.token, 'GET', '/v1/sources');
    const sourceId = sources.body[0]?.id;
    if (sourceId === undefined) throw new Error('there is no source');
    return new WorkWorld({ hub, lead, admin, owner, reviewers, sourceId });
  }

  plan(changes: Partial<HubPlan> = {}): HubPlan {
    return {
      title: 'Support answers',
      sourceId: this.sourceId,
      filter: { dimensions: [] },
      dimensions: ['language'],
      allocation: { rule: 'proportional', size: 24, minPerStratum: 2, takeAllBelow: 0 },
      overlap: { size: 8, reviewersPerItem: 2 },
      selection: 'bottomK',
      scorecard: { id: 'hallucination_audit', version: 1 },
      thresholds: [{ question: 'hallucination', limit: 0.05 }],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
      ...changes,
    };
  }

  async ask<T>(
    who: TestPerson,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
  ): Promise<Answer<T & FailureBody>> {
    return this.hub.ask<T & FailureBody>(who.token, method, url, body);
  }

  async draw(of: Drawing = {}): Promise<DrawnAnswer> {
    const { plan, reviewers = this.reviewers, gold, auditId } = of;
    const answer = await this.ask<DrawnAnswer>(this.lead, 'POST', '/v1/audits', {
      plan: this.plan(plan),
      reviewerIds: reviewers.map((one) => one.person.id),
      ...(gold === undefined ? {} : { gold }),
      ...(auditId === undefined ? {} : { auditId }),
    });
    if (answer.status !== 201) throw new Error(`the draw was answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  async manifest(auditId: AuditId): Promise<Manifest> {
    return (await this.ask<Manifest>(this.lead, 'GET', `/v1/audits/${auditId}/manifest`)).body;
  }

  /** Ids of the items that a person's device holds of an audit, in queue order. */
  async mine(who: TestPerson, auditId: AuditId): Promise<ItemId[]> {
    const known = await this.hub.known(who.token);
    const items = [...known]
      .filter(([key, payload]) => key.startsWith('item/') && (payload as InAudit).auditId === auditId)
      .map(([key, payload]) => ({ id: key.slice(5) as ItemId, position: (payload as InAudit).position }));
    return items.toSorted((a, b) => a.position - b.position).map((one) => one.id);
  }

  /** Submits reviews of these items from the person's device; answers what the hub said. */
  async review(
    who: TestPerson,
    auditId: AuditId,
    itemIds: readonly ItemId[],
    answers: Answers = clean,
    supersedes: string | null = null,
  ): Promise<string[]> {
    const device = this.#devices.get(who.person.id) ?? new TestDevice(this.hub, who);
    this.#devices.set(who.person.id, device);
    const made = itemIds.map((itemId) => {
      const reviewId = randomUUID();
      device.append('review.submitted@1', {
        reviewId: reviewId as never,
        auditId,
        itemId,
        scorecard: { id: 'hallucination_audit', version: 1 },
        answers,
        elapsedMs: 1000,
        supersedes: supersedes as never,
        sawModel: false,
        sawJudge: false,
      });
      return reviewId;
    });
    const { refused } = await device.push();
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
    return made;
  }
}

interface InAudit {
  auditId: string;
  position: number;
}

interface Arriving {
  days?: number;
  perDay?: number;
  fromMs?: number;
  clock?: Clock;
}

export const idOf = (who: TestPerson): PersonId => who.person.id;
