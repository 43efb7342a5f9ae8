import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWithReplay } from '../../hub/replay.ts';
import type { Report } from '../../shared/contract/report.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import { shippedCatalogue, findScorecard } from '../../shared/domain/catalogue.ts';
import type { DeliberationEntry } from '../../shared/domain/deliberation.ts';
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { bridgePlanOf, drawBridgeManifest } from '../../shared/migration/draw-bridge.ts';
import { firstPhaseOf } from '../../shared/migration/phase-one.ts';
import { planBridgeSizes } from '../../shared/migration/plan-bridge.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { deliberatedOf } from '../../shared/report/deliberated.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { describeOnEachDatabase } from '../support/hub-databases.ts';
import type { TestPerson } from '../support/hub-fixture.ts';
import { TestAudit, TestDevice, TestHub } from '../support/hub-fixture.ts';
import { answersOf } from '../support/test-device.ts';

const at = '2026-03-02T00:00:00.000Z';

describeOnEachDatabase('rulings and relabels at the hub', (databases) => {
  let hub: TestHub;
  let lead: TestDevice;
  let owner: TestDevice;
  let ann: TestDevice;
  let people: TestPerson[];
  beforeAll(async () => {
    hub = await TestHub.start(databases.next());
    const [one, other] = [await hub.add('lead'), await hub.add('owner')];
    people = [await hub.add('reviewer')];
    lead = new TestDevice(hub, one);
    owner = new TestDevice(hub, other);
    ann = new TestDevice(hub, people[0]!);
  });
  afterAll(async () => {
    expect(await compareWithReplay(hub.database.db, hub.database.hubId)).toEqual([]);
    await hub.close();
  });

  async function say<K extends EventKey>(device: TestDevice, key: K, body: EventBody<K>) {
    const wire = device.append(key, body);
    const { id } = JSON.parse(wire.envelope) as { id: string };
    const { refused } = await device.push();
    return refused.find((one) => one.eventId === id)?.reason ?? null;
  }

  /** A closed audit of which every second item is factual. */
  async function closedAudit(): Promise<TestAudit> {
    const audit = new TestAudit(20);
    await audit.open(lead, people);
    for (let n = 0; n < 20; n += 1) ann.review(audit, n, { answers: answersOf(n % 2 ? 'factual' : 'none') });
    await ann.push();
    await audit.close(lead);
    return audit;
  }

  /** What a device that sees everything composes its report from. */
  async function inputOf(audit: TestAudit): Promise<ReportInput> {
    const known = await hub.known(lead.owner.token);
    const all = <T>(kind: string): T[] =>
      [...known].flatMap(([key, payload]) => (key.startsWith(`${kind}/`) ? [payload as T] : []));
    return {
      audit: known.get(`audit/${audit.id}`) as never,
      manifest: audit.manifest,
      scorecard: findScorecard(audit.plan.scorecard, shippedCatalogue)!,
      assignments: audit.manifest.items.map((item) => ({
        itemId: item.id,
        personIds: [people[0]!.person.id],
      })),
      reviews: all<Review>('review').filter((of) => of.auditId === audit.id),
      skips: [],
      secondLooks: [],
      ...deliberatedOf(all<DeliberationEntry>('deliberation')),
      refusedCount: 0,
      names: new Map(),
      computedAt: at,
    };
  }

  const reportOf = async (id: AuditId): Promise<Report> =>
    (await hub.ask<Report>(lead.owner.token, 'GET', `/v1/audits/${id}/report`)).body;

  it('a ruling moves the hub’s report as it moves a device’s, and to the same figures', async () => {
    const audit = await closedAudit();
    const before = await reportOf(audit.id);
    const body = {
      auditId: audit.id,
      itemId: audit.item(0),
      question: 'hallucination',
      rulingId: randomUUID() as EventBody<'adjudication.decided@1'>['rulingId'],
      scorecard: audit.plan.scorecard,
      option: 'factual',
      cause: 'reviewer_error' as const,
      confidence: 'high' as const,
      rationale: '',
      changesGuideline: false,
      reviewIds: [],
      supersedes: null,
    };
    expect(await say(owner, 'adjudication.decided@1', body)).toBeNull();
    const after = await reportOf(audit.id);
    const eventsOf = (of: Report) =>
      of.questions.find((one) => one.question === 'hallucination')!.overall.events;
    expect([eventsOf(before), eventsOf(after)]).toEqual([10, 11]);
    const device = composeReport(await inputOf(audit));
    expect(after.questions).toEqual(device.questions);
  });

  it('an owner has items of an audit judged anew, and only of that audit', async () => {
    const audit = await closedAudit();
    const input = await inputOf(audit);
    const question = input.scorecard.questions.filter(isChoice).find((of) => of.id === 'hallucination')!;
    const { taxonomy } = question;
    const mapping = question.options.map(({ id }) =>
      id === 'factual'
        ? { kind: 'relabel' as const, from: id, among: ['none', 'factual'] }
        : { kind: 'certain' as const, from: id, to: id },
    );
    const firstPhase = firstPhaseOf(input, question, () => false)!;
    const { classes } = planBridgeSizes(
      firstPhase.items,
      { before: question, after: question, mapping },
      6,
      0.05,
    );
    const draw = (drawn = audit.manifest.items) => {
      const auditId = randomUUID() as AuditId;
      const plan = bridgePlanOf({
        audit: { ...input.audit, plan: audit.plan },
        bridge: { auditId: audit.id, question: question.id, from: taxonomy!, to: taxonomy!, mapping },
        taxonomy: shippedCatalogue.taxonomies[0]!,
        scorecard: audit.plan.scorecard,
        classes,
        reviewers: 1,
        dueAt: null,
      });
      const { items, facts } = firstPhase;
      return drawBridgeManifest({ auditId, plan, classes, items, drawn, phaseOne: facts, drawnAt: at });
    };
    const open = async (device: TestDevice, manifest: ReturnType<typeof draw>, kind: 1 | 2 = 2) => {
      const text = canonicalJson(manifest);
      const { auditId, plan, items } = manifest;
      const contents = [{ digest: sha256Hex(text), text }];
      const stored = await hub.ask(owner.owner.token, 'POST', '/v1/contents', { contents });
      expect(stored.status).toBeLessThan(300);
      const planned = await say(device, `audit.planned@${kind}`, { auditId, plan, isDemo: false });
      if (planned !== null) return planned;
      const drawn = { auditId, manifestDigest: sha256Hex(text), itemCount: items.length };
      return say(device, 'audit.drawn@1', drawn);
    };
    expect(await open(ann, draw())).toBe('WRONG_ROLE');
    expect(await open(owner, draw(), 1)).toBe('BAD_BODY');
    const ordinary = { ...audit.plan, title: 'Another' };
    const planned = { auditId: randomUUID() as AuditId, plan: ordinary, isDemo: false };
    expect(await say(owner, 'audit.planned@2', planned)).toBe('WRONG_ROLE');
    const foreign = audit.manifest.items.map((one) => ({
      ...one,
      contentDigest: audit.manifest.items[0]!.contentDigest,
    }));
    expect(await open(owner, draw(foreign))).toBe('BAD_MANIFEST');

    const manifest = draw();
    expect(await open(owner, manifest)).toBeNull();
    const personIds = [people[0]!.person.id];
    const assignments = manifest.items.map((one) => ({ itemId: one.id, personIds }));
    const { auditId } = manifest;
    expect(await say(owner, 'audit.assigned@1', { auditId, assignments })).toBeNull();
    const seen = await hub.known(owner.owner.token);
    expect(seen.get(`audit/${auditId}`)).toMatchObject({ plan: { seed: manifest.plan.seed } });
    expect(seen.has(`manifest/${auditId}`)).toBe(true);
    const blind = await hub.known(people[0]!.token);
    expect(blind.get(`audit/${auditId}`)).not.toMatchObject({ plan: { seed: manifest.plan.seed } });
    expect(blind.has(`manifest/${auditId}`)).toBe(false);
    expect(await say(owner, 'audit.closed@1', { auditId })).toBeNull();
    expect((await reportOf(auditId)).bridge).toMatchObject({ auditId: audit.id, isBroken: true });
  });
});
