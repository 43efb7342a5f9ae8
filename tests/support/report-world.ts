/**
 * A world worth reporting on: twelve weeks of made answers with known errors, two audits of them by three people on three
 * devices with a real hub between them, planted and seeded disagreement, judges, skips, and a second look. Everything
 * happens through the contract, as people would do it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import type { Workbench } from '../../shared/contract/workbench.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import type { DemoTruth } from '../../shared/demo/truth.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { sha256Hex, uuidFromText } from '../../shared/domain/canonical.ts';
import type { AuditId, ItemId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { Running } from './loopback.ts';
import { callHub, startHubProcess, startWorkbench, workbenchClient } from './loopback.ts';

export type Client = ContractRouterClient<Workbench>;

interface Reviewer {
  name: string;
  id: PersonId;
  host: Running<{ url: string; pid: number }>;
  client: Client;
  /** Share of answers that differ from the truth, by seed. */
  errorRate: number;
}

export interface ReportWorld {
  lead: Reviewer;
  others: readonly Reviewer[];
  /** Closed, of the first six weeks. */
  earlierId: AuditId;
  /** Open and wholly reviewed, with its second look given out and half judged. */
  auditId: AuditId;
  /** Open, with the first tenth reviewed by the lead alone. */
  begunId: AuditId;
  stop(): Promise<void>;
}

const WEEKS = 12;
const PER_WEEK = 220;
const firstWeek = Date.UTC(2026, 7, 24);
const dayOf = (week: number): string => new Date(firstWeek + week * 7 * 86_400_000).toISOString();
const classes = ['none', 'factual', 'procedural', 'policy', 'citation', 'other'] as const;
const choice = (option: string): Answers[string] => ({ type: 'choice', option });
/** 0..1, the same on every run. */
const chanceOf = (text: string): number => Number.parseInt(sha256Hex(text).slice(0, 8), 16) / 2 ** 32;

/** Weeks of answers; the ninth has none, so that charts have a gap to show. Judges differ in how good they are. */
function makeTraces(): { traces: Trace[]; truth: Map<string, DemoTruth> } {
  const truth = new Map<string, DemoTruth>();
  const traces: Trace[] = [];
  for (let week = 0; week < WEEKS; week += 1) {
    if (week === 8) continue;
    const made = generateDemo({
      seed: `report-week-${week}`,
      count: PER_WEEK,
      weekStart: dayOf(week).slice(0, 10),
    });
    for (const [at, trace] of made.traces.entries()) {
      const known = made.truth[at];
      if (known === undefined) throw new Error('a trace without its truth');
      truth.set(trace.id, known);
      const isBad = known.hallucination !== 'none';
      const saysBad = chanceOf(`judge ${trace.id}`) < (isBad ? 0.8 : 0.06);
      const judge = [{ name: 'grounding', version: '2', verdict: saysBad ? 'unsupported' : 'supported' }];
      traces.push({ ...trace, judge, promptTemplate: week < 6 ? 'prompt-13' : 'prompt-14' });
    }
  }
  return { traces, truth };
}

