import { array, assert, constantFrom, double, integer, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalChart, rowInWords } from './interval-chart.ts';
import type { IntervalChart, IntervalRow } from './interval-chart.ts';
import { matrixMap, shadeOf } from './matrix-map.ts';
import { darkPalette, lightPalette, printPalette } from './palette.ts';
import { scaleCoefficients, scaleShares } from './scale.ts';
import type { Mark, Scene, Tone } from './scene.ts';
import { paints } from './scene.ts';
import { pointMark } from './shapes.ts';
import { sceneToSvg } from './svg.ts';
import { cutToFit, textWidth, wrapToFit } from './text-fit.ts';
import { runsOf, timeChart } from './time-chart.ts';
import type { TimePoint } from './time-chart.ts';

/** Fails where a text is not well-formed XML: tags that do not nest, bare markup, characters that XML cannot hold. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  let at = 0;
  const token = /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  while (at < xml.length) {
    token.lastIndex = at;
    const found = token.exec(xml);
    if (found === null) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 60)}`);
    const [whole, isEnd, name = '', attributes = '', isAlone, text = ''] = found;
    expect(`${attributes}${text}`.replaceAll(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
    if (name !== '' && isEnd === '/') expect(open.pop()).toBe(name);
    else if (name !== '' && isAlone === '') open.push(name);
    at += whole.length;
  }
  expect(open).toEqual([]);
  expect(xml.isWellFormed()).toBe(true);
  expect(xml).not.toMatch(/[[\p{Cc}\ufffe\uffff]--[\t\n\r\u007f-\u009f]]/v);
  expect(xml).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
}

const row = (change: Partial<IntervalRow> = {}): IntervalRow => ({
  key: 'k',
  title: 'billing',
  note: '2 of 100 items',
  figure: { estimate: 0.02, low: 0.01, high: 0.04 },
  tone: 'warn',
  limit: 0.015,
  ...change,
});

const chart = (rows: readonly IntervalRow[], change: Partial<IntervalChart> = {}): IntervalChart => ({
  title: 'Rate by intent',
  description: 'Rates with intervals.',
  rows,
  scale: scaleShares(rows.flatMap((one) => [one.figure.high, one.limit ?? null])),
  format: 'percent',
  empty: 'Nothing was reviewed.',
  ...change,
});

const point = (change: Partial<TimePoint> = {}): TimePoint => ({
  key: 'w38',
  title: 'w38',
  note: '1 of 30 items',
  figure: { estimate: 0.03, low: 0.01, high: 0.06 },
  tone: 'accent',
  limit: null,
  ...change,
});

/** Marks of a scene, those in groups included. */
function flat(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => (mark.kind === 'group' ? [mark, ...flat(mark.marks)] : [mark]));
}

const texts = (scene: Scene): string[] =>
  flat(scene.marks).flatMap((mark) => (mark.kind === 'text' ? [mark.text.replaceAll('\u00a0', ' ')] : []));

const share = double({ min: 0, max: 1, noNaN: true });
const anyRow = record({
  key: string(),
  title: string({ unit: 'binary' }),
  note: string(),
  figure: record({ estimate: option(share), low: option(share), high: option(share) }),
  tone: constantFrom<Tone[]>('good', 'bad', 'warn', 'accent', 'quiet'),
  limit: option(share),
});

