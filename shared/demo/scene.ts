/**
 * The scene of one trace: who asks what, in which language, of which model, and which errors will be planted. Everything
 * that has a known probability is drawn here, before any text is put together.
 */
import { sha256Hex } from '../domain/canonical.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { happens, pick, pickInt, pickShare } from './chance.ts';
import type { Subject } from './compose-answer.ts';
import { shelfOf } from './library.ts';
import type { Filling } from './marked-text.ts';
import type { DemoErrorClass, DemoModel, DemoRisk, DemoSeverity } from './rates.ts';
import { classSharesOf, errorRate, modelShares, secondErrorRate, severitySharesOf } from './rates.ts';
import type { Slots } from './slots.ts';
import { drawCase, drawRules, regionsOf } from './slots.ts';
import { demoKnowledgeBases, drawRisk } from './telemetry.ts';
import { textByLanguage } from './text/by-language.ts';
import type { DemoIntent } from './text-model.ts';
import { demoIntents } from './text-model.ts';
import { topicsOf } from './topics.ts';

const DAY_MS = 86_400_000;

/** What all traces of one run share. */
export interface World {
  seed: string;
  /** Four hex characters that tell the ids of one seed from those of another. */
  tag: string;
  weekStartMs: number;
  rulesOf: (region: string, knowledgeBase: string) => Slots;
  /** Day on which an article was last changed, as ISO time. */
  changedAt: (article: string, knowledgeBase: string) => string;
}

export interface PlannedError {
  class: DemoErrorClass;
  severity: DemoSeverity;
}

export interface Scene {
  subject: Subject;
  /** Index of the question among those of the intent. */
  ask: number;
  filling: Filling;
  model: DemoModel;
  risk: DemoRisk;
  knowledgeBase: string;
  promptTemplate: string;
  turns: number;
  /** Milliseconds since 1970. */
  occurredAtMs: number;
  errors: PlannedError[];
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const held = new Map<string, T>();
  return (key) => {
    const found = held.get(key) ?? make(key);
    held.set(key, found);
    return found;
  };
}

/** Throws a RangeError for a week that is no date. */
export function makeWorld(seed: string, weekStart: string): World {
  const weekStartMs = Date.parse(`${weekStart.slice(0, 10)}T00:00:00.000Z`);
  if (Number.isNaN(weekStartMs))
    throw new RangeError(`"${weekStart}" does not begin with a date of the form YYYY-MM-DD`);
  const rules = remember((key) => drawRules(randomStream(`${seed}:rules:${key}`)));
  const changed = remember((key) => {
    const days = pickInt(randomStream(`${seed}:changed:${key}`), 3, 640);
    return new Date(weekStartMs - days * DAY_MS).toISOString();
  });
  return {
    seed,
    tag: sha256Hex(`demo:${seed}`).slice(0, 4),
    weekStartMs,
    rulesOf: (region, knowledgeBase) => rules(`${region}:${knowledgeBase}`),
    changedAt: (article, knowledgeBase) => changed(`${knowledgeBase}:${article}`),
  };
}

function drawTime(random: RandomStream, weekStartMs: number): number {
  const day = Number(
    pickShare(random, { '0': 0.17, '1': 0.16, '2': 0.16, '3': 0.16, '4': 0.15, '5': 0.11, '6': 0.09 }),
  );
  // Between six and eleven in the evening, most around half past two.
  const milliseconds = Math.floor((6 + 17 * ((random() + random()) / 2)) * 3_600_000);
  return weekStartMs + day * DAY_MS + milliseconds;
}

function drawErrors(random: RandomStream, model: DemoModel, risk: DemoRisk): PlannedError[] {
  if (!happens(random, errorRate(model, risk))) return [];
  const shares = classSharesOf(model);
  const primary = pickShare(random, shares);
  const errors: PlannedError[] = [
    { class: primary, severity: pickShare(random, severitySharesOf(risk, primary)) },
  ];
  if (happens(random, secondErrorRate)) {
    const others = (Object.keys(shares) as DemoErrorClass[]).filter((one) => one !== primary);
    errors.push({ class: pick(random, others), severity: 'minor' });
  }
  return errors;
}

function drawSubject(
  random: RandomStream,
  intent: DemoIntent,
  errors: readonly PlannedError[],
): { subject: Subject; ask: number } {
  const language = pickShare(random, { en: 0.5, de: 0.3, es: 0.2 });
  const text = textByLanguage[language];
  const topics = topicsOf[intent].map((topic, ask) => ({ topic, ask }));
  const needsGuide = errors.some((one) => one.class === 'procedural');
  const { topic, ask } = pick(
    random,
    needsGuide ? topics.filter((one) => one.topic.guide !== 'unrelated') : topics,
  );
  return { subject: { text, language, intent, topic, shelf: shelfOf(text, intent) }, ask };
}

/** Draws the scene of one trace. */
export function drawScene(random: RandomStream, world: World): Scene {
  const intent = pick(random, demoIntents);
  const model = pickShare(random, modelShares);
  const risk = drawRisk(random, intent);
  const errors = drawErrors(random, model, risk);
  const { subject, ask } = drawSubject(random, intent, errors);
  const region = pick(random, regionsOf[subject.language]);
  const knowledgeBase = pick(random, demoKnowledgeBases);
  const occurredAtMs = drawTime(random, world.weekStartMs);
  const today = Math.floor(occurredAtMs / DAY_MS);
  const common = subject.text;
  const slots = { ...world.rulesOf(region, knowledgeBase), ...drawCase(random, common, today) };
  return {
    subject,
    ask,
    filling: { slots, locale: { language: subject.language, region }, common },
    model,
    risk,
    knowledgeBase,
    promptTemplate: pickShare(random, { 'support-7': 0.3, 'support-8': 0.5, 'support-8b': 0.2 }),
    turns: Number(pickShare(random, { '1': 0.42, '2': 0.22, '3': 0.15, '4': 0.1, '5': 0.07, '6': 0.04 })),
    occurredAtMs,
    errors,
  };
}
