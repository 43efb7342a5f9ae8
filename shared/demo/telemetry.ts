/**
 * What a logging system records around an answer: versions, channel, cost, outcome. Some values are missing now and
 * then, as they are in real logs. Outcome, confidence and judge lean on whether an error was planted, never decide it.
 */
import type { Trace } from '../domain/trace.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import { happens, pick, pickInt, pickShare } from './chance.ts';
import { demoCompany } from './company.ts';
import type { DemoModel, DemoRisk, DemoSeverity } from './rates.ts';
import type { DemoIntent } from './text-model.ts';

export const demoKnowledgeBases = ['kb-41', 'kb-42', 'kb-43'] as const;

const riskShares: Readonly<Record<DemoIntent, Readonly<Record<DemoRisk, number>>>> = {
  billing: { low: 0.3, medium: 0.4, high: 0.2, critical: 0.1 },
  refund: { low: 0.25, medium: 0.45, high: 0.2, critical: 0.1 },
  delivery: { low: 0.5, medium: 0.35, high: 0.12, critical: 0.03 },
  access: { low: 0.2, medium: 0.35, high: 0.3, critical: 0.15 },
  cancellation: { low: 0.3, medium: 0.4, high: 0.2, critical: 0.1 },
  defects: { low: 0.25, medium: 0.35, high: 0.25, critical: 0.15 },
  privacy: { low: 0.1, medium: 0.25, high: 0.35, critical: 0.3 },
  usage: { low: 0.6, medium: 0.3, high: 0.08, critical: 0.02 },
};

/** A risk class as the routing of the intent would give it. */
export function drawRisk(random: RandomStream, intent: DemoIntent): DemoRisk {
  return pickShare(random, riskShares[intent]);
}

const areas: Readonly<Record<DemoIntent, string>> = {
  billing: 'commerce',
  refund: 'commerce',
  delivery: 'logistics',
  access: 'account',
  cancellation: 'subscription',
  defects: 'devices',
  privacy: 'account',
  usage: 'devices',
};

/** US dollars per thousand tokens, prompt and completion, and milliseconds per completion token. */
const engines: Readonly<Record<DemoModel, { prompt: number; completion: number; pace: number }>> = {
  'assist-1.8': { prompt: 0.0005, completion: 0.0015, pace: 7 },
  'assist-2.0': { prompt: 0.0011, completion: 0.0033, pace: 11 },
  'assist-2.1': { prompt: 0.0009, completion: 0.0028, pace: 9 },
};

/** What the telemetry of one answer leans on. */
export interface Measured {
  intent: DemoIntent;
  model: DemoModel;
  promptLength: number;
  outputLength: number;
  severity: DemoSeverity | null;
  turns: number;
  isVague: boolean;
}

type Facts = Partial<Trace>;

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function drawCost(random: RandomStream, of: Measured): Facts {
  const promptTokens = Math.ceil(of.promptLength / 4.1) + pickInt(random, 0, 12);
  const completionTokens = Math.ceil(of.outputLength / 3.9);
  const engine = engines[of.model];
  const facts: Facts = {
    promptTokens,
    completionTokens,
    latencyMs: 280 + completionTokens * engine.pace + pickInt(random, 0, 900),
  };
  if (happens(random, 0.95)) facts.retrievalMs = pickInt(random, 35, 260);
  if (happens(random, 0.96)) {
    facts.costUsd = round((promptTokens * engine.prompt + completionTokens * engine.completion) / 1000, 6);
  }
  return facts;
}

function drawOutcome(random: RandomStream, of: Measured): Facts {
  const isBad = of.severity === 'major' || of.severity === 'critical' || of.isVague;
  const facts: Facts = {};
  if (happens(random, 0.97)) {
    facts.escalated = happens(random, isBad ? 0.34 : 0.07);
    if (facts.escalated) {
      facts.escalationReason = pick(random, [
        'customer asked for a person',
        'answer rejected',
        'policy exception',
        'repeat contact',
      ]);
    }
  }
  const shares = isBad
    ? { self_resolved: 0.2, ai_assisted: 0.25, human_only: 0.3, unresolved: 0.25 }
    : { self_resolved: 0.45, ai_assisted: 0.35, human_only: 0.1, unresolved: 0.1 };
  if (happens(random, 0.92))
    facts.resolution = facts.escalated === true ? 'human_only' : pickShare(random, shares);
  if (happens(random, 0.85)) facts.recontacted = happens(random, isBad ? 0.4 : 0.12);
  if (happens(random, 0.22))
    facts.userFeedback = happens(random, isBad ? 0.3 : 0.8) ? 'thumbs_up' : 'thumbs_down';
  return facts;
}

function drawChecks(random: RandomStream, of: Measured): Facts {
  const isWrong = of.severity !== null;
  const facts: Facts = {};
  if (happens(random, 0.9)) {
    facts.confidence = round((isWrong ? 0.42 : 0.58) + 0.4 * ((random() + random()) / 2), 2);
  }
  if (happens(random, 0.94)) facts.policyCheck = happens(random, isWrong ? 0.25 : 0.04) ? 'warn' : 'pass';
  if (happens(random, 0.8)) {
    const says = happens(random, isWrong ? 0.75 : 0.09);
    const probability = round(says ? 0.5 + 0.49 * random() : 0.48 * random(), 3);
    facts.judge = [
      { name: 'grounding-check', version: '1.3', verdict: says ? 'unsupported' : 'supported', probability },
    ];
  }
  return facts;
}

function drawRouting(random: RandomStream, of: Measured): Facts {
  const facts: Facts = {
    source: demoCompany.source,
    productArea: areas[of.intent],
    policy: 'support-policy-12',
    retrievalIndex: pickShare(random, { 'passages-4': 0.35, 'passages-5': 0.65 }),
  };
  if (happens(random, 0.97)) {
    facts.channel = pickShare(
      random,
      of.turns === 1 ? { chat: 0.35, email: 0.45, app: 0.2 } : { chat: 0.65, email: 0.05, app: 0.3 },
    );
  }
  if (happens(random, 0.92)) facts.customerTier = pickShare(random, { basic: 0.5, plus: 0.35, family: 0.15 });
  if (happens(random, 0.3))
    facts.featureFlags = happens(random, 0.5) ? ['rerank'] : ['rerank', 'short-answers'];
  return facts;
}

/** Everything that is logged around one answer, except what the generator itself decides. */
export function drawTelemetry(random: RandomStream, of: Measured): Facts {
  return {
    ...drawRouting(random, of),
    ...drawCost(random, of),
    ...drawChecks(random, of),
    ...drawOutcome(random, of),
  };
}
