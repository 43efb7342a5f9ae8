/**
 * What follows from everything that was said about a case: which ruling stands, who holds it, what was appealed.
 *
 * Must not know who may say what, nor what reviews say. Invariant: the answer depends on the places of the entries alone,
 * not on the order in which they arrived; every ruling, appeal and comment is in it, so nothing that was said is lost.
 */
import type { CaseState } from '../contract/disagreements.ts';
import type { CaseRef, RulingId } from '../domain/adjudication.ts';
import { caseKey } from '../domain/adjudication.ts';
import type { DeliberationEntry, EntryOf } from '../domain/deliberation.ts';
import { subjectOf } from '../domain/deliberation.ts';
import type { PersonId } from '../domain/ids.ts';

export type RulingEntry = EntryOf<'adjudication.decided' | 'adjudication.imported'>;
export type AppealEntry = EntryOf<'adjudication.appealed'>;

export interface FoldedAppeal {
  entry: AppealEntry;
  /** No ruling has superseded the appealed one yet. */
  isOpen: boolean;
}

export interface FoldedRuling {
  entry: RulingEntry;
  /** Whose ruling it is: of an imported one not who imported it. */
  personId: PersonId;
  /** When it was made: of an imported one when it was made there. */
  at: string;
  /** It stands, another took its place, or another was accepted before it. */
  standing: 'stands' | 'superseded' | 'overtaken';
  /** What it rests on was superseded since. */
  isStale: boolean;
  /** The appeal that counts; a case has one at most. */
  appeal: FoldedAppeal | null;
}

export interface CaseFold {
  /** All that were ever made, in the order in which they count. */
  rulings: FoldedRuling[];
  standing: FoldedRuling | null;
  claim: { personId: PersonId; at: string } | null;
  /** Every appeal, also those that came too late to count. */
  appeals: AppealEntry[];
  comments: EntryOf<'comment.added'>[];
  state: CaseState;
}

/** How long a claim holds unless it is released or renewed, milliseconds. */
export const claimHoldsMs = 30 * 60_000;

/**
 * Folds the entries of one case; those of other kinds are left out. `current`: ids of the reviews that are current.
 * `now` (ISO 8601): the time that claims are held against; without it a claim holds until it is released.
 */
export function foldCase(
  entries: readonly DeliberationEntry[],
  current: ReadonlySet<string>,
  now: string | null = null,
): CaseFold {
  const ordered = inFoldOrder(entries);
  const { rulings, standing, isContested } = foldRulings(
    ordered.filter((one) => isRuling(one)),
    current,
  );
  const appeals = ordered.filter((one) => one.kind === 'adjudication.appealed');
  placeAppeal(rulings, appeals);
  const claim = foldClaims(ordered, now);
  return {
    rulings,
    standing,
    claim,
    appeals,
    comments: ordered.filter(
      (one): one is EntryOf<'comment.added'> =>
        one.kind === 'comment.added' && one.body.about.kind === 'case',
    ),
    state: stateOf({ standing, isContested, claim }),
  };
}

/** The folds of every case that any of these entries is about, by `caseKey`. */
export function foldCases(
  entries: readonly DeliberationEntry[],
  current: ReadonlySet<string>,
  now: string | null = null,
): Map<string, CaseFold> {
  const byCase = new Map<string, DeliberationEntry[]>();
  for (const entry of entries) {
    const of = caseOf(entry);
    if (of === null) continue;
    const key = caseKey(of);
    const held = byCase.get(key);
    if (held === undefined) byCase.set(key, [entry]);
    else held.push(entry);
  }
  return new Map([...byCase].map(([key, some]) => [key, foldCase(some, current, now)]));
}

/** The case that an entry is about, or null. */
function caseOf(entry: DeliberationEntry): CaseRef | null {
  const { auditId, itemId, question } = subjectOf(entry);
  return auditId === null || itemId === null || question === null ? null : { auditId, itemId, question };
}

/**
 * The hub's order, then what it has not placed yet by event id: ids of one device only ever rise, also when its clock
 * goes back. An event that is known twice counts once, at its place.
 */
