/**
 * Filling templates, and finding again in the finished text what was marked on the way.
 *
 * While a text is put together, each planted error is enclosed in a pair of private-use characters; `takeMarks`
 * removes them and says where they stood. So a span is never searched for, and always quotes the text exactly.
 * Invariant: texts of the demo use no private-use characters of their own.
 */
import type { Range } from '../domain/review.ts';
import type { Locale, SlotValue, Slots } from './slots.ts';
import { formatSlot } from './slots.ts';
import type { CommonText } from './text-model.ts';

/** What a template is filled with. */
export interface Filling {
  slots: Slots;
  locale: Locale;
  common: CommonText;
}

/** What is marked as error number `error`: a slot (with a value of its own, if given), else the part in `⟦ ⟧`. */
export interface Mark {
  error: number;
  slot?: string;
  value?: SlotValue;
  /** Mark all of the text instead. */
  isWhole?: boolean;
}

const PRIVATE_USE = 0xe000;
const opening = (error: number): string => String.fromCharCode(PRIVATE_USE + 2 * error);
const closing = (error: number): string => String.fromCharCode(PRIVATE_USE + 2 * error + 1);

const slotPattern = /\{([a-z][A-Za-z]*)(?::([a-z]+))?\}/g;

/** Names of the slots of a template, in order. */
export function listSlots(template: string): string[] {
  return Array.from(template.matchAll(slotPattern), (found) => found[1] ?? '');
}

/** The text of a template; throws a RangeError for a slot that has no value. */
export function fillTemplate(template: string, filling: Filling, mark?: Mark): string {
  const [open, close] = mark === undefined ? ['', ''] : [opening(mark.error), closing(mark.error)];
  const filled = template.replaceAll(slotPattern, (_, name: string, form: string | undefined) => {
    const slot = filling.slots[name];
    if (slot === undefined) throw new RangeError(`the demo has no slot "${name}"`);
    if (mark?.slot !== name) return formatSlot(slot, form, filling.locale, filling.common);
    return open + formatSlot(mark.value ?? slot, form, filling.locale, filling.common) + close;
  });
  if (mark?.isWhole === true) return open + filled + close;
  return filled.replaceAll('⟦', open).replaceAll('⟧', close);
}

export interface MarkedRange extends Range {
  error: number;
}

/** The text without marks, and the range of each mark in code points. */
export function takeMarks(marked: string): { text: string; ranges: MarkedRange[] } {
  let text = '';
  let at = 0;
  const open = new Map<number, { at: number; from: number }>();
  const ranges: MarkedRange[] = [];
  for (const character of marked) {
    const mark = character.charCodeAt(0) - PRIVATE_USE;
    if (mark < 0 || mark > 31 || character.length > 1) {
      text += character;
      at += 1;
    } else if (mark % 2 === 0) {
      open.set(mark / 2, { at, from: text.length });
    } else {
      const error = (mark - 1) / 2;
      const start = open.get(error);
      if (start !== undefined)
        ranges.push({ error, start: start.at, end: at, quote: text.slice(start.from) });
    }
  }
  return { text, ranges };
}
