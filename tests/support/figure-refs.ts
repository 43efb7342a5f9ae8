/** Every figure of a report with its address, and every figure that a report holds anywhere: the two must be the same. */
import type { Figure } from '../../shared/contract/report-figure.ts';
import type { FigureRef } from '../../shared/contract/report-ref.ts';
import type { Report } from '../../shared/contract/report.ts';

export interface AddressedFigure {
  readonly ref: FigureRef;
  /** Null where the report does not offer it. */
  readonly figure: Figure | null;
}

type QuestionReport = Report['questions'][number];
type Ref<K extends FigureRef['kind']> = Extract<FigureRef, { kind: K }>;

export function listFigures(report: Report): AddressedFigure[] {
  return [
    ...report.questions.flatMap((of) => [
      ...listRates(of),
      ...listAgreement(of),
      ...listJudges(of),
      ...listLooks(of),
    ]),
    ...(report.registered?.hypotheses ?? []).map((of, index) => ({
      ref: { kind: 'hypothesis' as const, index },
      figure: of.observed,
    })),
    ...(report.registered?.anytime ? [{ ref: anytimeRef, figure: report.registered.anytime.interval }] : []),
  ];
}

const anytimeRef: FigureRef = { kind: 'anytime' };

function listRates({ question, overall, options, breakdowns, weeks }: QuestionReport): AddressedFigure[] {
  const at = (more: Partial<Ref<'rate'>> = {}): FigureRef => ({
    kind: 'rate',
    question,
    option: null,
    dimension: null,
    value: null,
    ...more,
  });
  return [
    { ref: at(), figure: overall.figure },
    ...options.map(({ option, rate }) => ({ ref: at({ option }), figure: rate.figure })),
    ...breakdowns.flatMap(({ dimension, rows }) =>
      rows.flatMap(({ value, rate, contrast }) => [
        { ref: at({ dimension, value }), figure: rate.figure },
        { ref: at({ dimension, value, isContrast: true }), figure: contrast?.difference ?? null },
      ]),
    ),
    ...(weeks?.rows ?? []).map(({ week, rate }) => ({
      ref: at({ dimension: 'week', value: week }),
      figure: rate.figure,
    })),
    ...(weeks === null ? [] : [{ ref: { kind: 'trend' as const, question }, figure: weeks.trend }]),
  ];
}

function listAgreement({ question, agreement }: QuestionReport): AddressedFigure[] {
  const at = (figure: Figure, more: Partial<Ref<'agreement'>>): AddressedFigure => ({
    ref: { kind: 'agreement', question, option: null, pair: null, ...more },
    figure,
  });
  return [
    at(agreement.alpha, {}),
    at(agreement.alpha, { statistic: 'alpha' }),
    at(agreement.pairwise, { statistic: 'percent' }),
    at(agreement.ac1, { statistic: 'ac1' }),
    at(agreement.weightedAlpha, { statistic: 'weightedAlpha' }),
    ...agreement.perClass.flatMap(({ option, alpha, specific }) => [
      at(alpha, { option }),
      at(specific, { option, statistic: 'specific' }),
    ]),
    ...agreement.perPair.flatMap(({ a, b, percent, kappa }) => [
      at(kappa, { pair: [a, b] }),
      at(percent, { pair: [a, b], statistic: 'percent' }),
    ]),
    ...agreement.perReviewer.flatMap(({ personId: person, peer, alphaWithout }) => [
      at(peer, { person }),
      at(alphaWithout, { person, statistic: 'alphaWithout' }),
    ]),
  ];
}

const metrics = ['precision', 'recall', 'specificity', 'f1', 'mcc', 'kappa'] as const;
const rates = ['apparentRate', 'corrected', 'assisted'] as const;

function listJudges({ question, judges }: QuestionReport): AddressedFigure[] {
  return judges.flatMap((of) =>
    [...metrics, ...rates].map((metric) => ({
      ref: { kind: 'judge' as const, question, judge: of.judge, cell: null, metric },
      figure: of[metric],
    })),
  );
}

function listLooks({ question, missControl }: QuestionReport): AddressedFigure[] {
  if (missControl === null) return [];
  const at = (first: 'clean' | null): FigureRef => ({ kind: 'secondLook', question, first, found: null });
  return [
    { ref: at(null), figure: missControl.rate },
    { ref: at('clean'), figure: missControl.missRate },
  ];
}

/** Whatever in a value has the shape of a figure, by identity. */
export function collectFigures(value: unknown): Set<unknown> {
  const found = new Set<unknown>();
  const look = (of: unknown): void => {
    if (typeof of !== 'object' || of === null) return;
    if ('estimate' in of && 'low' in of && 'high' in of && 'method' in of) found.add(of);
    for (const one of Object.values(of)) look(one);
  };
  look(value);
  return found;
}
