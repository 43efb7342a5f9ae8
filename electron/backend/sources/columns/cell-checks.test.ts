import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dimension } from '../../../../shared/domain/trace.ts';
import { dimensionValue } from '../../../../shared/domain/trace.ts';
import { Duck, sqlText } from '../duck.ts';
import { SEPARATOR, checkCell, checkCellSql, dimensionSql } from './cell-checks.ts';
import { cellsToTrace } from './cells-to-trace.ts';
import type { Field } from './fields.ts';
import { fieldNames, findField, isDimension, listFields } from './fields.ts';
import { timeOfCell, timeOfCellSql } from './time-of-cell.ts';

const duck = new Duck();
afterAll(() => duck.close());

const pieces = [
  '1',
  '0',
  '9',
  '.',
  '-',
  '+',
  'e',
  'E',
  ':',
  'T',
  'Z',
  ' ',
  'a',
  'true',
  'No',
  'LOW',
  'ı',
  '😀',
  '\0',
];
const known = [
  ['0', '0.0', '-0', '0.5', '1', '1.0', '1.0001', '-0.1', '1e3', '1E-3', '0x10', '1_000', 'NaN', 'Infinity'],
  [' 1', '1.', '.5', '007', '1e99', '-1', '1.5', '123456789012345', '1234567890123456', '2'],
  ['TRUE', 'yes', 'nO', 'f', 'low', 'Critical', 'LOW ', 'ai_assisted', 'AI_ASSISTED', 'İ'],
  [
    '2025-02-28',
    '2024-02-29T23:59',
    '2025-02-30',
    '2025-02-28T01:02:03.123456789Z',
    '1499-01-01',
    '2025-13-01',
  ],
  [
    '2025-02-28 01:02:03+02',
    '2025-02-28T01:02:03.5-0530',
    '2025-02-28T01:02+05:30',
    '2025-02-28T24:00',
    'now',
  ],
  ['1735689600', '1735689600.25', '1735689600123', '17356896001', '2999-12-31T23:59:59.999-14:59', 'a\0b'],
  [199, 200, 201, 499, 500, 501, 999, 1000, 1001].map((length) => 'x'.repeat(length)),
  [100, 101, 250, 251, 500, 501].map((length) => '😀'.repeat(length)),
  [198, 199].map((length) => `😀${'é'.repeat(length)}`),
].flat();
const plausible = fc.constantFrom(...known);
const cell = fc.oneof(
  plausible,
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

/** A SQL text that may hold a NUL, which SQL source cannot. */
function literal(text: string): string {
  return text.split('\0').map(sqlText).join(' || chr(0) || ');
}

async function askSql(cells: readonly string[], expression: (cell: string) => string) {
  const values = cells.map((text, at) => `(${at}, nullif(${literal(text)}, ''))`).join(', ');
  const rows = await duck.rows(
    `SELECT ${expression('cell')} FROM (VALUES ${values}) AS t(place, cell) ORDER BY place`,
  );
  return rows.map(([value]) => value ?? null);
}

const allFields = [...fieldNames, 'attributes.team', 'judge.human'].map((name) => findField(name) as Field);

/** What the check in TypeScript says, in the form of the one in SQL. */
function toldBy(field: Field, cells: readonly string[]): (string | null)[] {
  const told = cells.map((text) => checkCell(field, text));
  return told.map((one) => (one === null ? null : `${one.code}${SEPARATOR}${one.reason}`));
}

describe('a check of a cell', () => {
  it.each(allFields)(
    'of "$name" gives the same code and reason in SQL and in TypeScript at every limit',
    async (field) => {
      expect(await askSql(known, (name) => checkCellSql(field, name))).toEqual(toldBy(field, known));
    },
  );

  it('gives the same code and reason in SQL and in TypeScript, for every field and any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...allFields),
        fc.array(cell, { minLength: 1, maxLength: 30 }),
        async (field, cells) => {
          expect(await askSql(cells, (name) => checkCellSql(field, name))).toEqual(toldBy(field, cells));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lets through only what makes a valid trace, with the dimensions that SQL counts by', async () => {
    const fields = listFields(Object.fromEntries(allFields.map(({ name }) => [name, name])));
    const row = fc.tuple(
      ...fields.map((field) => fc.oneof(cell.filter((text) => checkCell(field, text) === null))),
    );
    await fc.assert(
      fc.asyncProperty(row, async (cells) => {
        const { trace } = cellsToTrace(fields, cells);
        expect(trace).toBeDefined();
        if (trace === undefined) return;
        for (const [at, field] of fields.entries()) {
          if (!isDimension(field.name)) continue;
          const [text] = await askSql([cells[at] ?? ''], (name) => dimensionSql(field, name));
          expect(text ?? '(none)').toBe(dimensionValue(trace, field.name as Dimension));
        }
      }),
      { numRuns: 10 },
    );
  });

  it('knows a half of a surrogate pair, which JSON can carry and no store can', () => {
    const field = findField('prompt') as Field;
    expect(checkCell(field, 'a\ud800b')).toMatchObject({ code: 'BAD_VALUE' });
    expect(checkCell(field, 'a\0b')).toMatchObject({ code: 'NUL_CHARACTER' });
    expect(checkCell(field, '')).toMatchObject({ code: 'MISSING_FIELD' });
    expect(checkCell(findField('language') as Field, '')).toBeNull();
  });
});

describe('a time in a cell', () => {
  it('is the same millisecond in SQL and in TypeScript', async () => {
    const time = fc
      .record({
        at: fc.date({
          min: new Date('1500-01-02T00:00:00Z'),
          max: new Date('2999-12-30T00:00:00Z'),
          noInvalidDate: true,
        }),
        join: fc.constantFrom('T', ' '),
        cut: fc.constantFrom(10, 16, 19, 23),
        more: fc.constantFrom('', '4', '456789'),
        zone: fc.constantFrom('', 'Z', '+02', '-0530', '+14:59', '-00:00'),
      })
      .map(({ at, join, cut, more, zone }) => {
        const text = at.toISOString().slice(0, cut).replace('T', join);
        return cut === 10 ? text : text + (cut === 23 ? more : '') + zone;
      });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(time, cell), { minLength: 1, maxLength: 30 }), async (cells) => {
        const filled = cells.filter((text) => text !== '' && !text.includes('\0'));
        fc.pre(filled.length > 0);
        expect(await askSql(filled, timeOfCellSql)).toEqual(filled.map(timeOfCell));
      }),
    );
  });

  it('is read as people and programs write it, in UTC where no zone is given', () => {
    const iso = (text: string) => {
      const at = timeOfCell(text);
      return at === null ? null : new Date(at).toISOString();
    };
    expect(iso('2025-02-28')).toBe('2025-02-28T00:00:00.000Z');
    expect(iso('2025-02-28 01:02')).toBe('2025-02-28T01:02:00.000Z');
    expect(iso('2025-02-28T01:02:03.98765Z')).toBe('2025-02-28T01:02:03.987Z');
    expect(iso('2025-02-28T01:02:03+05:30')).toBe('2025-02-27T19:32:03.000Z');
    expect(iso('1735689600')).toBe('2025-01-01T00:00:00.000Z');
    expect(iso('1735689600123')).toBe('2025-01-01T00:00:00.123Z');
    for (const text of ['2025-02-29', '28.02.2025', '25-02-28', '2025-02-28T24:00:00', 'yesterday']) {
      expect(iso(text), text).toBeNull();
    }
  });
});

