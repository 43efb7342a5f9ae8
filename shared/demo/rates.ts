/**
 * How often the demo's assistant errs, and how badly: the numbers that an audit of the demo should find again.
 * Owns every probability of planted errors; must not know any text.
 *
 * Invariant: the chance of an error depends on model and risk class alone, and the class of the error on the model
 * alone, so that the true rate of every cell is written here (`docs/demo.md` repeats them).
 */
import { riskClasses } from '../domain/trace.ts';

export const demoModels = ['assist-1.8', 'assist-2.0', 'assist-2.1'] as const;
export type DemoModel = (typeof demoModels)[number];

export type DemoRisk = (typeof riskClasses)[number];

export const demoErrorClasses = ['factual', 'procedural', 'policy', 'citation', 'other'] as const;
export type DemoErrorClass = (typeof demoErrorClasses)[number];

export const demoSeverities = ['minor', 'major', 'critical'] as const;
export type DemoSeverity = (typeof demoSeverities)[number];

/** Share of traffic. */
export const modelShares: Readonly<Record<DemoModel, number>> = {
  'assist-1.8': 0.25,
  'assist-2.0': 0.35,
  'assist-2.1': 0.4,
};

const modelErrorRates: Readonly<Record<DemoModel, number>> = {
  'assist-1.8': 0.3,
  'assist-2.0': 0.2,
  'assist-2.1': 0.12,
};

const riskFactors: Readonly<Record<DemoRisk, number>> = { low: 0.6, medium: 1, high: 1.3, critical: 1.6 };

const classShares: Readonly<Record<DemoModel, Readonly<Record<DemoErrorClass, number>>>> = {
  'assist-1.8': { factual: 0.4, procedural: 0.25, policy: 0.2, citation: 0.1, other: 0.05 },
  'assist-2.0': { factual: 0.38, procedural: 0.2, policy: 0.2, citation: 0.15, other: 0.07 },
  'assist-2.1': { factual: 0.3, procedural: 0.18, policy: 0.17, citation: 0.25, other: 0.1 },
};

const severityShares: Readonly<Record<DemoRisk, Readonly<Record<DemoSeverity, number>>>> = {
  low: { minor: 0.65, major: 0.32, critical: 0.03 },
  medium: { minor: 0.5, major: 0.42, critical: 0.08 },
  high: { minor: 0.3, major: 0.5, critical: 0.2 },
  critical: { minor: 0.2, major: 0.45, critical: 0.35 },
};

/** Chance that an answer with an error holds a second one, of another class and minor. */
export const secondErrorRate = 0.15;

/** Chance that an answer holds at least one planted error. */
export function errorRate(model: DemoModel, risk: DemoRisk): number {
  return modelErrorRates[model] * riskFactors[risk];
}

/** Chance that the primary class of an answer is `of`. */
export function classRate(of: DemoErrorClass, model: DemoModel, risk: DemoRisk): number {
  return errorRate(model, risk) * classShares[model][of];
}

/** Chance of each class, given an error. */
export function classSharesOf(model: DemoModel): Readonly<Record<DemoErrorClass, number>> {
  return classShares[model];
}

/** Chance of each severity of the primary error; a wrong promise is never minor. */
export function severitySharesOf(risk: DemoRisk, of: DemoErrorClass): Readonly<Record<DemoSeverity, number>> {
  const shares = severityShares[risk];
  if (of !== 'policy') return shares;
  return { minor: 0, major: shares.major + shares.minor, critical: shares.critical };
}
