/**
 * One text for every engine: PostgreSQL (embedded and real) and DuckDB run it over the same rows and give what the plain
 * model gives.
 */
import { PGlite } from '@electric-sql/pglite';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import type { RunSql } from '../../shared/frame-sql/ask-frame.ts';
import { countStrata, countVerdicts, drawStrata } from '../../shared/frame-sql/ask-frame.ts';
import { distinctText, valuesText } from '../../shared/frame-sql/count-text.ts';
import type { FrameDialect } from '../../shared/frame-sql/dialect.ts';
import { keySql } from '../../shared/frame-sql/draw-text.ts';
import { duckdb } from '../../shared/frame-sql/duckdb.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import { compareBytes, prnKey } from '../../shared/sampling/prn.ts';
import { selectBottomK } from '../../shared/sampling/select.ts';
import { filters, mapping, rows, seed, table, textOf } from '../support/hostile-table.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { usePostgres } from '../support/databases.ts';
import { findPostgres } from '../support/postgres-server.ts';

type Row = (typeof rows)[number];
const filled = (value: string | null): string => (value === null || value === '' ? NO_VALUE : value);
const stratumOf = (row: Row): string => canonicalJson([filled(row.x), filled(row.intent), NO_VALUE]);

function modelOf({ dimensions: wanted, from, until }: FrameFilter): Row[] {
  const valueOf = (row: Row, name: Dimension): string =>
    name === 'intent' ? filled(row.intent) : name === 'attributes.x' ? filled(row.x) : NO_VALUE;
  return rows.filter(
    (row) =>
      wanted.every((one) => one.values.includes(valueOf(row, one.dimension))) &&
      (from === undefined || row.atMs >= Date.parse(from)) &&
      (until === undefined || row.atMs < Date.parse(until)),
  );
}

/** Makes the table with its hostile names and values, by the dialect's own quotes. */
function fillTexts(dialect: FrameDialect, time: string): string[] {
  const [id, at, prompt, output, intent, x, judge] = Object.values(mapping).map((name) => dialect.name(name));
  const value = (text: string | null): string => (text === null ? 'NULL' : dialect.text(text));
  const listed = rows.map(
    (row) =>
      `(${[value(row.id), value(new Date(row.atMs).toISOString().slice(0, -1)), "'p'", "'o'", value(row.intent), value(row.x), value(row.verdict)].join(', ')})`,
  );
  const columns = `${id} text, ${at} ${time}, ${prompt} text, ${output} text, ${intent} text, ${x} text, ${judge} text`;
  const name = dialect.name(table);
  return [
    `CREATE TABLE answers (one integer)`,
    `CREATE TABLE ${name} (${columns})`,
    `INSERT INTO ${name} VALUES ${listed.join(', ')}`,
  ];
}

interface Engine {
  name: string;
  dialect: FrameDialect;
  open: () => Promise<RunSql>;
}

const found = findPostgres();
let server: Pick<PostgresServer, 'createDatabase' | 'stop'> | null = null;
const closing: (() => unknown)[] = [];

const engines: Engine[] = [
  {
    name: 'PostgreSQL, embedded',
    dialect: postgres,
    open: async () => {
      const db = await PGlite.create();
      closing.push(() => db.close());
      for (const text of fillTexts(postgres, 'timestamptz')) await db.exec(`SET TIME ZONE 'UTC'; ${text}`);
      return async (text) => (await db.query<Record<string, unknown>>(text)).rows;
    },
  },
  ...('missing' in found
    ? []
    : [
        {
          // Backslashes are escapes in plain literals here, as in some old set-ups, and the collation is not by bytes.
          name: 'PostgreSQL, with backslash escapes',
          dialect: postgres,
          open: async () => {
            server = await usePostgres(found.bin);
            const client = new Client({ connectionString: server.createDatabase() });
            await client.connect();
            closing.push(() => client.end());
            await client.query(
              "SET TIME ZONE 'UTC'; SET standard_conforming_strings = off; SET backslash_quote = on",
            );
            for (const text of fillTexts(postgres, 'timestamp')) await client.query(text);
            return async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
          },
        },
      ]),
  {
    name: 'DuckDB',
    dialect: duckdb,
    open: async () => {
      const instance = await DuckDBInstance.create(':memory:');
      const connection: DuckDBConnection = await instance.connect();
      closing.push(() => connection.closeSync());
      for (const text of fillTexts(duckdb, 'timestamp')) await connection.run(text);
      return async (text) => (await connection.runAndReadAll(text)).getRowObjectsJS();
    },
  },
];