describe('mapped cells', () => {
  const fields = listFields({ id: 'a', prompt: 'b', output: 'c', context: 'd' });
  const traceOf = (prompt: string, context: string) =>
    cellsToTrace(fields, ['1', prompt, 'out', context]).trace;

  it('become messages and passages where they are lists of such, and plain text otherwise', () => {
    const trace = traceOf(
      '[{"role":"user","content":"hi"},{"role":"assistant","text":"yes"}]',
      '["one",{"text":"two","title":"T","url":"u"}]',
    );
    expect(trace).toMatchObject({
      prompt: [
        { role: 'user', text: 'hi' },
        { role: 'assistant', text: 'yes' },
      ],
      context: [
        { text: 'one', rank: 1 },
        { text: 'two', rank: 2, title: 'T', url: 'u' },
      ],
    });
    for (const text of [
      '[1] a citation',
      '[1, 2]',
      '[]',
      '["\\u0000"]',
      '[{"role":"robot","content":"x"}]',
    ]) {
      expect(traceOf(text, 'x')?.prompt, text).toEqual([{ role: 'user', text }]);
    }
    expect(traceOf('x', '["\\ud800"]')?.context).toEqual([{ text: '["\\ud800"]', rank: 1 }]);
    expect(traceOf('x', '[]')?.context).toEqual([]);
  });
});