function inFoldOrder(entries: readonly DeliberationEntry[]): DeliberationEntry[] {
  const known = new Map<string, DeliberationEntry>();
  for (const entry of entries) {
    const held = known.get(entry.eventId);
    if (held === undefined || placeOf(entry) < placeOf(held)) known.set(entry.eventId, entry);
  }
  return [...known.values()].toSorted((a, b) => {
    if (placeOf(a) !== placeOf(b)) return placeOf(a) < placeOf(b) ? -1 : 1;
    return a.eventId < b.eventId ? -1 : 1;
  });
}

const placeOf = ({ position }: DeliberationEntry): number => position ?? Infinity;

function isRuling(entry: DeliberationEntry): entry is RulingEntry {
  return entry.kind === 'adjudication.decided' || entry.kind === 'adjudication.imported';
}

/** `isContested`: since the standing one was made, another was made that does not take its place. */
function foldRulings(
  entries: readonly RulingEntry[],
  current: ReadonlySet<string>,
): { rulings: FoldedRuling[]; standing: FoldedRuling | null; isContested: boolean } {
  const rulings: FoldedRuling[] = [];
  let standing: FoldedRuling | null = null;
  let isContested = false;
  for (const entry of entries) {
    const isImported = entry.kind === 'adjudication.imported';
    const folded: FoldedRuling = {
      entry,
      personId: isImported ? entry.body.onBehalfOf.personId : entry.personId,
      at: isImported ? entry.body.ruledAt : entry.at,
      standing: 'stands',
      isStale: entry.body.reviewIds.some((id) => !current.has(id)),
      appeal: null,
    };
    rulings.push(folded);
    if (standing !== null && !takesPlace(entry, standing.entry)) {
      folded.standing = 'overtaken';
      isContested = true;
      continue;
    }
    if (standing !== null) standing.standing = 'superseded';
    standing = folded;
    isContested = false;
  }
  return { rulings, standing, isContested };
}

/** A ruling that carries the id of the one that it names is a repetition of it, not its successor. */
function takesPlace({ body: next }: RulingEntry, { body: standing }: RulingEntry): boolean {
  return next.supersedes === standing.rulingId && next.rulingId !== standing.rulingId;
}

/** The first appeal against a ruling that is known is the one of the case. */
function placeAppeal(rulings: readonly FoldedRuling[], appeals: readonly AppealEntry[]): void {
  const byId = new Map<RulingId, FoldedRuling>();
  for (const one of rulings) if (!byId.has(one.entry.body.rulingId)) byId.set(one.entry.body.rulingId, one);
  const entry = appeals.find((one) => byId.has(one.body.rulingId));
  const appealed = entry === undefined ? undefined : byId.get(entry.body.rulingId);
  if (entry === undefined || appealed === undefined) return;
  appealed.appeal = { entry, isOpen: appealed.standing === 'stands' };
}

/** The first claim holds until its time is over, its person releases it, or somebody rules. */
function foldClaims(entries: readonly DeliberationEntry[], now: string | null): CaseFold['claim'] {
  let holder: CaseFold['claim'] = null;
  for (const entry of entries) {
    if (isRuling(entry)) holder = null;
    if (entry.kind !== 'case.claimed') continue;
    const { personId, at } = entry;
    const isFree = holder === null || holder.personId === personId || !holdsAt(holder.at, at);
    if (!isFree) continue;
    holder = entry.body.isHeld ? { personId, at } : null;
  }
  return holder !== null && now !== null && !holdsAt(holder.at, now) ? null : holder;
}

/** Clocks of two devices may differ: a claim of a far future holds no longer than one of the past. */
function holdsAt(claimedAt: string, at: string): boolean {
  return Math.abs(Date.parse(at) - Date.parse(claimedAt)) < claimHoldsMs;
}

function stateOf({
  standing,
  isContested,
  claim,
}: Pick<CaseFold, 'standing' | 'claim'> & { isContested: boolean }): CaseState {
  if (standing === null) return claim === null ? 'open' : 'claimed';
  if (isContested) return 'conflict';
  if (standing.appeal?.isOpen === true) return 'appealed';
  return standing.isStale ? 'stale' : 'ruled';
}
