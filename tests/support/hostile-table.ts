/**
 * A table of traces whose every name and value would break out of quotes that are not well made, for tests of the texts of
 * counts and draws.
 */
import type { FrameFilter } from '../../shared/domain/audit.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { NO_VALUE } from '../../shared/domain/trace.ts';
import type { FrameText } from '../../shared/frame-sql/count-text.ts';
import type { FrameDialect } from '../../shared/frame-sql/dialect.ts';
import { viewRelation } from '../../shared/frame-sql/relation.ts';

/** Names and values that would break out of quotes, or be taken for escapes, patterns or other letters. */
export const hostile = [
  `'; DROP TABLE answers; --`,
  `" OR "1"="1`,
  '`) UNION SELECT 1 -- `',
  '\\',
  `\\'; DROP TABLE answers; --`,
  '$1 %s {{x}} ?',
  '%_[a-z]*',
  `E'\\x27'`,
  '/* */ --',
  'new\nline\ttab',
  'ÅÄÖ \u0301 \uffee \u{1f600}',
  ' ',
];
export const seed = 'd'.repeat(32);
export const table = `answers "of" the 'week'`;
export const mapping = {
  id: 'the "id"',
  occurredAt: "at'",
  prompt: 'prompt\\',
  output: '`output`',
  intent: 'Intent; --',
  'attributes.x': '%x',
  'judge.rules': 'judge',
};
export const dimensions: Dimension[] = ['attributes.x', 'intent', 'model'];
export const rows = Array.from({ length: 600 }, (_, at) => ({
  id: `${hostile[at % hostile.length] ?? ''}${at}`,
  atMs: Date.parse('2026-03-01T00:00:00.000Z') + at * 3_600_000 + (at % 1000),
  intent: at % 9 === 0 ? null : at % 10 === 0 ? '' : (hostile[at % 5] ?? null),
  x: at % 4 === 0 ? 'x' : (hostile[at % 3] ?? null),
  verdict: at % 3 === 0 ? null : (hostile[at % 2] ?? null),
}));
export const filters: FrameFilter[] = [
  { dimensions: [] },
  { dimensions: [{ dimension: 'intent', values: [...hostile, NO_VALUE] }] },
  {
    dimensions: [{ dimension: 'attributes.x', values: [hostile[0] ?? '', 'no\u0000where'] }],
    from: '2026-03-03T00:00:00.000Z',
    until: '2026-03-20T12:30:00.000Z',
  },
  { dimensions: [{ dimension: 'model', values: ['no\u0000where'] }] },
];

export const textOf = (dialect: FrameDialect, filter: FrameFilter): FrameText => ({
  dialect,
  relation: viewRelation(dialect, [table], mapping),
  filter,
  dimensions,
});
