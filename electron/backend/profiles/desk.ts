/**
 * Hands the computer from one person to the next: at most one profile is open, and every act on who may open what goes
 * through here, one after another.
 *
 *   single ──beginGroup──▶ open ──lock · unlock of another · idle──▶ locked ──unlock──▶ open    (a group starts locked)
 *      ▲                    │
 *      └───── endGroup ─────┘
 *
 * Must not know how calls arrive. Invariant: at most one backend is open, and the one before it is closed first.
 */
import { uptime } from 'node:os';
import { countEventStates } from '../../../db/queries/outbox.ts';
import type { ProfileState } from '../../../shared/contract/profiles.ts';
import { createBackend } from '../backend.ts';
import { createChangeHub } from '../changes.ts';
import { isoNow, systemClock } from '../clock.ts';
import { renameSelf } from '../rename-self.ts';
import { getSelf } from '../self.ts';
import { stateAlone } from './alone.ts';
import { endCopiesOfClosed } from './closed-retention.ts';
import type { DeskOptions } from './desk-options.ts';
import { finishLeaving } from './leaving.ts';
import type { Patience } from './open-profile.ts';
import { OpenProfile, usualPatience } from './open-profile.ts';
import { keepWatch } from './keep-watch.ts';
import { PeopleBook } from './people-book.ts';
import type { People, PersonRecord } from './people-file.ts';
import { isGroup } from './people-file.ts';
import * as rules from './people.ts';
import { keepPin } from './pin.ts';
import type { Moment } from './pin-waits.ts';
import type { ProfileDesk } from './profile-desk.ts';
import * as errors from './profile-errors.ts';
import { countUnsent, firstId, readyFolder, readyFolders, refuseProfileFolder } from './profile-folder.ts';

