import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { feedRoute, hub } from '../../shared/contract/hub.ts';
import { workbench } from '../../shared/contract/workbench.ts';
import type { WireRecord } from '../../shared/contract/wire-hash.ts';
import { wireRecords } from '../../shared/contract/wire-hash.ts';
import { manifest } from '../../shared/domain/audit.ts';
import { sealedFacts } from '../../shared/domain/blinding.ts';
import { eventBodies } from '../../shared/domain/events.ts';
import { envelope, wireEvent } from '../../shared/domain/ledger.ts';
import { trace } from '../../shared/domain/trace.ts';
import { hashProcedures, schemaShape, shortHash } from '../support/wire-shape.ts';

const shape = (of: z.ZodType): string => shortHash(schemaShape(of, 'input'));

const hashSchemas = (schemas: Record<string, z.ZodType>): Record<string, string> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shape(schema)]));

/** What each contract is now. */
const found: Record<keyof typeof wireRecords, Record<string, string>> = {
  workbench: hashProcedures(workbench),
  hub: {
    ...hashProcedures(hub),
    'feed (query)': shortHash(schemaShape(feedRoute.query, 'input')),
    'feed (line)': shortHash(schemaShape(feedRoute.line, 'output')),
  },
  ledger: hashSchemas({ wireEvent, envelope, manifest, trace, sealedFacts, ...eventBodies }),
};

/** Lines to read and, once decided, to paste; empty when nothing changed. */
function listChanges(recorded: WireRecord, now: Record<string, string>): string[] {
  const lines: string[] = [];
  for (const name of new Set([...Object.keys(recorded.hashes), ...Object.keys(now)])) {
    const [before, after] = [recorded.hashes[name], now[name]];
    if (before === after) continue;
    const what = before === undefined ? 'is new' : after === undefined ? 'is gone' : 'has changed';
    lines.push(`  ${name} ${what}${after === undefined ? '' : `:  '${name}': '${after}',`}`);
  }
  return lines;
}

const decision = (name: string, lines: string[]): string =>
  [
    `The wire of "${name}" is no longer what shared/contract/wire-hash.ts records:`,
    ...lines,
    'Decide before you record it: can a program of the recorded version still talk to this one, both ways?',
    'If not, raise its version there; in either case put the new hashes beside it.',
  ].join('\n');

describe('the wire of each contract', () => {
  for (const name of Object.keys(found) as (keyof typeof found)[]) {
    test(`is what was decided for ${name}, version ${wireRecords[name].version}`, () => {
      const lines = listChanges(wireRecords[name], found[name]);
      expect(lines, decision(name, lines)).toEqual([]);
    });
  }

  test('has the version at the hub that the hub answers with', () => {
    const answered = hub.me['~orpc'].outputSchema?.shape.apiVersion.value;
    expect(answered).toBe(wireRecords.hub.version);
    expect(envelope.shape.v.value).toBe(wireRecords.ledger.version);
  });
});

describe('the comparison itself', () => {
  const recorded: WireRecord = { version: 1, hashes: { a: '1', b: '2', c: '3' } };

  test('names what changed, what is new and what is gone, and nothing else', () => {
    expect(listChanges(recorded, { a: '1', b: '9', d: '4' })).toEqual([
      "  b has changed:  'b': '9',",
      '  c is gone',
      "  d is new:  'd': '4',",
    ]);
  });

  test('notices a field that became optional, a narrower bound and another literal', () => {
    const base = z.strictObject({ a: z.int().min(1), b: z.literal(1) });
    const variants = [
      z.strictObject({ a: z.int().min(1).optional(), b: z.literal(1) }),
      z.strictObject({ a: z.int().min(2), b: z.literal(1) }),
      z.strictObject({ a: z.int().min(1), b: z.literal(2) }),
      z.object({ a: z.int().min(1), b: z.literal(1) }),
    ];
    expect(new Set([base, ...variants].map(shape)).size).toBe(5);
    expect(shape(z.strictObject({ b: z.literal(1), a: z.int().min(1) }))).toBe(shape(base));
  });
});
