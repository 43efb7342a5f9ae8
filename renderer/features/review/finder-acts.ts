/**
 * What a person can do with the evidence finder on the item in hand: light a sentence, choose a detail, step through
 * passages, put it out. Reads the selection of the page; what was opened is recorded.
 */
import type { Place } from '../../../shared/evidence/found-evidence.ts';
import { rangeOfDom, selectInDom, selectionWithin } from '../../ui/reading/dom-selection.ts';
import type { FinderLight } from './finder-light.ts';
import { litPassages } from './finder-light.ts';
import type { FinderMemory } from './finder-memory.ts';
import { findClaim, findUnfound, utf16Of } from './finder-places.ts';
import { orderRanks, selectedWords, stepAround, stepRank, supportWords } from './finder-steps.ts';
import type { ReviewItem } from './types.ts';
import type { HeldForm } from './use-item-form.ts';

export interface FinderScope {
  item: ReviewItem | undefined;
  held: HeldForm | null;
  memory: FinderMemory;
  findOutput: () => Element | null;
  focusedPassage: number | null;
  focusPassage: (rank: number) => void;
  announce: (words: string) => void;
}

/** Where a sentence was found, and how many details of it nowhere. */
function wordsFor(light: FinderLight, index: number, passageCount: number): string | null {
  const { found } = light.read();
  const claim = found?.claims[index];
  if (found === null || claim === undefined) return null;
  const words = supportWords(claim, passageCount);
  const inside = found.unfound.filter((one) => one.start < claim.end && one.end > claim.start).length;
  if (inside === 0) return words;
  return `${words} ${inside === 1 ? '1 detail of it is' : `${inside} details of it are`} in no passage.`;
}

function lightClaim(scope: FinderScope, light: FinderLight, index: number, chosen: number | null): void {
  const { item, held, memory, focusPassage } = scope;
  const claim = light.read().found?.claims[index];
  if (item === undefined || claim === undefined) return;
  light.light(index, chosen);
  const [best] = claim.passages;
  if (best !== undefined) focusPassage(best.rank);
  if (held?.isLocked === false && memory.noteOpened(item, claim)) held.touch();
}

/** Lights the sentence that shares most with a place. `quote` is what was selected, where something was. */
function lightPlace(scope: FinderScope, light: FinderLight, place: Place, quote: string | null): void {
  const { item, announce } = scope;
  const { found } = light.read();
  const index = found === null ? null : findClaim(found, place);
  if (index === null || item === undefined) return;
  lightClaim(scope, light, index, null);
  const words = wordsFor(light, index, item.trace.context.length);
  if (words !== null) announce(quote === null ? words : selectedWords(quote, words));
}

/** Lights the sentence that is selected in the output; nothing where none is. */
export function lightSelected(scope: FinderScope, light: FinderLight): void {
  const { item, findOutput } = scope;
  const root = findOutput();
  const selected = selectionWithin(root);
  if (item === undefined || root === null || selected === null) return;
  const place = rangeOfDom(root, item.trace.output, selected);
  if (place !== null) lightPlace(scope, light, place, place.quote);
}

/** Selects a detail in the output, lights its sentence, says why it stands out. */
export function chooseDetail(scope: FinderScope, light: FinderLight, index: number): void {
  const { item, findOutput, announce } = scope;
  const { found } = light.read();
  const detail = found?.unfound[index];
  const root = findOutput();
  if (item === undefined || found === null || detail === undefined || root === null) return;
  const { output } = item.trace;
  const carried = utf16Of(output);
  selectInDom(root, output, carried(detail.start), carried(detail.end));
  const claim = findClaim(found, detail);
  if (claim === null) light.light(null, index);
  else lightClaim(scope, light, claim, index);
  announce(`${index + 1} of ${found.unfound.length}: ${detail.reason}`);
}

/** A click: chooses the detail there, or lights the sentence there, or puts it out when it is lit already. */
export function lightAtPoint(scope: FinderScope, light: FinderLight, place: Place): void {
  const { found, lit, chosen } = light.read();
  if (found === null) return;
  const detail = findUnfound(found, place.start);
  if (detail !== null && detail !== chosen) chooseDetail(scope, light, detail);
  else if (lit !== null && findClaim(found, place) === lit) light.light(null);
  else lightPlace(scope, light, place, null);
}

export function stepDetails(scope: FinderScope, light: FinderLight, by: 1 | -1): void {
  const { mode, found, chosen } = light.read();
  const next = stepAround(found?.unfound.length ?? 0, chosen, by);
  if (next !== null) chooseDetail(scope, light, next);
  else if (mode !== 'on') scope.announce('The evidence finder is off.');
  else if (found !== null) scope.announce('The finder underlined nothing in this answer.');
}

/** The next or previous passage, lit ones first. */
export function stepPassages(scope: FinderScope, light: FinderLight, by: 1 | -1): void {
  const ranks = (scope.item?.trace.context ?? []).map((one) => one.rank);
  const next = stepRank(orderRanks(ranks, litPassages(light.read())), scope.focusedPassage, by);
  if (next !== null) scope.focusPassage(next);
}
