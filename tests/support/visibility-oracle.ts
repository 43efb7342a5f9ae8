/**
 * Who may see what, written from the table of roles in the design and not from the hub's code: a world of people and
 * audits as they are, and everything that one person may know of it. What tests of visibility are held against.
 *
 * Must not import anything of the hub.
 */
import type { Role } from '../../shared/domain/person.ts';

export interface ReviewFact {
  id: string;
  itemId: string;
  personId: string;
  /** Not superseded, and not beside one that was in time or first. */
  isCurrent: boolean;
}

/** A norming round. */
export interface RoundFacts {
  id: string;
  beganBy: string;
  people: Set<string>;
  items: string[];
  stage: 'first' | 'discuss' | 'second' | 'closed';
}

/** Something that was said: about a case, or in a round. */
export interface SaidFact {
  /** Of its event. */
  id: string;
  author: string;
  about: { itemId: string } | { round: RoundFacts; vote: 'first' | 'second' | null };
}

export interface AuditFacts {
  id: string;
  leadId: string;
  state: 'planned' | 'drawn' | 'open' | 'closed';
  revealsOthers: 'afterClose' | 'never';
  /** Item ids, with whether each is gold. */
  items: Map<string, { isGold: boolean }>;
  /** Who has each item first-hand now, in order; and everybody who ever had it. */
  now: Map<string, string[]>;
  ever: Map<string, Set<string>>;
  secondLooks: Map<string, string>;
  reviews: ReviewFact[];
  /** `item:person`. */
  skips: Set<string>;
  relabels: Set<string>;
  rounds: RoundFacts[];
  said: SaidFact[];
}

export interface World {
  roles: Map<string, Role>;
  audits: AuditFacts[];
}

/** What is known under a key `kind/id`, as far as visibility decides about it. */
export interface Expected {
  /** Items: whether sealed facts are there. */
  sealed?: boolean;
  /** Assignments: who is named. */
  people?: string[];
  /** Audits. */
  state?: AuditFacts['state'];
}

/** Everything but people, whom everybody may know. */
export function expectedOf(world: World, personId: string): Map<string, Expected> {
  const known = new Map<string, Expected>();
  const role = world.roles.get(personId);
  if (role === undefined || role === 'ingest') return known;
  for (const audit of world.audits) {
    if (role === 'owner' && audit.state !== 'closed') addForOwner(known, audit, personId);
    else addAudit(known, audit, personId, role);
  }
  return known;
}

/** Items that somebody has to judge or has judged: not those that were taken away before. */
function itemsOf(audit: AuditFacts, personId: string): Set<string> {
  const mine = new Set<string>();
  for (const [item, people] of audit.now) if (people.includes(personId)) mine.add(item);
  for (const [item, person] of audit.secondLooks) if (person === personId) mine.add(item);
  for (const review of audit.reviews) if (review.personId === personId) mine.add(review.itemId);
  return mine;
}

/** Items of rounds in which somebody votes, or which they began: theirs to read, not to judge. */
function normedBy(audit: AuditFacts, personId: string): Set<string> {
  const rounds = audit.rounds.filter((one) => isInvolved(one, personId));
  return new Set(rounds.flatMap((one) => one.items));
}

function isInvolved(round: RoundFacts, personId: string): boolean {
  return round.people.has(personId) || round.beganBy === personId;
}

/**
 * What was said about a case is for whoever sees others' answers of its item. A round is for those who take part in it and
 * whoever oversees the audit; votes of others only once their stage is over, for everybody who votes.
 */
function addSaid(
  known: Map<string, Expected>,
  audit: AuditFacts,
  personId: string,
  { seesAll, sees }: { seesAll: boolean; sees: (itemId: string) => boolean },
): void {
  if (!known.has(`audit/${audit.id}`)) return;
  for (const { id, author, about } of audit.said) {
    const isSeen =
      author === personId || ('itemId' in about ? sees(about.itemId) : isShown(about, personId, seesAll));
    if (isSeen) known.set(`deliberation/${id}`, {});
  }
}

function isShown(
  { round, vote }: { round: RoundFacts; vote: 'first' | 'second' | null },
  personId: string,
  seesAll: boolean,
): boolean {
  if (!seesAll && !isInvolved(round, personId)) return false;
  if (vote === null || !round.people.has(personId)) return true;
  return vote === 'first' ? round.stage !== 'first' : round.stage === 'closed';
}

