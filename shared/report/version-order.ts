/**
 * Which of two versions is newer, as far as that can be known. Must not guess: names that differ in more than their
 * numbers, first seen in the same week, have no order.
 */

const shape = (of: string): string => of.replaceAll(/\d+/g, '#');
const numbers = (of: string): number[] => [...of.matchAll(/\d+/g)].map(([one]) => Number(one));

/** Whether `a` is newer than `b`: first seen in a later week; else, names being alike but for numbers, a higher one. */
export function isNewer(a: string, b: string, firstWeeks: ReadonlyMap<string, string>): boolean {
  const [weekA, weekB] = [firstWeeks.get(a), firstWeeks.get(b)];
  if (weekA !== undefined && weekB !== undefined && weekA !== weekB) return weekA > weekB;
  if (shape(a) !== shape(b)) return false;
  const [left, right] = [numbers(a), numbers(b)];
  const at = left.findIndex((one, i) => one !== right[i]);
  return at !== -1 && left[at]! > right[at]!;
}
