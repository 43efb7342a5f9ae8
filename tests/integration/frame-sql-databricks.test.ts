/**
 * The texts for Databricks SQL, which cannot be run here: a parser of its grammar reads them, hostile names and values stay
 * within their quotes, and they are kept word for word.
 */
import { SparkSQL } from 'dt-sql-parser';
import { describe, expect, it, vi } from 'vitest';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import {
  countText,
  distinctText,
  valuesText,
  verdictText,
  wordsText,
} from '../../shared/frame-sql/count-text.ts';
import { databricks } from '../../shared/frame-sql/databricks.ts';
import { drawText, keySql } from '../../shared/frame-sql/draw-text.ts';
import { duckdb } from '../../shared/frame-sql/duckdb.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import { filters, hostile, seed, textOf } from '../support/hostile-table.ts';

describe('the text for Databricks', () => {
  const parser = new SparkSQL();
  const strata = [{ values: [hostile[0] ?? '', hostile[4] ?? '', NO_VALUE] }];
  const arcs = [
    { stratum: 0, turn: 0, above: '0'.repeat(13), upTo: '01'.repeat(6) + '0', wanted: 5 } as const,
    { stratum: 0, turn: 1, above: '0'.repeat(13), upTo: 'g', wanted: 5 } as const,
  ];
  const text = textOf(databricks, filters[2] as FrameFilter);
  const texts = {
    count: countText(text, 10_001),
    words: wordsText(text, ['rules']),
    verdicts: verdictText(text, 'rules', 10_001),
    values: valuesText(text, 'intent', 50),
    distinct: distinctText(text),
    draw: drawText(text, keySql(databricks, seed, text.relation.id), strata, arcs),
  };

  it.each(Object.entries(texts))('is one statement of its grammar: %s', (_, sql) => {
    expect(parser.validate(sql)).toEqual([]);
    expect(parser.splitSQLByStatement(sql)).toHaveLength(1);
  });

  it('is told by the parser when it is broken', () => {
    // The parser also prints what it finds.
    using _quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(parser.validate(texts.draw.replace('PARTITION BY', 'PARTITION'))).not.toEqual([]);
  });

  it('keeps every hostile name and value within its quotes', () => {
    for (const one of hostile) {
      const tokens = parser.getAllTokens(`SELECT ${databricks.text(one)} AS ${databricks.name(one)}`);
      expect(tokens.filter((token) => token.channel === 0).map((token) => token.text)).toEqual([
        'SELECT',
        databricks.text(one),
        'AS',
        databricks.name(one),
      ]);
    }
    for (const dialect of [postgres, duckdb, databricks]) {
      expect(() => dialect.text('a\u0000b')).toThrow(RangeError);
      expect(() => dialect.name('a\u0000b')).toThrow(RangeError);
    }
  });

  it('stays word for word', () => {
    expect(texts).toMatchSnapshot();
  });
});
