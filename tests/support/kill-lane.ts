/**
 * One hub process and one backend process (the loopback host) that are killed with SIGKILL again and again while a
 * person submits and syncs, and what must hold afterwards. The person behaves as the window does: a submission that was
 * not answered is sent again with its id.
 */
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { closeStore, listRows, openStore } from '../../db/connection.ts';
import type { ItemId, ReviewId } from '../../shared/domain/ids.ts';
import type { Manifest } from '../../shared/domain/audit.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import type { Chance } from './chance.ts';
import { createChance } from './chance.ts';
import { startListeningHub } from './listening-hub.ts';
import type { Killable, Processes } from './killable.ts';
import { callHub, workbenchClient } from './loopback.ts';
import { listFaults, openDevice } from './sync-world.ts';
import { answersOf } from './test-device.ts';

export const targets = ['submit', 'sync', 'hub'] as const;
export type Target = (typeof targets)[number];

export interface LaneReport {
  kills: Record<Target, number>;
  submitted: number;
  /** Submissions whose answer was lost to a kill; of these, how many had been stored. */
  unanswered: number;
  unansweredButStored: number;
  /** Kills of the hub, and of the backend in sync, that came before the round under way had ended. */
  roundsCut: number;
}

interface Submission {
  itemId: ItemId;
  submissionId: ReviewId;
}

type Host = Killable<{ url: string }>;
type HubProcess = Killable<{ url: string; adminToken: string | null }>;

/** Longest time from the begin of what is disturbed to the kill, milliseconds. */
const latestKillMs: Record<Target, number> = { submit: 150, sync: 120, hub: 120 };

