/** Exports of Langfuse come to the hub over HTTP and by the command line, and are the same traces either way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { piecesOfLangfuse } from '../../electron/cli/langfuse-pieces.ts';
import type { Piece } from '../../electron/cli/trace-pieces.ts';
import { sendPiece } from '../../electron/cli/send-traces.ts';
import { readBytes } from '../../electron/backend/sources/byte-stream.ts';
import { listSourceFiles } from '../../electron/backend/sources/source-files.ts';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { inMemory } from '../support/databases.ts';
import { TestHub } from '../support/hub-fixture.ts';

const exported = Array.from({ length: 5 }, (_, at) => ({
  id: `lf-${at}`,
  timestamp: '2026-10-05T08:00:00.000Z',
  sessionId: `chat-${at}`,
  input: { messages: [{ role: 'user', content: `Why ${at}? Write to me@example.com` }] },
  output: 'Because.',
  observations: [
    {
      id: `o-${at}`,
      type: 'RETRIEVER',
      startTime: '2026-10-05T08:00:00.010Z',
      output: [{ content: 'It is so.' }],
    },
  ],
  scores: [{ name: 'faithful', stringValue: 'yes', value: 1, source: 'EVAL' }],
}));
const broken = { id: 'lf-x', timestamp: '2026-10-05T08:00:00.000Z', input: 'Why?' };

let hub: TestHub;
let token: string;
let folder: string;

beforeAll(async () => {
  hub = await TestHub.start(inMemory());
  token = (await hub.add('admin')).token;
  folder = mkdtempSync(join(tmpdir(), 'langfuse-'));
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await hub.close();
});

async function post(body: string, type: string): Promise<BatchReport> {
  const answer = await hub.app.inject({
    method: 'POST',
    url: '/v1/traces?source=http&importer=langfuse',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    payload: body,
  });
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.payload) as BatchReport;
}

it('an array and lines are read as traces, masked, known again, and what is none says why', async () => {
  const first = await post(JSON.stringify([...exported, broken]), 'application/json');
  expect(first).toMatchObject({
    importer: 'langfuse',
    stored: 5,
    rejected: 1,
    rejects: [{ line: 6, code: 'MISSING_FIELD' }],
  });
  const lines = [...exported.map((one) => JSON.stringify(one)), '{'].join('\n');
  expect(await post(lines, 'application/x-ndjson')).toMatchObject({ stored: 0, repeated: 5, rejected: 1 });
  const row = await hub.database.db
    .selectFrom('trace')
    .select('body')
    .where('id', '=', 'lf-3')
    .executeTakeFirst();
  const trace = JSON.parse(row?.body ?? 'null') as object;
  expect(trace).toMatchObject({
    conversationId: 'chat-3',
    context: [{ text: 'It is so.', rank: 1 }],
    output: 'Because.',
    judge: [{ name: 'faithful', verdict: 'yes' }],
  });
  expect(JSON.stringify(trace)).toContain('Why 3?');
  expect(JSON.stringify(trace)).not.toContain('me@example.com');
});

it.each([
  ['one trace, pretty', 'one.json', JSON.stringify(exported[0], null, 2), 1],
  ['an array', 'array.json', JSON.stringify(exported), 5],
  ['a page of the API', 'page.json', JSON.stringify({ data: exported, meta: { page: 1 } }), 5],
  ['lines', 'lines.jsonl', exported.map((one) => JSON.stringify(one)).join('\n'), 5],
  ['packed lines', 'lines.jsonl.gz', exported.map((one) => JSON.stringify(one)).join('\n'), 5],
])('a file with %s gives its traces as lines', async (_what, name, text, count) => {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  const [file] = await listSourceFiles([path]);
  if (file === undefined) throw new RangeError('the file is not found');
  const pieces: Piece[] = [];
  for await (const piece of piecesOfLangfuse(readBytes(file), path)) pieces.push(piece);
  const ids = pieces.flatMap(({ bytes }) =>
    bytes
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id),
  );
  expect(ids).toEqual(exported.slice(0, count).map((one) => one.id));
});

it('the command line sends them for the hub to read', async () => {
  const url = await hub.app.listen({ port: 0, host: '127.0.0.1' });
  const bytes = Buffer.from(exported.map((one) => JSON.stringify(one)).join('\n'));
  const to = { url, token, source: 'cli', importer: 'langfuse' };
  expect(await sendPiece(to, { firstLine: 1, bytes })).toMatchObject({ importer: 'langfuse', stored: 5 });
});
