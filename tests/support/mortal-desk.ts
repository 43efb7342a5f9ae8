/**
 * A backend process that dies while a person works at it, and what must hold each time: what was answered is there once,
 * what was not is there whole or not at all, and asking again gives one and the same answer. Must not know which acts there are.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { closeStore, openStore } from '../../db/connection.ts';
import type { Death } from './dying.ts';
import { dieHeader } from './dying.ts';
import type { Killable, Processes } from './killable.ts';
import type { Act, Client } from './mortal-acts.ts';
import { listFaults } from './sync-world.ts';

export class MortalDesk {
  readonly faults: string[] = [];
  /** Deaths, and how many of the acts in hand were there afterwards. */
  readonly tally = { deaths: 0, found: 0, survived: 0 };
  client!: Client;
  readonly #folder: string;
  readonly #processes: Processes;
  readonly #done: Act[] = [];
  #host!: Killable<{ url: string }>;
  #death: Death | null = null;

  constructor(folder: string, processes: Processes) {
    this.#folder = folder;
    this.#processes = processes;
  }

  async start(): Promise<void> {
    this.#host = await this.#processes.start('./dying-backend-process.ts', [this.#folder]);
    const { origin, hash } = new URL(this.#host.said.url);
    const authorization = `Bearer ${new URLSearchParams(hash.slice(1)).get('token') ?? ''}`;
    const headers = (): Record<string, string> =>
      this.#death === null ? { authorization } : { authorization, [dieHeader]: this.#death };
    this.client = createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
  }

  /** Ends it in peace: only such an end leaves compiled code behind for the next start. */
  async stop(): Promise<void> {
    await this.#host.stop();
  }

  /** An act that nothing disturbs. */
  async do(...acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      await act.do(this.client);
      this.#done.push(act);
    }
  }

  /** The process kills itself in this act. */
  async die(act: Act, death: Death): Promise<void> {
    this.#death = death;
    const isCut = await this.#isCut(act.do(this.client));
    this.#death = null;
    if (!isCut) {
      this.tally.survived += 1;
      this.#done.push(act);
      return;
    }
    const found = await this.#goOn(act);
    const isBefore = death.startsWith('write') || death === 'before commit';
    if (!act.isDoneHere) return;
    if (found !== (isBefore ? 0 : act.whole)) this.#fault(`${act.name}, ${death}: ${found} of ${act.whole}`);
  }

  /** The process is killed `ms` milliseconds after this act began, or something else is. */
  async cut(act: Act, ms: number, kill: () => Promise<void> = () => this.#host.kill()): Promise<void> {
    const asked = this.#isCut(act.do(this.client));
    await new Promise((resolve) => setTimeout(resolve, ms));
    await kill();
    if (!(await asked)) this.#done.push(act);
    await this.#goOn(act);
  }

  /** Something else dies in this act, which is told so; `again` brings it back. */
  async lose(act: Act, again: () => Promise<void>): Promise<void> {
    const said = await act.do(this.client).then(
      () => 'an answer',
      (error: { code?: string }) => error.code ?? 'no code',
    );
    if (said !== 'HUB_UNREACHABLE') this.#fault(`${act.name} ended with ${said} where the hub died`);
    this.tally.deaths += 1;
    await again();
    await this.#askTwice(act);
  }

  /** What is wrong with the store as it lies there now. */
  look(of: readonly Act[] = this.#done): void {
    const copy = mkdtempSync(join(tmpdir(), 'assay-looked-'));
    // A copy: the next start must find what the death left, and not what a look made of it.
    cpSync(this.#folder, copy, { recursive: true });
    const store = openStore(join(copy, 'workbench.db'));
    try {
      for (const fault of listFaults(store)) this.#fault(fault);
      for (const act of of) {
        const count = act.count(store);
        if (act.isLasting && count !== act.whole) this.#fault(`${act.name} is there ${count} times`);
      }
    } finally {
      closeStore(store);
      rmSync(copy, { recursive: true });
    }
  }

  #fault(what: string): void {
    this.faults.push(`after ${this.tally.deaths} deaths: ${what}`);
  }

  /** Whether the answer never came. A refusal is no lost answer. */
  async #isCut(asked: Promise<unknown>): Promise<boolean> {
    try {
      await asked;
      return false;
    } catch (error) {
      if ((error as { defined?: boolean }).defined === true) throw error;
      return true;
    }
  }

  /** Looks what the death left, starts again, and asks again as the window does. Answers what was there. */
  async #goOn(act: Act): Promise<number> {
    await this.#host.kill();
    this.tally.deaths += 1;
    const found = this.#find(act);
    if (found > 0) this.tally.found += 1;
    await this.start();
    await this.#askTwice(act);
    return found;
  }

  async #askTwice(act: Act): Promise<void> {
    const [once, again] = [await act.do(this.client), await act.do(this.client)];
    if (!isDeepStrictEqual(once, again)) this.#fault(`${act.name} answers twice in two ways`);
    if (!this.#done.includes(act)) this.#done.push(act);
  }

  #find(act: Act): number {
    let found = 0;
    const counted = {
      ...act,
      isLasting: false,
      count: (store: Parameters<Act['count']>[0]) => (found = act.count(store)),
    };
    this.look([...this.#done, counted]);
    if (found !== 0 && found !== act.whole)
      this.#fault(`${act.name} is there by halves: ${found} of ${act.whole}`);
    return found;
  }
}
