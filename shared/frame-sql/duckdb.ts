/** DuckDB: texts are compared by bytes unless a collation was set. */
import type { FrameDialect } from './dialect.ts';
import { doubled } from './dialect.ts';

export const duckdb: FrameDialect = {
  id: 'duckdb',
  name: (identifier) => doubled(identifier, '"'),
  text: (value) => doubled(value, "'"),
  asText: (expression) => `CAST(${expression} AS VARCHAR)`,
  bytewise: (expression) => expression,
  sha256Hex: (expression) => `sha256(${expression})`,
  epochMs: (expression) => `epoch_ms(${expression})`,
  count: (expression) => `CAST(${expression} AS DOUBLE)`,
};
