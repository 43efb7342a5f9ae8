import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arriving } from '../arriving.ts';
import type { BodyLimits } from './body-bytes.ts';
import { bytesOf } from './body-bytes.ts';
import { BodyFault } from './body-fault.ts';
import { readLines } from './read-lines.ts';

const limits: BodyLimits = { idleMs: 50, leastBytes: 10, bombBytes: 100_000, mostRatio: 100 };

async function collect(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  encoding?: string,
): Promise<Arriving[]> {
  const all: Arriving[] = [];
  for await (const one of readLines(bytesOf(Readable.from(pieces), encoding, limits))) all.push(one);
  return all;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...ends]
    .map((from, at) => bytes.subarray(from, ends[at] ?? bytes.length))
    .filter((one) => one.length > 0);
}

describe('lines of a body', () => {
  it('are the same however the bytes are cut, packed or not', async () => {
    const line = fc.oneof(
      fc.json().map((text) => text.replaceAll('\n', ' ')),
      fc.constantFrom('', ' ', '{', '{"a":"é😀"}', '\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, places, end) => {
          const bytes = Buffer.from(lines.join(end));
          const whole = await collect([bytes].filter((one) => one.length > 0));
          expect(await collect(cut(bytes, places))).toEqual(whole);
          expect(await collect(cut(gzipSync(bytes), places), 'gzip')).toEqual(whole);
          const filled = lines.flatMap((text, at) => (text.trim() === '' ? [] : [at + 1]));
          expect(whole.map((one) => one.line)).toEqual(filled);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('need no end at the last one, and may begin with a byte order mark', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"a":1}\n[2]')]);
    expect(await collect([marked])).toEqual([
      { line: 1, trace: { a: 1 } },
      { line: 2, trace: [2] },
    ]);
  });

  it('that are too long are rejected without being kept, and the next one is read', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const pieces = [...Array.from({ length: 20 }, () => megabyte), Buffer.from('\n{"a":1}')];
    expect(await collect(pieces)).toMatchObject([
      { line: 1, fault: { code: 'LINE_TOO_LONG' } },
      { line: 2, trace: { a: 1 } },
    ]);
  });

  it('end with a reason where the packed data does', async () => {
    const packed = gzipSync(Buffer.from('{"a":1}\n'.repeat(100)));
    await expect(collect([packed.subarray(0, 30)], 'gzip')).rejects.toThrow(BodyFault);
    await expect(collect([Buffer.from('{"a":1}')], 'gzip')).rejects.toThrow(/gzip/);
    await expect(collect([gzipSync(Buffer.alloc(10_000_000))], 'gzip')).rejects.toThrow(/100 times/);
    expect(() => bytesOf(Readable.from([]), 'zstd')).toThrow(/zstd/);
  });
});

describe('a sender that only holds a place', () => {
  const silent = async function* (first: string, everyMs: number): AsyncGenerator<Buffer> {
    yield Buffer.from(first);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      yield Buffer.from(' ');
    }
  };

  it('is cut when nothing comes, and when hardly anything does', async () => {
    await expect(collect(silent('{"a":1}\n', 10_000))).rejects.toThrow(/too long/);
    await expect(collect(silent('{"a":1}\n', 20))).rejects.toThrow(/too long/);
  });

  it('is not one whose traces the hub is slow to store', async () => {
    const pieces = Array.from({ length: 4 }, (_, at) => Buffer.from(`{"a":${at}}\n`));
    const seen: number[] = [];
    for await (const one of readLines(bytesOf(Readable.from(pieces), undefined, limits))) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      seen.push(one.line);
    }
    expect(seen).toEqual([1, 2, 3, 4]);
  });
});
