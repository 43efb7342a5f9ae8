/**
 * The people of a data folder, kept in their file: read before every change, changed under the lock that all processes
 * take, PINs proved and wrong ones counted. Must not know stores or windows.
 *
 * Invariant: a wrong PIN is counted before it is looked at, so that ending the process gives no second try.
 */
import type { People, PersonRecord } from './people-file.ts';
import { readPeople, withPeopleLock, writePeople } from './people-file.ts';
import { getGroup, getPerson, withPerson } from './people.ts';
import { isPin } from './pin.ts';
import type { Moment } from './pin-waits.ts';
import { keepWithClock, noAttempts, remainingMs, withFailure } from './pin-waits.ts';
import { mustWait, wrongPin } from './profile-errors.ts';

export class PeopleBook {
  readonly #dataDir: string;
  readonly #now: () => Moment;

  constructor(dataDir: string, now: () => Moment) {
    this.#dataDir = dataDir;
    this.#now = now;
  }

  /** Null for one person without a PIN. Throws STORAGE_CORRUPT when nobody can tell any more. */
  read(): Promise<People | null> {
    return readPeople(this.#dataDir, () => new Date(this.#now().wallMs).toISOString().replaceAll(':', '-'));
  }

  /** Replaces the people by what `act` makes of them; nothing is changed when it throws. */
  change(act: (people: People | null) => People | Promise<People>): Promise<People> {
    return withPeopleLock(this.#dataDir, async () => {
      const changed = await act(await this.read());
      await writePeople(this.#dataDir, changed);
      return changed;
    });
  }

  /** The same in a group; throws CONFLICT when there is none. */
  changeGroup(act: (group: People) => People): Promise<People> {
    return this.change((people) => act(getGroup(people)));
  }

  /** Throws FORBIDDEN for a wrong PIN and while one has to wait, with how long; NOT_FOUND when there is no such person. */
  prove(id: string, pin: string): Promise<PersonRecord> {
    return withPeopleLock(this.#dataDir, async () => {
      const people = getGroup(await this.read());
      const person = getPerson(people, id);
      const now = this.#now();
      const left = remainingMs(person, now);
      if (left > 0) {
        const kept = keepWithClock(person, now);
        if (kept !== person) await writePeople(this.#dataDir, withPerson(people, id, kept));
        throw mustWait(person, left);
      }
      const counted = withFailure(person, now);
      await writePeople(this.#dataDir, withPerson(people, id, counted));
      if (person.pin === null || !(await isPin(pin, person.pin))) throw wrongPin(person, counted.failures);
      await writePeople(this.#dataDir, withPerson(people, id, noAttempts));
      return { ...person, ...noAttempts };
    });
  }
}