afterAll(async () => {
  for (const close of closing) await close();
  await server?.stop();
});

describe.each(engines)('counts and draws by text on $name', ({ dialect, open }) => {
  let run: RunSql;
  beforeAll(async () => {
    run = await open();
  });

  it.each(filters.map((filter, at) => ({ at, filter })))(
    'are those of the model, filter $at',
    async ({ filter }) => {
      const text = textOf(dialect, filter);
      const frame = modelOf(filter);
      const members = Map.groupBy(frame, stratumOf);
      const strata = (await countStrata(run, text)) ?? [];
      expect(strata.map((one) => [one.key, one.population])).toEqual(
        Array.from(members, ([key, some]) => [key, some.length] as const).toSorted(([a], [b]) =>
          compareBytes(a, b),
        ),
      );
      const said = new Map(
        Array.from(members, ([key, some]): [string, Record<string, number>] => [
          key,
          Object.fromEntries(
            Array.from(
              Map.groupBy(
                some.filter((row) => row.verdict !== null),
                (row) => row.verdict as string,
              ),
              ([word, ones]) => [word, ones.length],
            ),
          ),
        ]).filter(([, words]) => Object.keys(words).length > 0),
      );
      expect(
        new Map([...(await countVerdicts(run, text))].map(([key, judges]) => [key, judges['rules']])),
      ).toEqual(said);
      const sizes = new Map(
        strata.map((one, at) => [one.key, at % 3 === 0 ? one.population : Math.min(one.population, 4)]),
      );
      const wanted = strata.map((one) => ({ ...one, size: sizes.get(one.key) ?? 0 }));
      const drawn = await drawStrata(
        run,
        text,
        keySql(dialect, seed, text.relation.id),
        wanted.map((one) => ({ ...one, start: null })),
      );
      const items = frame.map((row) => ({ id: row.id, stratum: stratumOf(row) }));
      const model = selectBottomK({ seed, purpose: 'sample', items, sizes });
      expect(new Map(strata.map(({ key }, at) => [key, drawn[at]?.map((one) => one.id)]))).toEqual(
        new Map(strata.map(({ key }) => [key, model.get(key)?.map((one) => one.id)])),
      );
      // In turn, from a start late on the circle, so that it wraps round.
      const start = 'f8'.repeat(32);
      const turned = await drawStrata(
        run,
        text,
        keySql(dialect, seed, text.relation.id),
        wanted.map((one) => ({ ...one, start })),
      );
      for (const [at, { key, size }] of wanted.entries()) {
        const circle = (members.get(key) ?? [])
          .map((row) => ({ id: row.id, key: prnKey(seed, 'sample', row.id) }))
          .toSorted((a, b) => compareBytes(a.key, b.key));
        const expected = [
          ...circle.filter((one) => one.key > start),
          ...circle.filter((one) => one.key <= start),
        ].slice(0, size);
        expect(turned[at]?.map((one) => one.id)).toEqual(expected.map((one) => one.id));
        expect(turned[at]?.every((one) => rows.find((row) => row.id === one.id)?.atMs === one.atMs)).toBe(
          true,
        );
      }
    },
  );

  it('lists values, the most frequent first, and leaves every table where it was', async () => {
    const text = textOf(dialect, { dimensions: [] });
    const listed = await run(valuesText(text, 'intent', 50));
    const counts = Map.groupBy(rows, (row) => filled(row.intent));
    expect(listed.map((row) => [row['value'], row['population']])).toEqual(
      Array.from(counts, ([value, some]) => [value, some.length] as const).toSorted(
        (a, b) => b[1] - a[1] || compareBytes(a[0], b[0]),
      ),
    );
    const [distinct] = await run(distinctText(text));
    expect(Object.values(distinct ?? {})).toEqual([4, counts.size, 1]);
    expect(await run('SELECT one FROM answers')).toEqual([]);
  });
});
