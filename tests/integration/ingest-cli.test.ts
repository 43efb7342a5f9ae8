import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendPiece } from '../../electron/cli/send-traces.ts';
import { piecesOfLines } from '../../electron/cli/trace-pieces.ts';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { supportTraces, toLines } from '../support/ingest-world.ts';
import type { ListeningHub } from '../support/listening-hub.ts';
import { startListeningHub } from '../support/listening-hub.ts';
import { inMemory } from '../support/databases.ts';

const cli = resolve(import.meta.dirname, '../../electron/cli/assay.ts');
let folder: string;
let hub: ListeningHub;
let token: string;

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Not `spawnSync`: the hub is in this process and has to answer. */
function assay(args: string[], { input = '', by = token } = {}): Promise<Run> {
  const run = spawn(process.execPath, [cli, ...args], { env: { ...process.env, ASSAY_TOKEN: by } });
  const out = { stdout: '', stderr: '' };
  run.stdout.on('data', (text) => (out.stdout += text));
  run.stderr.on('data', (text) => (out.stderr += text));
  run.stdin.on('error', () => undefined);
  run.stdin.end(input);
  return new Promise((done) => run.once('close', (status) => done({ status, ...out })));
}

const write = (name: string, bytes: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-ingest-'));
  hub = await startListeningHub(inMemory());
  ({ token } = await hub.addPerson('loader', 'ingest'));
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('assay ingest', () => {
  it('sends lines from files, packed or not, and from other tables, and says what became of them', async () => {
    const to = ['--url', hub.url];
    const plain = write('one.jsonl', toLines(supportTraces(0, 30)));
    const packed = write('two.jsonl.gz', gzipSync(`${toLines(supportTraces(20, 50))}\nnot json`));
    const table = write(
      'three.csv',
      'id,question,answer\na,Where?,"Here, kim@example.com"\nb,When?,Now\na,Twice?,Yes\n',
    );
    const [files, columns, bad, usage, refused] = await Promise.all([
      assay(['ingest', plain, packed, '--source', 'files', ...to, '--json']),
      assay([
        'ingest',
        table,
        '--mapping',
        '{"id":"id","prompt":"question","output":"answer"}',
        '--source',
        'csv',
        ...to,
      ]),
      assay(['ingest', '-', '--source', 'piped', ...to], {
        input: `{"id":"x"}\n${toLines(supportTraces(0, 2))}`,
      }),
      assay(['ingest', '-', plain, '--source', 'x', ...to]),
      assay(['ingest', '-', '--source', 'x', ...to], { input: '{}', by: 'nobody' }),
    ]);
    const sent = JSON.parse(files.stdout) as { name: string; batches: BatchReport[] }[];
    expect(sent.map(({ name, batches }) => [name, batches.map((one) => [one.stored, one.repeated])])).toEqual(
      [
        [plain, [[30, 0]]],
        [packed, [[20, 10]]],
      ],
    );
    expect(sent[1]?.batches[0]?.rejects).toMatchObject([{ line: 31, code: 'NOT_JSON' }]);
    expect(files.status).toBe(1);
    expect(columns.stdout).toMatch(/2 traces stored, 0 were there already, 1 rejected\n {2}masked: 1 email/);
    expect(columns.stderr).toContain('DUPLICATE_ID');
    expect([bad.status, bad.stdout.trim()]).toEqual([
      1,
      '-: 2 traces stored, 0 were there already, 1 rejected',
    ]);
    expect(bad.stderr).toContain('-:1 MISSING_FIELD "occurredAt" is missing');
    expect([usage.status, refused.status]).toEqual([2, 1]);
    expect(refused.stderr).toContain('what to do:');
  });

  it('sends a piece again whose answer was lost: it is stored once', async () => {
    let lost = 0;
    // Passes everything on and loses the first answers.
    const lossy = createServer((incoming, answer) => {
      const { method, url, headers } = incoming;
      const onward = ask({ port: hub.port, method, path: url, headers }, (from) => {
        if (lost < 2) {
          lost += 1;
          from.resume();
          from.once('end', () => incoming.socket.destroy());
        } else from.pipe(answer.writeHead(from.statusCode ?? 500, from.headers));
      });
      incoming.pipe(onward);
    });
    await new Promise<void>((done) => lossy.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(lossy.address() as AddressInfo).port}`;
    const piece = { firstLine: 101, bytes: Buffer.from(`${toLines(supportTraces(0, 10))}\n[]`) };
    const report = await sendPiece({ url, token, source: 'lossy' }, piece);
    expect(lost).toBe(2);
    expect(report).toMatchObject({ stored: 0, repeated: 10, rejects: [{ line: 111, code: 'BAD_VALUE' }] });
    await new Promise((done) => lossy.close(done));
  });

  it('cuts a file between lines, each in one piece, and knows their numbers', async () => {
    const line = Buffer.from(`${'x'.repeat(999)}\n`);
    const bytes = async function* (): AsyncGenerator<Buffer> {
      for (let n = 0; n < 20_000; n += 1) yield* [line.subarray(0, 700), line.subarray(700)];
      yield Buffer.from('end');
    };
    let lines = 0;
    let pieces = 0;
    for await (const piece of piecesOfLines(bytes(), 'x')) {
      expect(piece.firstLine).toBe(lines + 1);
      lines += piece.bytes
        .toString('latin1')
        .split('\n')
        .filter((one) => one !== '').length;
      pieces += 1;
    }
    expect([lines, pieces]).toEqual([20_001, 3]);
  });
});