describe('a figure as SVG', () => {
  it('is well-formed whatever its rows hold, at any width, and the same each time', () => {
    assert(
      property(array(anyRow, { maxLength: 8 }), integer({ min: 240, max: 2400 }), (rows, width) => {
        const scene = intervalChart(chart(rows), width);
        const svg = sceneToSvg(scene, lightPalette);
        expectWellFormed(svg);
        expect(sceneToSvg(scene, lightPalette)).toBe(svg);
      }),
    );
  });

  it('of weeks and audits is well-formed for any shares', () => {
    assert(
      property(
        array(anyRow, { maxLength: 60 }),
        constantFrom('band' as const, 'bars' as const),
        (rows, look) => {
          const scene = timeChart({ title: 't', description: 'd', points: rows, look, empty: 'none' }, 700);
          expectWellFormed(sceneToSvg(scene, printPalette));
        },
      ),
    );
  });

  it('shows markup of the data as text and runs nothing', () => {
    const hostile = '<script>alert(1)</script>" onload="x" &\u0000\ud800';
    const svg = sceneToSvg(
      intervalChart(chart([row({ title: hostile })], { title: hostile }), 1400),
      darkPalette,
    );
    expectWellFormed(svg);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(1)');
  });

  it('carries its title, its description, its ground and no reference to anything outside', () => {
    const svg = sceneToSvg(intervalChart(chart([row()]), 700), printPalette);
    expect(svg).toContain('<title>Rate by intent</title><desc>Rates with intervals.</desc>');
    expect(svg).toContain('fill="#ffffff"');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|href|var\(/);
  });

  it('has a value for every paint in every palette', () => {
    for (const palette of [lightPalette, darkPalette, printPalette])
      for (const paint of paints) expect(palette[paint]).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe('an interval chart', () => {
  it('writes estimate, interval and count of every row', () => {
    const said = texts(intervalChart(chart([row()]), 900));
    for (const text of ['billing', '2.0 %', '1.0–4.0 %', '2 of 100 items']) expect(said).toContain(text);
  });

  it('keeps every mark inside itself, at the narrowest too', () => {
    for (const width of [320, 700, 1600]) {
      const scene = intervalChart(chart([row({ title: 'a very long title '.repeat(20) }), row()]), width);
      for (const mark of flat(scene.marks)) {
        const right = mark.kind === 'rect' ? mark.x + mark.width : mark.kind === 'circle' ? mark.x : 0;
        expect(right).toBeLessThanOrEqual(width);
      }
    }
  });

  it('says what its shapes mean where it stands alone', () => {
    const legend = '● below · ▲ above the limit';
    const scene = intervalChart(chart([row()], { legend }), 700);
    expect(texts(scene)).toContain(legend);
    expect(scene.height).toBeGreaterThan(intervalChart(chart([row()]), 700).height);
  });

  it('says in place of rows why there are none', () => {
    expect(texts(intervalChart(chart([]), 700))).toEqual(['Rate by intent', 'Nothing was reviewed.']);
  });

  it('makes a row without an estimate say so, without bar or point', () => {
    const none = row({ figure: { estimate: null, low: null, high: null }, note: 'too few items' });
    expect(rowInWords(none, 'percent')).toBe('billing: no figure, too few items');
    const scene = intervalChart(chart([none]), 700);
    expect(texts(scene)).toContain('no figure');
    expect(flat(scene.marks).some((mark) => mark.kind === 'rect' || mark.kind === 'circle')).toBe(false);
  });

  it('leans the numbers of close ticks away from each other', () => {
    const scale = scaleCoefficients([0.7], [0.667, 0.8]);
    const scene = intervalChart(chart([row({ limit: null })], { scale, format: 'coefficient' }), 420);
    const ticks = flat(scene.marks).filter(
      (mark) => mark.kind === 'text' && ['.67', '.80'].includes(mark.text),
    );
    expect(ticks.map((mark) => (mark.kind === 'text' ? mark.anchor : ''))).toEqual(['end', 'start']);
  });

  it('gives each tone a shape of its own, so that colour is never alone', () => {
    const shapes = (['good', 'warn', 'bad', 'quiet'] as const).map((tone) => {
      const { kind, ...rest } = pointMark(0, 0, tone);
      return `${kind} ${'d' in rest ? rest.d : ''} ${'fill' in rest && rest.fill === 'surface' ? 'hollow' : ''}`;
    });
    expect(new Set(shapes).size).toBe(4);
  });
});

describe('a rate over time', () => {
  const gap = point({
    key: 'w39',
    title: 'w39',
    figure: { estimate: null, low: null, high: null },
    note: 'no item',
  });

  it('joins nothing across a week without an item, and says that there was none', () => {
    const points = [point(), point({ key: 'w38b' }), gap, point({ key: 'w40', title: 'w40' })];
    expect(runsOf(points)).toEqual([[0, 1], [3]]);
    const scene = timeChart({ title: 't', description: 'd', points, look: 'band', empty: '' }, 700);
    expect(texts(scene)).toContain('no figure');
    const lines = flat(scene.marks).filter((mark) => mark.kind === 'path' && mark.stroke === 'accent');
    expect(lines).toHaveLength(1);
  });

  it('leaves titles out rather than letting them touch, and keeps the last', () => {
    const points = Array.from({ length: 104 }, (_, at) => point({ key: `${at}`, title: `week ${at}` }));
    const said = texts(timeChart({ title: 't', description: 'd', points, look: 'band', empty: '' }, 500));
    const titles = said.filter((text) => text.startsWith('week '));
    expect(titles.length).toBeLessThan(12);
    expect(titles.at(-1)).toBe('week 103');
  });

  it('marks what changed, in words too', () => {
    const points = [point(), point({ key: 'b', change: 'model v3.2' })];
    const scene = timeChart({ title: 't', description: 'd', points, look: 'bars', empty: '' }, 500);
    const labels = scene.marks.flatMap((mark) => (mark.kind === 'group' ? [mark.label] : []));
    expect(labels[1]).toContain('changed: model v3.2');
  });

  it('says why it is empty', () => {
    const chartOf = { title: 't', description: 'd', points: [], look: 'band' as const, empty: 'No weeks.' };
    expect(texts(timeChart(chartOf, 500))).toContain('No weeks.');
  });
});

describe('a map of pairs', () => {
  const cell = (count: number, isDiagonal = false) => ({
    key: `${count}`,
    count,
    label: `${count}`,
    isDiagonal,
  });
  const map = {
    title: 't',
    description: 'd',
    rowHead: 'one',
    columnHead: 'another',
    rows: ['none', 'factual'],
    columns: ['none', 'factual'],
    cells: [
      [cell(90, true), cell(3)],
      [cell(3), cell(8, true)],
    ],
    empty: 'nothing in common',
  };

  it('writes every count, noughts too', () => {
    const said = texts(matrixMap(map, 400));
    expect(said.filter((text) => /^\d+$/.test(text))).toEqual(['90', '3', '3', '8']);
    expectWellFormed(sceneToSvg(matrixMap(map, 400), darkPalette));
  });

  it('holds shades to the largest disagreement, not to the agreement beside it', () => {
    expect(shadeOf(3, 3)).toBe(4);
    expect(shadeOf(0, 3)).toBe(0);
    expect(shadeOf(1, 1000)).toBe(1);
    expect(shadeOf(0, 0)).toBe(0);
  });

  it('fits many classes with long names', () => {
    const names = Array.from({ length: 12 }, (_, at) => `class with a long name ${at}`);
    const scene = matrixMap(
      { ...map, rows: names, columns: names, cells: names.map(() => names.map(() => cell(1))) },
      640,
    );
    for (const mark of flat(scene.marks))
      if (mark.kind === 'rect') expect(mark.x + mark.width).toBeLessThanOrEqual(640);
  });

  it('says why it is empty', () => {
    expect(texts(matrixMap({ ...map, rows: [], cells: [] }, 400))).toContain('nothing in common');
  });
});

describe('text that is fitted', () => {
  it('never claims more room than there is, unless a single ellipsis does', () => {
    assert(
      property(string(), integer({ min: 20, max: 300 }), (text, width) => {
        expect(textWidth(cutToFit(text, 12, width), 12)).toBeLessThanOrEqual(width + 1e-9);
        for (const line of wrapToFit(text, 12, width, 2))
          expect(textWidth(line, 12)).toBeLessThanOrEqual(width + 1e-9);
        expect(wrapToFit(text, 12, width, 2).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
