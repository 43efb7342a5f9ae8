/**
 * Where a process of a test kills itself as a power cut would: at a write of the local store, before or after a commit, or
 * when everything is done and only the answer is missing. Loaded before the program whose process it is.
 *
 * A request says where by its header `x-die`; the hub, which other programs ask, is told by its command line on which path.
 */
import { Server, ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import Database from 'better-sqlite3';

/** `write n`: before the n-th statement that writes; the rest are moments around the first commit that follows, and later. */
export type Death = `write ${number}` | 'before commit' | 'after commit' | 'before answer';

export const dieHeader = 'x-die';

let armed: Death | null = null;
let writes = 0;

function dieIf(isNow: boolean): void {
  if (isNow) process.kill(process.pid, 'SIGKILL');
}

/** Dies in requests that say so. */
export function dieWhenAsked(): void {
  onRequest((request) => {
    const asked = request.headers[dieHeader];
    if (typeof asked !== 'string') return;
    armed = asked as Death;
    writes = 0;
  });
  onAnswer((request) => dieIf(request.headers[dieHeader] === 'before answer'));
  watchStore();
}

/** Dies where a request for `path` has come (`asked`), or when it is done and only the answer is missing. */
export function dieAt(path: string, when: 'asked' | 'before answer'): void {
  const isMeant = ({ url }: IncomingMessage): boolean => url?.startsWith(path) === true;
  if (when === 'asked') onRequest((request) => dieIf(isMeant(request)));
  else onAnswer((request) => dieIf(isMeant(request)));
}

function onRequest(look: (request: IncomingMessage) => void): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function emitting(this: Server, ...given: unknown[]): boolean {
    if (given[0] === 'request') look(given[1] as IncomingMessage);
    return Reflect.apply(emit, this, given) as boolean;
  } as typeof emit;
}

function onAnswer(look: (request: IncomingMessage) => void): void {
  const { writeHead } = ServerResponse.prototype;
  ServerResponse.prototype.writeHead = function writing(this: ServerResponse, ...given: unknown[]) {
    look(this.req);
    return Reflect.apply(writeHead, this, given) as ServerResponse;
  } as typeof writeHead;
}

function watchStore(): void {
  const { exec, prepare } = Database.prototype;
  Database.prototype.exec = function executing(this: Database.Database, sql: string) {
    dieIf(sql === 'COMMIT' && armed === 'before commit');
    const done = exec.call(this, sql);
    dieIf(sql === 'COMMIT' && armed === 'after commit');
    return done;
  };
  Database.prototype.prepare = function preparing(this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    if (statement.readonly) return statement;
    const { run } = statement;
    statement.run = (...values: unknown[]) => {
      writes += 1;
      dieIf(armed === `write ${writes}`);
      return Reflect.apply(run, statement, values) as Database.RunResult;
    };
    return statement;
  } as typeof prepare;
}
