import { describe, expect, it } from 'vitest';
import { compareShapes, pool } from './drift.ts';
import type { Shape } from './shape.ts';
import { ShapeCounter } from './shape.ts';

function shapeOf(traces: readonly unknown[], facets: readonly Record<string, string>[] = []): Shape {
  const counter = new ShapeCounter((name) => name.replace('kim@example.com', '[email]'));
  for (const one of traces) counter.addTrace(one);
  for (const one of facets) counter.addValues(one);
  return JSON.parse(JSON.stringify(counter.shape())) as Shape;
}

/** `n` traces of which `of` have the field. */
const sharing = (field: string, of: number, n: number): unknown[] =>
  Array.from({ length: n }, (_, at) => ({ id: `${at}`, ...(at < of ? { [field]: 1 } : {}) }));
const changes = (before: Shape, now: Shape): [string, string][] =>
  compareShapes(before, now).map(({ field, change }) => [field, change]);

describe('the shape of a batch', () => {
  it('counts in how many traces a field is, its types, and members of lists once per trace', () => {
    const { n, fields } = shapeOf([
      { id: '1', context: [{ score: 1 }, { score: 'a' }], turn: 1 },
      { id: '2', context: [], turn: '2' },
      'no trace',
    ]);
    expect(n).toBe(2);
    expect(fields).toEqual({
      id: { n: 2, types: { string: 2 } },
      context: { n: 2, types: { list: 2 } },
      'context.score': { n: 1, types: { number: 1 } },
      turn: { n: 2, types: { number: 1, string: 1 } },
    });
  });

  it('stays small whatever is sent, and holds no name that is masked', () => {
    const wild = Array.from({ length: 3000 }, (_, at) => ({
      [`f${at}`]: at,
      attributes: { [`a${at}`]: 'x' },
    }));
    const many = Array.from({ length: 500 }, (_, at) => ({ user: `u${at}`, model: 'm' }));
    const shape = shapeOf([...wild, { attributes: { 'kim@example.com': 1 } }], many);
    expect(Object.keys(shape.fields).length).toBeLessThanOrEqual(1000);
    expect(shape.values).toEqual({ user: null, model: ['m'] });
    expect(JSON.stringify(shapeOf([{ 'kim@example.com': 1 }]))).not.toContain('kim@example.com');
  });
});

describe('the values of a batch', () => {
  it('are watched as long as they are short together, and others are watched when some are not', () => {
    const long = Array.from({ length: 50 }, (_, at) =>
      Object.fromEntries(
        Array.from({ length: 199 }, (__, n) => [`attributes.a${n}`, `${at}`.padEnd(1000, 'x')]),
      ),
    );
    const shape = shapeOf([], [...long, { model: 'm' }]);
    expect(JSON.stringify(shape).length).toBeLessThan(100_000);
    expect(shape.values['model']).toEqual(['m']);
    expect(shape.values['attributes.a198']).toBeNull();
  });
});

describe('drift', () => {
  it('is the same whether earlier batches are pooled at once or a few at a time', () => {
    const shapes = [30, 700, 5].map((of, at) => shapeOf(sharing(`f${at}`, of, 900), [{ model: `m${at}` }]));
    const [first, ...rest] = shapes;
    expect(pool([pool([pool([]), first!]), ...rest])).toEqual(pool(shapes));
  });

  it('is nothing where there is nothing to compare with', () => {
    expect(compareShapes(pool([]), shapeOf(sharing('a', 5, 5)))).toEqual([]);
    expect(compareShapes(shapeOf(sharing('a', 5, 5)), pool([]))).toEqual([]);
  });

  it('names what is new and what is gone', () => {
    const before = shapeOf(sharing('latencyMs', 300, 300));
    const now = shapeOf(sharing('latency', 40, 40));
    expect(changes(before, now)).toEqual([
      ['latency', 'appeared'],
      ['latencyMs', 'disappeared'],
    ]);
  });

  it('does not call gone what so few traces may lack by chance', () => {
    expect(changes(shapeOf(sharing('rare', 3, 300)), shapeOf(sharing('rare', 0, 50)))).toEqual([]);
    expect(changes(shapeOf(sharing('usual', 1, 1)), shapeOf(sharing('usual', 0, 2)))).toEqual([]);
  });

  it('calls a field rarer or commoner when the share moved by more than chance and by at least 5 points', () => {
    const half = shapeOf(sharing('f', 500, 1000));
    expect(changes(half, shapeOf(sharing('f', 300, 1000)))).toEqual([['f', 'rarer']]);
    expect(changes(half, shapeOf(sharing('f', 700, 1000)))).toEqual([['f', 'commoner']]);
    expect(changes(half, shapeOf(sharing('f', 10, 29)))).toEqual([]);
    expect(changes(half, shapeOf(sharing('f', 540, 1000)))).toEqual([]);
    const large = shapeOf(sharing('f', 50_000, 100_000));
    expect(changes(large, shapeOf(sharing('f', 52_000, 100_000)))).toEqual([]);
  });

  it('names new types and new values, as long as values can be watched', () => {
    const before = shapeOf([{ turn: 1 }], [{ model: 'a', user: 'u' }]);
    const now = shapeOf([{ turn: '1' }], [{ model: 'b', user: 'u', region: 'eu' }]);
    expect(changes(before, now)).toEqual([
      ['turn', 'newValues'],
      ['model', 'newValues'],
    ]);
    const crowd = Array.from({ length: 100 }, (_, at) => ({ user: `u${at}` }));
    expect(changes(shapeOf([{ id: 1 }], crowd), shapeOf([{ id: 1 }], [{ user: 'new' }]))).toEqual([]);
  });

  it('compares with the latest batches only, as one', () => {
    const old = shapeOf(sharing('old', 5000, 5000));
    const recent = shapeOf(sharing('a', 6000, 6000));
    expect(Object.keys(pool([recent, old]).fields)).toEqual(['id', 'a']);
    expect(pool([shapeOf(sharing('a', 1, 2)), shapeOf(sharing('a', 2, 3))])).toMatchObject({
      n: 5,
      fields: { a: { n: 3, types: { number: 3 } } },
    });
  });

  it('calls at most a few of many batches drifting where nothing changed', () => {
    // A fixed sequence (a linear congruence), so that the test says the same every day.
    let state = 1;
    const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const draw = (n: number): unknown[] =>
      Array.from({ length: n }, () =>
        Object.fromEntries(
          Array.from({ length: 10 }, (_, at) => [`f${at}`, 1] as const).filter(() => next() < 0.5),
        ),
      );
    const before = shapeOf(draw(2000));
    const drifting = Array.from({ length: 200 }, () => compareShapes(before, shapeOf(draw(200)))).filter(
      (found) => found.length > 0,
    );
    expect(drifting.length).toBeLessThanOrEqual(3);
  });
});