export class KillLane {
  readonly #folder: string;
  readonly #processes: Processes;
  readonly #chance: Chance;
  readonly #report: LaneReport = {
    kills: { submit: 0, sync: 0, hub: 0 },
    submitted: 0,
    unanswered: 0,
    unansweredButStored: 0,
    roundsCut: 0,
  };
  readonly #answered: Submission[] = [];
  #queue: ItemId[] = [];
  #manifest: Manifest | null = null;
  #host!: Host;
  #hub!: HubProcess;
  #client!: ContractRouterClient<Workbench>;

  constructor(folder: string, seed: number, processes: Processes) {
    this.#folder = folder;
    this.#processes = processes;
    this.#chance = createChance(seed);
  }

  /** Starts a hub, an audit of `itemCount` items for one person, and that person's signed-in backend. */
  async begin(itemCount: number): Promise<void> {
    this.#hub = await this.#startHub();
    const admin = this.#hub.said.adminToken ?? '';
    const url = this.#hub.said.url;
    const { token } = await callHub<{ token: string }>(url, admin, '/v1/people', {
      name: 'Ada',
      role: 'lead',
    });
    const device = openDevice(join(this.#folder, 'device'), this.#folder);
    this.#manifest = device.draw(itemCount).manifest;
    this.#queue = this.#manifest.items.map((item) => item.id);
    await device.close();
    await this.#startHost();
    await this.#client.sync.connect({ url, token });
    await this.#client.sync.now({});
    // Only a process that ends in peace leaves its compiled code behind for the next.
    await this.#host.stop();
    await this.#startHost();
  }

  /** Kills once, starts again what was killed, and checks what can be checked at once. */
  async kill(target: Target): Promise<void> {
    if (target === 'submit') await this.#killWhileSubmitting();
    else if (target === 'sync') await this.#killWhileSyncing();
    else await this.#killHub();
    this.#report.kills[target] += 1;
  }

  /** Syncs to the end, ends both processes and looks into both stores. Answers what was found wrong. */
  async end(): Promise<{ report: LaneReport; faults: string[] }> {
    const faults: string[] = [];
    const status = await this.#client.sync.now({});
    if (status.phase !== 'idle' || status.waiting !== 0)
      faults.push(`sync ended as ${JSON.stringify(status)}`);
    const proof = await this.#client.sync.verify({});
    if (!proof.isComplete) faults.push(`the hub is not complete: ${proof.problems.join(' ')}`);
    const own = await this.#client.ledger.verify({});
    if (!own.isIntact || !own.projectionsMatch)
      faults.push(`the ledger is not intact: ${own.problems.join(' ')}`);
    await this.#host.stop();
    await this.#hub.stop();
    faults.push(...this.#lookIntoStore(), ...(await this.#lookIntoHub()));
    return { report: { ...this.#report, submitted: this.#answered.length }, faults };
  }

  async #killWhileSubmitting(): Promise<void> {
    const killed = this.#killIn('submit', this.#host);
    const pending = await this.#submitUntilCut();
    await killed;
    await this.#startHost();
    if (pending !== null) await this.#sendAgain(pending);
    await this.#mustHaveAll();
  }

  async #killWhileSyncing(): Promise<void> {
    await this.#submitSome(1 + this.#chance.below(8));
    const killed = this.#killIn('sync', this.#host);
    const round = this.#client.sync.now({}).then(
      () => false,
      () => true,
    );
    await killed;
    if (await round) this.#report.roundsCut += 1;
    await this.#startHost();
    await this.#mustHaveAll();
  }

  async #killHub(): Promise<void> {
    await this.#submitSome(1 + this.#chance.below(8));
    const killed = this.#killIn('hub', this.#hub);
    const round = this.#client.sync.now({});
    await killed;
    const restarted = this.#startHub(Number(new URL(this.#hub.said.url).port));
    if ((await round).phase !== 'idle') this.#report.roundsCut += 1;
    // Work goes on while there is no hub.
    await this.#submitSome(1);
    this.#hub = await restarted;
  }

  async #killIn(target: Target, victim: Killable<unknown>): Promise<void> {
    const waitMs = this.#chance.next() * latestKillMs[target];
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await victim.kill();
  }

  #next(): Submission {
    const itemId = this.#queue.shift();
    if (itemId === undefined) throw new Error('the audit has too few items for so many kills');
    return { itemId, submissionId: crypto.randomUUID() as ReviewId };
  }

  #submit({ itemId, submissionId }: Submission): Promise<unknown> {
    const auditId = this.#manifest!.auditId;
    const draft = { answers: answersOf(), elapsedMs: 21_000, focusedQuestion: null, supersedes: null };
    return this.#client.reviews.submit({ auditId, itemId, submissionId, draft });
  }

  /** Submits until the backend is gone; answers the submission that was not answered. */
  async #submitUntilCut(): Promise<Submission | null> {
    for (;;) {
      const submission = this.#next();
      try {
        await this.#submit(submission);
      } catch (error) {
        if (!this.#host.hasEnded()) throw error;
        return submission;
      }
      this.#answered.push(submission);
    }
  }

  async #submitSome(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const submission = this.#next();
      await this.#submit(submission);
      this.#answered.push(submission);
    }
  }

  /** As the window does after a lost answer: the same submission, with the same id. */
  async #sendAgain(submission: Submission): Promise<void> {
    const { auditId } = this.#manifest!;
    const before = await this.#client.reviews.item({ auditId, itemId: submission.itemId });
    this.#report.unanswered += 1;
    if (before.review !== null) this.#report.unansweredButStored += 1;
    await this.#submit(submission);
    this.#answered.push(submission);
  }

  async #mustHaveAll(): Promise<void> {
    const { progress } = await this.#client.audits.get({ auditId: this.#manifest!.auditId });
    if (progress.done === this.#answered.length) return;
    throw new Error(
      `${this.#answered.length} reviews were acknowledged, ${progress.done} are there after the kill`,
    );
  }

  #lookIntoStore(): string[] {
    const store = openStore(join(this.#folder, 'device', 'workbench.db'));
    try {
      const faults = listFaults(store);
      const rows = listRows<{ id: string; n: number }>(
        store,
        `SELECT body ->> 'reviewId' AS id, count(*) AS n FROM ledger_event WHERE kind = 'review.submitted' GROUP BY 1`,
      );
      faults.push(...this.#compare('the ledger', new Map(rows.map((row) => [row.id, row.n]))));
      return faults;
    } finally {
      closeStore(store);
    }
  }

  async #lookIntoHub(): Promise<string[]> {
    const hub = await startListeningHub(join(this.#folder, 'hub'));
    try {
      const reviews = await hub.listReviews(this.#manifest!.auditId);
      const counts = new Map(reviews.map((one) => [one.id, 1]));
      return [...(await hub.listFaults()), ...this.#compare('the hub', counts)];
    } finally {
      await hub.close();
    }
  }

  #compare(where: string, counts: ReadonlyMap<string, number>): string[] {
    const lost = this.#answered.filter((one) => !counts.has(one.submissionId)).length;
    const doubled = [...counts.values()].filter((count) => count > 1).length;
    const faults: string[] = [];
    if (lost > 0) faults.push(`${where} lost ${lost} of ${this.#answered.length} acknowledged reviews`);
    if (doubled > 0) faults.push(`${where} holds ${doubled} reviews twice`);
    if (counts.size !== this.#answered.length) {
      faults.push(`${where} holds ${counts.size} reviews, ${this.#answered.length} were made`);
    }
    return faults;
  }

  async #startHost(): Promise<void> {
    this.#host = await this.#processes.start('./backend-process.ts', [join(this.#folder, 'device')]);
    this.#client = workbenchClient(this.#host.said.url);
  }

  #startHub(port = 0): Promise<HubProcess> {
    return this.#processes.start('./hub-process.ts', [join(this.#folder, 'hub'), String(port)]);
  }
}
