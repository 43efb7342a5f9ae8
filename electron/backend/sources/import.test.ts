import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTrace } from '../../../tests/support/made-audit.ts';
import type { Folder } from '../../../tests/support/source-files.ts';
import { makeSourceFolder, toCsv } from '../../../tests/support/source-files.ts';
import { openScratchStore } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { trace as traceSchema } from '../../../shared/domain/trace.ts';
import { maskTrace, noRules } from '../../../shared/privacy/mask.ts';
import { createSourceEngine } from './engine.ts';
import { importTraces } from './import.ts';

const sources = createSourceEngine();
let folder: Folder;
beforeEach(() => {
  folder = makeSourceFolder();
});
afterEach(() => folder.remove());
afterAll(() => sources.close());

const traces = Array.from({ length: 50 }, (_, n) => {
  const { context, ...rest } = makeTrace(n);
  return n % 3 === 0 ? rest : { ...rest, context };
});
const jsonl = traces.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('an import', () => {
  it('stores every valid trace, masked, as the text of its digest, and nothing of the rows that are no good', async () => {
    const path = folder.write('a.jsonl', `not json\n${jsonl}${jsonl.split('\n')[0]}\n{"id":"x"}\n`);
    const spec: SourceSpec = { paths: [path], preset: 'trace-jsonl' };
    const store = openScratchStore();
    expect(await importTraces({ store, sources }, spec)).toEqual({ stored: 50, known: 0 });
    for (const one of traces) {
      const text = canonicalJson(maskTrace(traceSchema.parse(one), noRules).trace);
      expect(findContent(store, sha256Hex(text))).toBe(text);
    }
  });

  it('says where rows came from when they do not say so themselves', async () => {
    const path = folder.write('a.csv', toCsv([{ id: '1', q: 'é 😀', a: 'a' }]));
    const spec: SourceSpec = {
      paths: [path],
      preset: 'columns',
      mapping: { id: 'id', prompt: 'q', output: 'a' },
    };
    const store = openScratchStore();
    expect(await importTraces({ store, sources }, spec)).toEqual({ stored: 1, known: 0 });
    const { value: stored } = await sources.readAll(spec)[Symbol.asyncIterator]().next();
    expect(stored?.provenance).toMatchObject({ importer: 'columns', row: 1 });
    const text = canonicalJson(maskTrace(stored as never, noRules).trace);
    expect(findContent(store, sha256Hex(text))).toBe(text);
  });

  it('repeated stores nothing twice', async () => {
    const spec: SourceSpec = { paths: [folder.write('a.jsonl', jsonl)], preset: 'trace-jsonl' };
    const store = openScratchStore();
    await importTraces({ store, sources }, spec);
    expect(await importTraces({ store, sources }, spec)).toEqual({ stored: 0, known: 50 });
  });
});
