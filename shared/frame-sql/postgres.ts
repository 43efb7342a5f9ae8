/** PostgreSQL 11 or later and engines that speak its dialect. */
import type { FrameDialect } from './dialect.ts';
import { doubled } from './dialect.ts';

export const postgres: FrameDialect = {
  id: 'postgres',
  name: (identifier) => doubled(identifier, '"'),
  // The escape form means the same whether or not the server takes backslashes in plain literals for escapes.
  text: (value) =>
    value.includes('\\') ? ` E${doubled(value, "'").replaceAll('\\', '\\\\')}` : doubled(value, "'"),
  asText: (expression) => `CAST(${expression} AS text)`,
  bytewise: (expression) => `(${expression}) COLLATE "C"`,
  sha256Hex: (expression) => `encode(sha256(convert_to(${expression}, 'UTF8')), 'hex')`,
  epochMs: (expression) => `CAST(floor(extract(epoch FROM ${expression}) * 1000) AS bigint)`,
  count: (expression) => `CAST(${expression} AS double precision)`,
};