function planOf(source: Source, change: Partial<AuditPlan>): AuditPlan {
  return {
    title: 'Support answers',
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    filter: { dimensions: [] },
    dimensions: ['riskClass', 'model'],
    allocation: { rule: 'proportional', size: 240, minPerStratum: 2, takeAllBelow: 0 },
    overlap: { size: 60, reviewersPerItem: 2 },
    seed: '5eed5eed5eed5eed5eed5eed5eed5eed',
    selection: 'bottomK',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [{ question: 'hallucination', limit: 0.15 }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    ...change,
  };
}

/** What a person answers: the truth, or at seeded random another class; second looks see a little more. */
function answersOf(reviewer: Reviewer, known: DemoTruth): Answers {
  const chance = chanceOf(`${reviewer.name} ${known.traceId}`);
  const isWrong = chance < reviewer.errorRate;
  const at = Math.floor((chance / reviewer.errorRate) * classes.length);
  const hallucination = isWrong ? (classes[at] ?? 'none') : known.hallucination;
  return {
    hallucination: choice(hallucination),
    ...(hallucination === 'none' ? {} : { severity: choice(known.severity ?? 'minor') }),
    ...(hallucination === 'none' ? {} : { cause: choice(known.cause ?? 'retrieval_missed') }),
    policy: choice(isWrong && chance < reviewer.errorRate / 4 ? 'violates' : known.policy),
    actionability: choice(isWrong ? 'needs_rework' : known.actionability),
  };
}

interface Work {
  auditId: AuditId;
  traceIds: ReadonlyMap<string, string>;
  truth: ReadonlyMap<string, DemoTruth>;
  /** Reviews at most this many of what is open. */
  most?: number;
}

/** Reviews what is open for this person; every ninetieth item is skipped. */
async function reviewOpen(reviewer: Reviewer, work: Work): Promise<void> {
  const { auditId, traceIds, truth, most = Infinity } = work;
  const { entries } = await reviewer.client.reviews.queue({ auditId });
  const open = entries.filter((one) => one.state === 'open').slice(0, most);
  for (const { itemId, position } of open) {
    const known = truth.get(traceIds.get(itemId) ?? '');
    if (known === undefined) throw new Error(`no truth for item ${itemId}`);
    if (position % 90 === 89) {
      await reviewer.client.reviews.skip({ auditId, itemId, reason: 'cannot_judge' });
      continue;
    }
    await reviewer.client.reviews.submit({
      auditId,
      itemId,
      submissionId: uuidFromText(`${reviewer.name} ${itemId} ${position}`) as ReviewId,
      draft: {
        answers: answersOf(reviewer, known),
        elapsedMs: 18_000 + Math.floor(chanceOf(itemId) * 30_000),
        focusedQuestion: null,
        supersedes: null,
      },
    });
  }
}

async function syncAll(people: readonly Reviewer[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) for (const one of people) await one.client.sync.now({});
}

async function traceIdsOf(client: Client, auditId: AuditId): Promise<Map<string, string>> {
  const { items } = await client.audits.manifest({ auditId });
  return new Map(items.map((item) => [item.id as ItemId as string, item.traceId as string]));
}

async function joinPeople(folder: string, hub: Running<{ url: string; adminToken: string | null }>) {
  const people: Reviewer[] = [];
  for (const [name, role, errorRate] of [
    ['Ada Lindqvist', 'lead', 0.06],
    ['Ben Okafor', 'reviewer', 0.1],
    ['Cleo Marín', 'reviewer', 0.16],
  ] as const) {
    const { url, adminToken } = hub.said;
    const { person, token } = await callHub<{ person: { id: PersonId }; token: string }>(
      url,
      adminToken ?? '',
      '/v1/people',
      { name, role },
    );
    const host = await startWorkbench(join(folder, name.split(' ')[0] ?? name));
    const client = workbenchClient(host.said.url);
    await client.sync.connect({ url, token });
    people.push({ name, id: person.id, host, client, errorRate });
  }
  return people;
}

/** Draws an audit for these people and lets everybody have it. */
async function drawFor(people: readonly Reviewer[], plan: AuditPlan): Promise<AuditId> {
  const [lead] = people;
  if (lead === undefined) throw new Error('nobody leads');
  const { auditId } = await lead.client.audits.draw({ plan, reviewerIds: people.map((one) => one.id) });
  await syncAll(people);
  return auditId;
}

/** Starts hub and devices in `folder`, and does the work of weeks. Takes some ten seconds. */
export async function startReportWorld(folder: string): Promise<ReportWorld> {
  mkdirSync(folder, { recursive: true });
  const { traces, truth } = makeTraces();
  const file = join(folder, 'support answers.jsonl');
  writeFileSync(file, traces.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const hub = await startHubProcess(join(folder, 'hub'));
  const people = await joinPeople(folder, hub);
  const stop = async (): Promise<void> => {
    for (const one of people) await one.host.stop();
    await hub.stop();
  };
  try {
    const [lead, ...others] = people;
    if (lead === undefined) throw new Error('nobody leads');
    await lead.client.sync.now({});
    const source = await lead.client.sources.add({
      paths: [file],
      preset: 'trace-jsonl',
      mapping: null,
      name: 'Support assistant',
    });
    const work = async (auditId: AuditId, by: readonly Reviewer[], most?: number): Promise<void> => {
      const traceIds = await traceIdsOf(lead.client, auditId);
      for (const one of by)
        await reviewOpen(one, { auditId, traceIds, truth, ...(most === undefined ? {} : { most }) });
      await syncAll(people);
    };

    const before = { dimensions: [], until: dayOf(6) };
    const size = { rule: 'proportional', size: 120, minPerStratum: 2, takeAllBelow: 0 } as const;
    const earlierId = await drawFor(
      people,
      planOf(source, {
        title: 'Support answers, weeks 35–40',
        filter: before,
        allocation: size,
        overlap: { size: 30, reviewersPerItem: 2 },
      }),
    );
    await work(earlierId, people);
    await lead.client.audits.close({ auditId: earlierId });
    await syncAll(people);

    const auditId = await drawFor(
      people,
      planOf(source, {
        title: 'Support answers, autumn',
        seed: 'a11ce5eeda11ce5eeda11ce5eeda11ce',
        secondLook: { cleanShare: 0.2, flaggedShare: 0.3 },
        registration: {
          primaryQuestion: 'hallucination',
          stopRule: { kind: 'fixed' },
          hypotheses: [
            {
              statement: 'The new model is right more often than the old one.',
              claim: {
                kind: 'difference',
                question: 'hallucination',
                dimension: 'model',
                a: 'assist-2.1',
                b: 'assist-1.8',
                direction: 'lower',
              },
            },
            {
              statement: 'Fewer than one answer in ten breaks policy.',
              claim: { kind: 'rate', question: 'policy', part: null, direction: 'below', limit: 0.1 },
            },
            {
              statement: 'Reviewers agree well enough to trust the classes.',
              claim: { kind: 'agreement', question: 'hallucination', atLeast: 0.667 },
            },
          ],
        },
      }),
    );
    await work(auditId, people);
    await lead.client.audits.beginSecondLook({ auditId });
    await syncAll(people);
    await work(auditId, others);

    const begunId = await drawFor(
      people,
      planOf(source, {
        title: 'Support answers, winter',
        secondLook: { cleanShare: 0.2, flaggedShare: 0.3 },
        seed: 'b0bb1e5eedb0bb1e5eedb0bb1e5eed00',
        allocation: size,
      }),
    );
    await work(begunId, [lead], 9);
    return { lead, others, earlierId, auditId, begunId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
