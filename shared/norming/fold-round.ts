/**
 * How a norming round stands, folded from what people said of it: its stage, who voted what in which stage, what came too
 * late, the discussion. Must not know who is asking (see blind-view.ts) nor how agreement is measured.
 *
 * Invariants: stages only ever move on; the last vote of a person on a case counts as long as its stage lasts, and none that
 * the hub placed after it; what does not count is kept. Entries are folded in the hub's order, whatever order they come in.
 */
import type { CaseRef } from '../domain/adjudication.ts';
import { caseKey } from '../domain/adjudication.ts';
import type { DeliberationEntry, EntryOf } from '../domain/deliberation.ts';
import { inHubOrder } from '../domain/deliberation.ts';
import type { PersonId } from '../domain/ids.ts';
import type { NormingRound, NormingStage } from '../domain/norming.ts';
import { normingStages } from '../domain/norming.ts';

export type NormingVoteEntry = EntryOf<'norming.voted'>;
export type NormingComment = EntryOf<'comment.added'>;

/** Votes that count, by `caseKey` and then by person. */
export type StageVotes = ReadonlyMap<string, ReadonlyMap<PersonId, NormingVoteEntry>>;

export interface FoldedRound {
  round: NormingRound;
  begunBy: PersonId;
  begunAt: string;
  stage: NormingStage;
  first: StageVotes;
  second: StageVotes;
  /** Votes that do not count: of a stage that was over or had not begun, of somebody who has no part, on no case of it. */
  uncounted: readonly NormingVoteEntry[];
  /** Oldest first. */
  comments: readonly NormingComment[];
}

interface Folding extends Omit<FoldedRound, 'first' | 'second'> {
  first: Map<string, Map<PersonId, NormingVoteEntry>>;
  second: Map<string, Map<PersonId, NormingVoteEntry>>;
  uncounted: NormingVoteEntry[];
  comments: NormingComment[];
}

/** The rounds that entries speak of, by id, in the order in which they were begun. Of two beginnings of one id the first stands. */
export function foldRounds(entries: readonly DeliberationEntry[]): Map<string, FoldedRound> {
  const rounds = new Map<string, Folding>();
  // Ids of one device only ever rise, also when its clock goes back.
  const made = entries.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  for (const entry of inHubOrder(made)) {
    if (entry.kind === 'norming.begun') {
      if (!rounds.has(entry.body.roundId)) rounds.set(entry.body.roundId, begin(entry));
      continue;
    }
    const roundId = roundIdOf(entry);
    const round = roundId === null ? undefined : rounds.get(roundId);
    if (round !== undefined) apply(round, entry);
  }
  return rounds;
}

/** One round, or null where nobody began it. */
export function foldRound(entries: readonly DeliberationEntry[], roundId: string): FoldedRound | null {
  return foldRounds(entries).get(roundId) ?? null;
}

/** Whether a round that stands at `from` may go to `to`: on to the next stage, or to its end. */
export function mayMove(from: NormingStage, to: NormingStage): boolean {
  const step = normingStages.indexOf(to) - normingStages.indexOf(from);
  return step === 1 || (step > 1 && to === 'closed');
}

/** The stage in which votes are given now, or null while there is nothing to vote on. */
export function votingStage(stage: NormingStage): 'first' | 'second' | null {
  return stage === 'first' || stage === 'second' ? stage : null;
}

/** The stage whose votes are counted: the one at hand, or the last one that was voted in. */
export function countedStage(stage: NormingStage): 'first' | 'second' {
  return stage === 'second' || stage === 'closed' ? 'second' : 'first';
}

/** Cases of the round that a person has voted on in a stage. */
export function countVotes(round: FoldedRound, stage: 'first' | 'second', personId: PersonId): number {
  return round.round.cases.filter((of) => round[stage].get(caseKey(of))?.has(personId) === true).length;
}

/** What is wrong with a round that somebody wants to begin; empty when nothing. */
export function listRoundFaults({ auditId, cases, personIds }: NormingRound): string[] {
  const faults: string[] = [];
  if (cases.some((of) => of.auditId !== auditId)) faults.push('a case is of another audit');
  if (new Set(cases.map(caseKey)).size < cases.length) faults.push('a case is in it twice');
  if (new Set(personIds).size < personIds.length) faults.push('somebody is in it twice');
  return faults;
}

function begin({ personId, at, body }: EntryOf<'norming.begun'>): Folding {
  return {
    round: body,
    begunBy: personId,
    begunAt: at,
    stage: 'first',
    first: new Map(),
    second: new Map(),
    uncounted: [],
    comments: [],
  };
}

function roundIdOf(entry: DeliberationEntry): string | null {
  if (entry.kind === 'norming.voted' || entry.kind === 'norming.moved') return entry.body.roundId;
  if (entry.kind !== 'comment.added' || entry.body.about.kind !== 'norming') return null;
  return entry.body.about.roundId;
}

function apply(round: Folding, entry: DeliberationEntry): void {
  if (entry.kind === 'norming.moved') {
    const isOn = normingStages.indexOf(entry.body.stage) > normingStages.indexOf(round.stage);
    if (isOn) round.stage = entry.body.stage;
  } else if (entry.kind === 'norming.voted') vote(round, entry);
  else if (entry.kind === 'comment.added' && entry.body.about.kind === 'norming') {
    if (hasCase(round.round, entry.body.about.case)) round.comments.push(entry);
  }
}

function vote(round: Folding, entry: NormingVoteEntry): void {
  const { body, personId } = entry;
  const counts =
    body.stage === round.stage && round.round.personIds.includes(personId) && hasCase(round.round, body.case);
  if (!counts) {
    round.uncounted.push(entry);
    return;
  }
  const votes = round[body.stage];
  const key = caseKey(body.case);
  const held = votes.get(key) ?? new Map<PersonId, NormingVoteEntry>();
  votes.set(key, held.set(personId, entry));
}

function hasCase({ auditId, cases }: NormingRound, of: CaseRef): boolean {
  return of.auditId === auditId && cases.some((one) => caseKey(one) === caseKey(of));
}
