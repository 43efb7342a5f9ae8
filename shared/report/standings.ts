/**
 * The standing answer of every item on every question, found once and shared by all figures: a question that hangs on
 * another looks up the answer that stands there. Must not know weights or what counts as an event.
 *
 * Invariant: equal to `standingAnswer` item by item, whatever order questions are asked for in.
 */
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { ItemRecord } from './evidence-base.ts';
import type { Standing } from './final-label.ts';
import { NOTHING_STANDS, optionOf, standingLabel } from './final-label.ts';

export interface Standings {
  /** What stands on `question`, one entry for each of the records, in their order. */
  of(question: ChoiceQuestion): readonly Standing[];
}

/** Standings of records that have a review; each question is worked out when it is first asked for. */
export function standingsOf(records: readonly ItemRecord[], scorecard: Scorecard): Standings {
  return makeStandings(records, scorecard, standingOf);
}

/** First verdicts: what stood before anybody ruled. Second looks were drawn from them, and are held against them. */
export function firstStandingsOf(records: readonly ItemRecord[], scorecard: Scorecard): Standings {
  return makeStandings(records, scorecard, firstStandingOf);
}

type FindStanding = (record: ItemRecord, question: string, alone: Map<string, Standing>) => Standing;

function makeStandings(records: readonly ItemRecord[], scorecard: Scorecard, find: FindStanding): Standings {
  const known = new Map<string, readonly Standing[]>();
  const open = new Set<string>();

  function parentOf(question: ChoiceQuestion): readonly Standing[] | null {
    const parent = scorecard.questions.find((one) => one.id === question.showIf?.question);
    // A circle of conditions has no beginning: the question is then asked of all.
    if (parent === undefined || !isChoice(parent) || open.has(parent.id)) return null;
    return of(parent);
  }

  function of(question: ChoiceQuestion): readonly Standing[] {
    const held = known.get(question.id);
    if (held !== undefined) return held;
    open.add(question.id);
    const parents = parentOf(question);
    open.delete(question.id);
    const { showIf } = question;
    const alone = new Map<string, Standing>();
    const found = records.map((record, i) => {
      const on = parents?.[i];
      if (on !== undefined && showIf !== undefined) {
        const isLed = on.option !== null && showIf.options.includes(on.option) === (showIf.operator === 'is');
        if (!isLed) return NOTHING_STANDS;
      }
      return find(record, question.id, alone);
    });
    known.set(question.id, found);
    return found;
  }
  return { of };
}

/** What stands on items with several reviews; records never change, and are the same while nothing changed of them. */
const found = new WeakMap<ItemRecord, Map<string, Standing>>();

function sharedStanding(record: ItemRecord, question: string): Standing {
  let held = found.get(record);
  if (held === undefined) {
    held = new Map();
    found.set(record, held);
  }
  let standing = held.get(question);
  if (standing === undefined) {
    standing = standingLabel(record.reviews, record.order, question, record.rulings);
    held.set(question, standing);
  }
  return standing;
}

function standingOf(record: ItemRecord, question: string, alone: Map<string, Standing>): Standing {
  if (record.reviews.length > 1 || record.rulings.length > 0) return sharedStanding(record, question);
  return aloneStanding(record, question, alone);
}

function firstStandingOf(record: ItemRecord, question: string, alone: Map<string, Standing>): Standing {
  const isAlone = record.reviews.length <= 1;
  if (isAlone) return aloneStanding(record, question, alone);
  // Nothing was ruled on most items: what stands is the first verdict.
  return record.rulings.length === 0
    ? sharedStanding(record, question)
    : standingLabel(record.reviews, record.order, question);
}

/** Most items have one review, so that equal answers can share one standing. */
function aloneStanding(record: ItemRecord, question: string, alone: Map<string, Standing>): Standing {
  const [only] = record.reviews;
  if (only === undefined) return NOTHING_STANDS;
  const option = optionOf(only, question);
  if (option === null) return NOTHING_STANDS;
  const shared = alone.get(option) ?? { option, isContested: false, given: [option], isRuled: false };
  alone.set(option, shared);
  return shared;
}