function addAudit(known: Map<string, Expected>, audit: AuditFacts, personId: string, role: Role): void {
  const mine = itemsOf(audit, personId);
  const isClosed = audit.state === 'closed';
  const leads = audit.leadId === personId && (role === 'lead' || role === 'admin');
  // Whoever oversees everything is blind like any reviewer where they judge themselves, until the close.
  const observes = (role === 'admin' || role === 'auditor') && (isClosed || mine.size === 0);
  // Nobody judges after the close, so an owner is blind to nothing any more.
  const oversees = observes || (role === 'owner' && isClosed);
  const seesAll = leads || oversees;
  const isRevealed = isClosed && mine.size > 0 && audit.revealsOthers === 'afterClose';
  const normed = normedBy(audit, personId);
  if (!seesAll && mine.size === 0 && normed.size === 0) return;
  const seesOthers = seesAll || isRevealed;
  const sees = (author: string): boolean => seesOthers || author === personId;
  known.set(`audit/${audit.id}`, { state: audit.state });
  if (seesOthers && audit.state !== 'planned') known.set(`manifest/${audit.id}`, {});
  for (const item of audit.items.keys()) {
    if (seesAll || mine.has(item) || normed.has(item)) known.set(`item/${item}`, { sealed: seesOthers });
  }
  for (const [item, people] of audit.now) {
    const shown = people.filter(sees);
    if (shown.length > 0) known.set(`assignment/${item}`, { people: shown });
  }
  for (const [item, person] of audit.secondLooks) if (sees(person)) known.set(`secondLook/${item}`, {});
  for (const review of audit.reviews) if (sees(review.personId)) known.set(`review/${review.id}`, {});
  for (const skip of audit.skips) if (sees(skip.split(':')[1] ?? '')) known.set(`skip/${skip}`, {});
  if (!isClosed) {
    for (const one of audit.relabels) if (sees(one.split(':')[1] ?? '')) known.set(`relabel/${one}`, {});
  }
  addSaid(known, audit, personId, { seesAll, sees: () => seesOthers });
  if (!seesOthers) return;
  const gold = [...audit.items].flatMap(([item, { isGold }]) => (isGold ? [item] : []));
  // Not even a lead is told which items are gold while they have one of them to judge, or had.
  const judgesGold = gold.some((item) => audit.ever.get(item)?.has(personId) === true);
  if (!isClosed && judgesGold) return;
  for (const item of gold) if (known.has(`item/${item}`)) known.set(`gold/${item}`, {});
}

/**
 * "All reviews of an item once it is complete (every assigned reviewer has submitted) and, if the owner reviews too, own
 * submit." A second look is given to a reviewer too. A skip is no submission. Whoever is asked to judge an item anew has
 * still to submit it, for what they may see themselves.
 */
function isOpenToOwner(audit: AuditFacts, item: string, personId: string): boolean {
  const look = audit.secondLooks.get(item);
  const assigned = [...(audit.now.get(item) ?? []), ...(look === undefined ? [] : [look])];
  const submitted = (one: string): boolean =>
    audit.reviews.some((review) => review.itemId === item && review.personId === one);
  if (assigned.length === 0 || !assigned.every(submitted)) return false;
  return !audit.relabels.has(`${item}:${personId}`);
}

/** Before the close: own work as every reviewer, and complete items; never what is sealed, the manifest or gold. */
function addForOwner(known: Map<string, Expected>, audit: AuditFacts, personId: string): void {
  const mine = itemsOf(audit, personId).union(normedBy(audit, personId));
  for (const item of audit.items.keys()) {
    const isOpen = isOpenToOwner(audit, item, personId);
    if (!isOpen && !mine.has(item)) continue;
    const sees = (author: string): boolean => isOpen || author === personId;
    known.set(`audit/${audit.id}`, { state: audit.state });
    known.set(`item/${item}`, { sealed: false });
    const people = (audit.now.get(item) ?? []).filter(sees);
    if (people.length > 0) known.set(`assignment/${item}`, { people });
    const look = audit.secondLooks.get(item);
    if (look !== undefined && sees(look)) known.set(`secondLook/${item}`, {});
    for (const review of audit.reviews) {
      const isShown = review.personId === personId || (isOpen && review.isCurrent);
      if (review.itemId === item && isShown) known.set(`review/${review.id}`, {});
    }
  }
  for (const skip of audit.skips) {
    const [item = '', author = ''] = skip.split(':');
    if (author === personId || isOpenToOwner(audit, item, personId)) known.set(`skip/${skip}`, {});
  }
  for (const one of audit.relabels) if (one.endsWith(`:${personId}`)) known.set(`relabel/${one}`, {});
  const sees = (item: string): boolean => isOpenToOwner(audit, item, personId);
  addSaid(known, audit, personId, { seesAll: false, sees });
}
