/** Databricks SQL and Spark SQL: backslashes escape in literals, names are quoted by backticks, texts compare by bytes. */
import type { FrameDialect } from './dialect.ts';
import { doubled, refuseNul } from './dialect.ts';

export const databricks: FrameDialect = {
  id: 'databricks',
  name: (identifier) => doubled(identifier, '`'),
  text: (value) => {
    refuseNul(value);
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  },
  asText: (expression) => `CAST(${expression} AS STRING)`,
  bytewise: (expression) => expression,
  sha256Hex: (expression) => `sha2(${expression}, 256)`,
  epochMs: (expression) => `unix_millis(CAST(${expression} AS TIMESTAMP))`,
  count: (expression) => `CAST(${expression} AS DOUBLE)`,
};