/** How long after the windows' own lock an unattended profile is locked without them, milliseconds. */
const graceMs = 2 * 60_000;
export class Desk implements ProfileDesk {
  readonly events = createChangeHub();
  readonly #options: DeskOptions;
  readonly #book: PeopleBook;
  readonly #now: () => Moment;
  #people: People | null = null;
  #open: OpenProfile | null = null;
  #leaving: OpenProfile | null = null;
  /** The end of everything begun so far. */
  #last: Promise<unknown> = Promise.resolve();
  #endWatch: () => void = () => {};
  #seenAtMs = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    const { clock = systemClock, uptimeMs = () => Math.round(uptime() * 1000) } = options;
    this.#now = () => ({ wallMs: clock.now().getTime(), uptimeMs: uptimeMs() });
    this.#book = new PeopleBook(options.dataDir, this.#now);
  }

  /** Opens the store of the one person there is; in a group everything stays locked. Throws what a host must tell. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      refuseProfileFolder(this.#options.dataDir);
      this.#people = await this.#book.read();
      this.#people = await finishLeaving(this.#people, this.#options, this.#book);
      const only = this.#people?.people[0] ?? null;
      if (isGroup(this.#people)) this.#keepWatch();
      else await this.#openBackend(only);
    });
  }

  /** Whose store is open; null while locked. */
  get openId(): string | null {
    return this.#open?.id ?? null;
  }

  /** The open profile for a call of a window that shows `shownId`. Throws LOCKED. */
  enter(shownId: string | null): OpenProfile {
    if (this.#open === null) throw errors.locked();
    const mustSay = isGroup(this.#people);
    if ((mustSay || shownId !== null) && shownId !== this.#open.id) throw errors.someoneElse();
    this.touch(shownId);
    return this.#open;
  }

  /** Somebody is there: a window that shows `shownId` asked for something. */
  touch(shownId: string | null): void {
    if (shownId === this.#open?.id) this.#seenAtMs = this.#now().uptimeMs;
  }

  async state(): Promise<ProfileState> {
    const open = this.#open;
    if (this.#people === null) {
      if (open === null) throw errors.locked();
      return stateAlone(open.id, open.backend.context.store);
    }
    const waiting = open === null ? 0 : countEventStates(open.backend.context.store).waiting;
    return rules.toState(this.#people, open === null ? null : { id: open.id, waiting }, this.#now());
  }

  beginGroup({ name, pin }: { name: string; pin: string }): Promise<ProfileState> {
    return this.#act(async () => {
      const open = this.#getOpen();
      const kept = await keepPin(pin, this.#options.pinCost);
      this.#people = await this.#book.change((people) => {
        if (isGroup(people)) throw errors.isGroupAlready();
        const first = rules.newPerson(open.id, name, kept);
        return rules.newGroup({ ...first, lastOpenedAt: this.#isoNow() });
      });
      readyFolders(this.#options.dataDir);
      this.#nameWork(open, rules.getPerson(this.#people, open.id).name);
      this.touch(open.id);
      this.#keepWatch();
    });
  }

  add({ name, pin }: { name: string; pin: string }): Promise<ProfileState> {
    return this.#act(async () => {
      this.#getOpen();
      const kept = await keepPin(pin, this.#options.pinCost);
      this.#people = await this.#book.changeGroup((people) => {
        const one = rules.newPerson(crypto.randomUUID(), name, kept);
        rules.mustBeFree(people, one.name, null);
        return { ...people, people: [...people.people, one] };
      });
    });
  }

  unlock({ id, pin }: { id: string; pin: string }): Promise<ProfileState> {
    this.#leaving?.hurry();
    return this.#act(async () => {
      const person = await this.#book.prove(id, pin);
      if (this.#open?.id === id) return;
      await this.#close(this.#options.patience ?? usualPatience, true);
      await this.#openBackend(person);
      this.#people = await this.#book.changeGroup((group) =>
        rules.withPerson(group, id, { lastOpenedAt: this.#isoNow() }),
      );
    });
  }

  /** Answers as soon as nothing of the profile can be asked any more; sending and closing go on. */
  async lock(): Promise<ProfileState> {
    rules.getGroup(this.#people);
    const leaving = this.#leave();
    if (leaving !== null)
      void this.#inTurn(() => this.#end(leaving, this.#options.patience ?? usualPatience));
    return this.state();
  }

  changePin({ id, pin, next }: { id: string; pin: string; next: string }): Promise<ProfileState> {
    return this.#act(async () => {
      await this.#book.prove(id, pin);
      const kept = await keepPin(next, this.#options.pinCost);
      this.#people = await this.#book.changeGroup((group) => rules.withPerson(group, id, { pin: kept }));
    });
  }

  rename({ id, name }: { id: string; name: string }): Promise<ProfileState> {
    return this.#act(async () => {
      this.#getOpen();
      this.#people = await this.#book.changeGroup((people) => {
        rules.getPerson(people, id);
        const tidy = rules.tidyName(name);
        rules.mustBeFree(people, tidy, id);
        return rules.withPerson(people, id, { name: tidy });
      });
      const open = this.#getOpen();
      if (open.id === id) this.#nameWork(open, rules.getPerson(this.#people, id).name);
    });
  }

  remove({ id, pin, losesUnsent }: { id: string; pin: string; losesUnsent: boolean }): Promise<ProfileState> {
    return this.#act(async () => {
      if (this.#open?.id === id) throw errors.isOpen();
      const person = await this.#book.prove(id, pin);
      const unsent = countUnsent(this.#options.dataDir, id, losesUnsent);
      if (unsent > 0 && !losesUnsent) throw errors.hasUnsent(person, unsent);
      this.#people = await this.#book.changeGroup((people) => {
        if (people.people.length === 1) throw errors.isLast();
        return rules.withoutPerson(people, id);
      });
      this.#people = await finishLeaving(this.#people, this.#options, this.#book);
    });
  }

  endGroup({ pin }: { pin: string }): Promise<ProfileState> {
    return this.#act(async () => {
      const { id } = this.#getOpen();
      if (rules.getGroup(await this.#book.read()).people.length > 1) throw errors.othersAreThere();
      await this.#book.prove(id, pin);
      this.#people = await this.#book.changeGroup((people) => {
        if (people.people.length > 1) throw errors.othersAreThere();
        return rules.withPerson(people, id, { pin: null });
      });
    });
  }

  setLock({ lockAfterMinutes }: { lockAfterMinutes: number }): Promise<ProfileState> {
    return this.#act(async () => {
      this.#getOpen();
      this.#people = await this.#book.changeGroup((group) => ({ ...group, lockAfterMinutes }));
    });
  }

  /** Locks a profile that nobody has used for longer than its windows allow: their page may have been closed. */
  lockWhenUnattended(): void {
    const people = this.#people;
    if (!isGroup(people) || people.lockAfterMinutes === 0 || this.#open === null) return;
    const idleMs = this.#now().uptimeMs - this.#seenAtMs;
    if (idleMs > people.lockAfterMinutes * 60_000 + graceMs) void this.lock();
  }

  async close(): Promise<void> {
    this.#endWatch();
    this.#leaving?.hurry();
    await this.#inTurn(() => this.#close({ callsMs: 500, syncMs: 0 }, isGroup(this.#people)));
  }

  #act(act: () => Promise<void>): Promise<ProfileState> {
    return this.#inTurn(async () => {
      try {
        await act();
      } catch (error) {
        // A wrong PIN was counted: the windows show how long to wait.
        if (this.#people !== null) this.#people = await this.#book.read();
        throw error;
      } finally {
        this.events.notify();
      }
      return this.state();
    });
  }

  async #openBackend(person: PersonRecord | null): Promise<void> {
    const { secretsOf, hubLauncher, dataDir, ...rest } = this.#options;
    const id = person?.id ?? firstId;
    const folder = person === null ? dataDir : readyFolder(dataDir, person);
    const backend = await createBackend({
      ...rest,
      dataDir: folder,
      secrets: secretsOf(id, folder),
      // The demo's hub signs in as one person: to a second one it would hand the first one's answers.
      hubLauncher: id === firstId ? hubLauncher : null,
      profiles: this,
      ...(person === null || id === firstId ? {} : { personName: person.name }),
    });
    this.#seenAtMs = this.#now().uptimeMs;
    this.#open = new OpenProfile(id, backend);
  }

  /** The name on the tile is also that of the work, as long as no hub keeps it. */
  #nameWork({ backend: { context } }: OpenProfile, name: string): void {
    const { ledger, person } = getSelf(context.store);
    if (ledger.hubId === null && person.name !== name) renameSelf(context, name);
  }

  #getOpen(): OpenProfile {
    if (this.#open === null) throw errors.locked();
    return this.#open;
  }

  #leave(): OpenProfile | null {
    const leaving = this.#open;
    if (leaving === null) return null;
    this.#open = null;
    this.#leaving = leaving;
    leaving.leave();
    this.events.notify();
    return leaving;
  }

  async #close(patience: Patience, isKept: boolean): Promise<void> {
    const leaving = this.#leave();
    if (leaving !== null) await this.#end(leaving, patience, isKept);
  }

  async #end(leaving: OpenProfile, patience: Patience, isKept = true): Promise<void> {
    const { log } = this.#options;
    try {
      const waiting = await leaving.end(patience);
      if (!isKept) return;
      this.#people = await this.#book.changeGroup((group) =>
        rules.withPerson(group, leaving.id, { waiting }),
      );
      this.events.notify();
    } catch (error) {
      log.error({ code: (error as { code?: unknown }).code }, 'a profile did not close as it should');
    } finally {
      if (this.#leaving === leaving) this.#leaving = null;
    }
  }

  #keepWatch(): void {
    this.#endWatch();
    const lookAfterClosed = (): void => void this.#inTurn(async () => this.#lookAfterClosed());
    this.#endWatch = keepWatch(() => this.lockWhenUnattended(), lookAfterClosed);
  }

  #lookAfterClosed(): void {
    const closed = (this.#people?.people ?? []).filter((one) => one.id !== this.openId).map((one) => one.id);
    endCopiesOfClosed(closed, this.#options, this.#options.clock ?? systemClock);
  }

  #isoNow(): string {
    return isoNow(this.#options.clock ?? systemClock);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = this.#last.then(act);
    this.#last = next.catch(() => {});
    return next;
  }
}
