/**
 * What projecting needs to know, within one transaction: rows read once, audits that wait, and what changed for whom.
 *
 * Invariant: a context lives no longer than its transaction, which holds the lock, so that nothing it remembers can
 * have changed.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import type { EntryOf } from '../../shared/domain/deliberation.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Envelope } from '../../shared/domain/ledger.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { LedgerEventRow } from '../database/tables/ledgers.ts';
import { FeedChanges } from '../feed/changes.ts';
import { findAudit, insertAudit, updateAudit } from '../store/audits.ts';
import { catalogueOf, listOfThing } from '../store/deliberation.ts';
import type { Decision, StandingEvent } from '../store/ledgers.ts';
import { listLedgersOf } from '../store/ledgers.ts';
import { findPerson, listPeople } from '../store/people.ts';
import type { WritableHub } from '../store/write.ts';
import { WorkCache } from './work-cache.ts';

/** An event at its place in the global order. */
export interface PlacedEvent {
  position: number;
  envelope: Envelope;
  body: string | null;
  /** Whose ledger it is in. */
  owner: PersonId;
  /** The owner's role when it arrived. */
  role: Role;
  /**
   * What was decided about it earlier, for good: in a replay. Only where a text has been erased since may a rule go by it.
   */
  decided?: Decision | undefined;
}

export class ProjectionContext {
  readonly hub: WritableHub;
  readonly hubId: string;
  readonly changes = new FeedChanges();
  /** Audits with an event that waits: later events of theirs wait too, so that order is kept. */
  readonly blocked: Set<string>;
  /** Earlier events that count, by owner and id. */
  readonly standing = new Map<string, StandingEvent>();
  /** Events that wait for their audit, by audit, as far as this transaction has seen them. */
  readonly waiting = new Map<string, PlacedEvent[]>();
  /** What was decided anew about events that had waited, by position. */
  readonly redecided = new Map<number, Decision>();
  /** What reviewers' events ask for. */
  readonly work: WorkCache;
  readonly #audits = new Map<string, Audit | null>();
  readonly #actors = new Map<string, { actor: string; since: number }[]>();
  readonly #imports = new Map<string, EntryOf<'import.begun'> | null>();
  #people: Set<string> | null = null;
  #catalogue: Catalogue | null = null;

  constructor(hub: WritableHub, hubId: string, blocked: Iterable<string> = []) {
    this.hub = hub;
    this.work = new WorkCache(hub);
    this.hubId = hubId;
    this.blocked = new Set(blocked);
  }

  async findAudit(id: string): Promise<Audit | null> {
    const held = this.#audits.get(id);
    if (held !== undefined) return held;
    const audit = await findAudit(this.hub, id);
    this.#audits.set(id, audit);
    return audit;
  }

  async insertAudit(audit: Audit): Promise<void> {
    await insertAudit(this.hub, audit);
    this.#audits.set(audit.id, audit);
    this.changes.touchAudit(audit.id);
  }

  async updateAudit(audit: Audit): Promise<void> {
    await updateAudit(this.hub, audit);
    this.#audits.set(audit.id, audit);
    this.changes.touchAudit(audit.id);
  }

  /** Scorecards and taxonomies as they are at this place of the order. */
  async getCatalogue(): Promise<Catalogue> {
    this.#catalogue ??= await catalogueOf(this.hub);
    return this.#catalogue;
  }

  /** After something was published: the catalogue is read again. */
  forgetCatalogue(): void {
    this.#catalogue = null;
  }

  /** What began an import, if it has begun here. */
  async findImport(id: string): Promise<EntryOf<'import.begun'> | null> {
    const held = this.#imports.get(id);
    if (held !== undefined && held !== null) return held;
    const [found = null] = await listOfThing(this.hub, id, ['import.begun']);
    this.#imports.set(id, found);
    return found;
  }

  async isPerson(id: string): Promise<boolean> {
    this.#people ??= new Set((await listPeople(this.hub)).map((person) => person.id));
    return this.#people.has(id);
  }

  /** Whether somebody is here who can be given work: whoever is known by imported reviews alone never signs in. */
  async canJudge(id: string): Promise<boolean> {
    return (await this.isPerson(id)) && (await findPerson(this.hub, id))?.isImported !== true;
  }

  /** After somebody was added: who is here is read again. */
  forgetPeople(): void {
    this.#people = null;
  }

  /** Whether `actor` is the owner, or who the owner was on a device before signing in, and nobody else's identity here. */
  async isOwnActor(event: PlacedEvent): Promise<boolean> {
    const { owner, position } = event;
    const { actor } = event.envelope;
    if (actor === owner) return true;
    let known = this.#actors.get(owner);
    if (known === undefined) {
      const ledgers = await listLedgersOf(this.hub, owner);
      known = ledgers.map((ledger) => ({ actor: ledger.firstActor, since: ledger.firstPosition }));
      this.#actors.set(owner, known);
    }
    const isFirst = known.some((one) => one.actor === actor && one.since <= position);
    return isFirst && !(await this.isPerson(actor));
  }
}

/** Key of `ProjectionContext.standing`. */
export function standingKey(owner: string, eventId: string): string {
  return `${owner}:${eventId}`;
}

/** A stored event at its place. */
export function toPlaced(row: LedgerEventRow): PlacedEvent {
  return {
    position: row.position,
    envelope: JSON.parse(row.envelope) as Envelope,
    body: row.body,
    owner: row.person_id as PersonId,
    role: row.role,
    decided: decidedOf(row),
  };
}

function decidedOf({ state, reason, detail, is_late: isLate }: LedgerEventRow): Decision | undefined {
  return state === 'applied' || state === 'refused' ? { state, reason, detail, isLate } : undefined;
}
