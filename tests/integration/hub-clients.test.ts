/** The client examples of the recipes, run against a real hub behind a proxy that is too busy at first. */
import { spawn, spawnSync } from 'node:child_process';
import type { Server } from 'node:http';
import { createServer, request as send } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningHub } from '../../hub/server.ts';
import { startHub } from '../../hub/server.ts';
import { inMemory } from '../support/databases.ts';

const folder = join(import.meta.dirname, '../../docs/recipes/clients');

let hub: RunningHub;
let proxy: Server;
let url: string;
/** Programs that were told to wait, by what they call themselves. */
const told = new Set<string>();

beforeAll(async () => {
  hub = await startHub({ ...inMemory(), port: 0, host: '127.0.0.1', log: pino({ level: 'silent' }) });
  proxy = createServer((asked, answer) => {
    const program = asked.headers['user-agent'] ?? 'unknown';
    if (!told.has(program)) {
      told.add(program);
      asked.resume();
      answer.writeHead(429, { 'retry-after': '1', 'content-type': 'application/problem+json' }).end('{}');
      return;
    }
    const { method, headers } = asked;
    const onward = send(`${hub.url}${asked.url}`, { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await hub.close();
});

interface Run {
  code: number | null;
  lines: string[];
  complaints: string;
}

function run(command: string, args: string[]): Promise<Run> {
  const env = { ...process.env, HUB: url, TOKEN: hub.adminToken ?? '' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, complaints] = ['', ''];
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, lines: said.trimEnd().split('\n'), complaints })),
  );
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

/** Each example, with the program that it needs; the first ones make batches that the later ones page through. */
const clients: [string, string, string[]][] = [
  ['TypeScript', process.execPath, ['client.ts']],
  ['Python', 'python3', ['client.py']],
  ['curl', 'curl', ['client.sh']],
];

describe('the client example', () => {
  for (const [at, [name, program, [file = '']]] of clients.entries()) {
    const isMissing = !isThere(program);
    const title = isMissing
      ? `in ${name} (skipped: there is no ${program} here)`
      : `in ${name} does all that it says`;
    it.skipIf(isMissing)(title, async () => {
      const before = told.size;
      const { code, lines, complaints } = await run(program === 'curl' ? 'sh' : program, [
        join(folder, file),
      ]);
      expect(code, complaints).toBe(0);
      expect(lines[0]).toMatch(/^me: .*Administrator/);
      expect(lines[1]).toMatch(/^traces: (sent|1 there, 0 rejected)$/);
      const rows = await hub.database.db.selectFrom('batch').selectAll().execute();
      expect(lines[2]).toContain(`batches: ${rows.length}`);
      expect(rows.length).toBeGreaterThan(at === 0 ? 0 : 1);
      expect(rows.every((row) => row.rejected === 0 && row.stored > 0)).toBe(true);
      const count = await hub.database.db.selectFrom('feed_entry').selectAll().execute();
      expect(lines[3]).toMatch(new RegExp(`^feed: ${count.length} entries, cursor \\S+$`));
      expect(lines[4]).toBe('problem: NOT_FOUND');
      expect(told.size).toBe(before + 1);
    });
  }
});
