/**
 * What a bridge audit says of the audit that it bridges: the rate of that frame under the new version, with the bridging
 * error, or plainly that the line is broken. Must not know how items were drawn: the manifest's first phase says what they
 * were, the reviews of this audit what they are.
 *
 * Invariant: rests on this audit's own evidence alone, so that a file of its report proves the bridged rate too.
 */
import type { z } from 'zod';
import type { bridgeReport } from '../contract/report-bridge.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { PhaseOne } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Bridge } from '../domain/taxonomy-change.ts';
import { bridgedRate, shareFound } from '../migration/bridge-estimate.ts';
import type { BridgedClass } from '../migration/bridge-estimate.ts';
import { countsByWeight } from './evidence-base.ts';
import { figureOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { percent } from './words.ts';

export type BridgeReport = z.infer<typeof bridgeReport>;
type ClassRow = BridgeReport['classes'][number];

interface Judged {
  readonly weight: number;
  readonly isEvent: boolean;
}

/** Null for audits that bridge nothing. */
export function bridgedOf(basis: ReportBasis, alpha: number): BridgeReport | null {
  const { audit, manifest, scorecard } = basis.input;
  const { bridge } = audit.plan;
  const { phaseOne } = manifest;
  if (bridge === undefined || phaseOne === undefined) return null;
  const question = scorecard.questions.filter(isChoice).find((of) => of.id === bridge.question);
  if (question === undefined) return null;
  const judged = judgedByClass(basis, question, phaseOne);
  const rows = phaseOne.classes.map((of): { row: ClassRow; estimate: BridgedClass } =>
    classOf(basis, { bridge, question, of, judged: judged.get(of.class) ?? [] }),
  );
  const found = figureOf(
    bridgedRate({
      classes: rows.map((one) => one.estimate),
      kish: phaseOne.kish,
      alpha,
      countsByWeight: countsByWeight(basis.input),
    }),
  );
  const classes = rows.map((one) => one.row);
  const after = { ...found, n: found.estimate === null ? Math.round(found.n) : phaseOne.items };
  return {
    auditId: phaseOne.auditId,
    title: phaseOne.title,
    question: question.id,
    rateTitle: question.rateTitle,
    from: bridge.from,
    to: bridge.to,
    before: phaseOne.rate,
    after,
    classes,
    isBroken: after.estimate === null,
    sentence: sentenceOf({ bridge, phaseOne, question, after, classes }),
  };
}

/** Items judged anew, by old class, with the weights that they had in the earlier audit. */
function judgedByClass(
  basis: ReportBasis,
  question: ChoiceQuestion,
  { classes, weights }: PhaseOne,
): Map<string, Judged[]> {
  const { manifest } = basis.input;
  const weightOf = new Map<string, number>(manifest.items.map((of, at) => [of.id, weights[at] ?? 0]));
  const classOfKey = new Map(classes.map((of) => [canonicalJson([of.class]), of.class]));
  const events = new Set<string>(question.eventOptions);
  const found = new Map<string, Judged[]>();
  basis.standings.of(question).forEach(({ option }, i) => {
    const { item } = basis.reviewed[i]!;
    const of = classOfKey.get(item.stratum);
    if (of === undefined) return;
    // What is not asked this question any more is not the event.
    const one = { weight: weightOf.get(item.id) ?? 0, isEvent: option !== null && events.has(option) };
    const held = found.get(of);
    if (held === undefined) found.set(of, [one]);
    else held.push(one);
  });
  return found;
}

interface ClassFacts {
  readonly bridge: Bridge;
  readonly question: ChoiceQuestion;
  readonly of: PhaseOne['classes'][number];
  readonly judged: readonly Judged[];
}

function classOf(
  basis: ReportBasis,
  { bridge, question, of, judged }: ClassFacts,
): { row: ClassRow; estimate: BridgedClass } {
  const mapping = bridge.mapping.find((one) => one.from === of.class);
  // Of the manifest: while the audit is open the basis knows the finished items alone.
  const { strata } = basis.input.manifest;
  const drawn = strata.find((one) => one.key === canonicalJson([of.class]))?.drawn ?? 0;
  const facts = { class: of.class, title: of.title, items: of.items, share: of.share, drawn };
  if (mapping?.kind === 'certain') {
    const isEvent = question.eventOptions.includes(mapping.to);
    return {
      row: { ...facts, isCertain: true, judged: 0, found: Number(isEvent) },
      estimate: { share: of.share, second: { isEvent } },
    };
  }
  return {
    row: { ...facts, isCertain: false, judged: judged.length, found: shareFound(judged) },
    estimate: { share: of.share, second: { judged } },
  };
}

function sentenceOf({
  bridge,
  phaseOne,
  question,
  after,
  classes,
}: {
  bridge: Bridge;
  phaseOne: PhaseOne;
  question: ChoiceQuestion;
  after: Figure;
  classes: readonly ClassRow[];
}): string {
  const { estimate, low, high } = after;
  if (estimate === null) {
    const missing = classes.filter((of) => !of.isCertain && of.judged < 2).map((of) => `“${of.title}”`);
    const why =
      missing.length === 0
        ? 'there is too little to estimate from'
        : `fewer than two items of ${missing.join(', ')} were judged anew`;
    return `The line is broken between versions ${bridge.from.version} and ${bridge.to.version}: ${why}, so that rates before and after cannot be compared.`;
  }
  const before = phaseOne.rate.estimate;
  const limits =
    low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)}, bridging error included)`;
  const then = before === null ? '' : ` It was ${percent(before)} under version ${bridge.from.version}.`;
  return `Under version ${bridge.to.version} the ${question.rateTitle} of “${phaseOne.title}” is ${percent(estimate)}${limits}.${then}`;
}
