/** Agreement and rate before and after a change as charts of intervals. Must not compute a figure. Pure. */
import type { IntervalChart, IntervalRow } from '../../../shared/figures/interval-chart.ts';
import { scaleCoefficients, scaleShares } from '../../../shared/figures/scale.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import { formatCounted } from '../../lib/format.ts';
import type { EffectChange } from './taxonomy-queries.ts';

export type EffectSide = EffectChange['before'][number];

export const measures = [
  { id: 'alpha', title: 'Krippendorff’s α' },
  { id: 'pairwise', title: 'Same answer, pair by pair' },
  { id: 'rate', title: 'Rate' },
] as const;
export type Measure = (typeof measures)[number]['id'];

/** Where α is called tentative and reliable. */
const BANDS = [0, 0.2, 0.4, 0.67, 0.8, 1];

/** Where the reviews of a side come from, in a word; empty for people who work here. */
export function originOf({
  isImported,
  isSimulated,
}: Pick<EffectSide, 'isImported' | 'isSimulated'>): string {
  return [isImported ? 'imported' : '', isSimulated ? 'simulated' : ''].filter(Boolean).join(', ');
}

function rowOf(side: EffectSide, figure: Figure, isAfter: boolean): IntervalRow {
  const origin = originOf(side);
  const why = figure.estimate === null ? ` · ${reasonInWords(figure.reason)}` : '';
  return {
    key: side.auditId,
    title: side.title,
    note: `version ${side.version} · ${formatCounted(figure.n, 'item')}${origin === '' ? '' : ` · ${origin}`}${why}`,
    figure,
    tone: isAfter ? 'accent' : 'quiet',
    isQuiet: figure.estimate === null,
  };
}

/** Every audit before the change, then every one after it, by one measure. */
export function effectChart(of: EffectChange, measure: Measure): IntervalChart {
  const rows = [
    ...of.before.map((side) => rowOf(side, side[measure], false)),
    ...of.after.map((side) => rowOf(side, side[measure], true)),
    ...(measure === 'rate' ? [...recountedRows(of), ...of.bridges.map((one) => bridgedRow(one, of))] : []),
  ];
  const values = rows.flatMap(({ figure }) => [figure.estimate, figure.low, figure.high]);
  const isAlpha = measure === 'alpha';
  return {
    title: measures.find((one) => one.id === measure)?.title ?? '',
    description: `Before and after version ${of.to.version}.`,
    rows,
    scale: isAlpha ? scaleCoefficients(values, BANDS) : scaleShares(values),
    format: isAlpha ? 'coefficient' : 'percent',
    empty: 'No audit on either side has reviews yet.',
  };
}

function recountedRows({ recounted = [], to }: EffectChange): IntervalRow[] {
  return recounted.map(({ auditId, title, rate }) => ({
    key: `${auditId} recounted`,
    title: `${title}, as version ${to.version} counts`,
    note: `the same ${formatCounted(rate.n, 'label')} counted anew${
      rate.estimate === null ? ` · ${reasonInWords(rate.reason)}` : ''
    }`,
    figure: rate,
    tone: 'warn',
    isQuiet: rate.estimate === null,
  }));
}

function bridgedRow(one: EffectChange['bridges'][number], { before, to }: EffectChange): IntervalRow {
  const earlier = before.find((side) => side.auditId === one.ofAuditId);
  return {
    key: one.auditId,
    title: `${earlier?.title ?? one.title}, as version ${to.version} has it`,
    note: `bridged · ${one.judged} of ${formatCounted(one.drawn, 'item')} judged anew${
      one.rate.estimate === null ? ` · ${reasonInWords(one.rate.reason)}` : ''
    }`,
    figure: one.rate,
    tone: 'warn',
    isQuiet: one.rate.estimate === null,
  };
}
