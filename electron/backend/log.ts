/**
 * The log: structured lines in a file of the data folder. Never holds prompt, context, output or tokens: callers log
 * ids, codes and counts, and what looks like content or a secret is taken out besides.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { destination, pino } from 'pino';

const kept = ['token', 'authorization', 'prompt', 'context', 'output', 'answers', 'body', 'content', 'text'];

/** Paths that are never written, whoever passes them. */
const redacted = kept.flatMap((name) => [name, `*.${name}`]);

/** A log that appends to `logs/backend.log` under the data folder. */
export function openLog(dataDir: string, level = 'info'): Logger {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  // Few lines, and the last one before a crash is the one that matters: written at once.
  const file = destination({ dest: join(folder, 'backend.log'), sync: true });
  return pino({ level, redact: { paths: redacted, remove: true } }, file);
}

/** A log that writes nothing, for tests and one-off commands. */
export function silentLog(): Logger {
  return pino({ level: 'silent' });
}
