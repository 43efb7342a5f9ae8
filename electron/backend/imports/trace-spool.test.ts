import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTrace } from '../../../tests/support/made-audit.ts';
import { TraceSpool } from './trace-spool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-spool-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function spooled(name: string): Promise<{ spool: TraceSpool; path: string }> {
  const spool = await TraceSpool.begin(folder, name);
  await spool.write([makeTrace(1)]);
  return { spool, path: await spool.end() };
}

const nothing = (): boolean => false;

describe('the traces of an import that came to nothing', () => {
  it('stay while another import of the same traces is under way, and go with the last', async () => {
    const first = await spooled('a');
    const second = await spooled('b');
    expect(second.path).toBe(first.path);
    await first.spool.discard(nothing);
    expect(existsSync(second.path)).toBe(true);
    await second.spool.discard(nothing);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stay where a source rests on them', async () => {
    const first = await spooled('a');
    const second = await spooled('b');
    second.spool.release();
    await first.spool.discard((path) => path === first.path);
    expect(existsSync(first.path)).toBe(true);
  });
});
