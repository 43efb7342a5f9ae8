/**
 * Which items of an audit are complete: every reviewer who has it now, first-hand or for a second look, has submitted.
 * What owners see before the close rests on it.
 *
 * A skip is no submission: whoever skipped may still judge the item, and must not be told of it by way of an owner. A
 * review that came late, or that its person superseded since, is one. An item that nobody has is not complete. Whoever is
 * asked to judge an item anew did submit it: for others it stays complete, but they themselves are blind until they have.
 */
interface Given {
  itemId: string;
  personId: string;
}

/** Ids of the complete items among those that are `given` to somebody now. */
export function listComplete(given: Iterable<Given>, submitted: Iterable<Given>): Set<string> {
  const done = new Set<string>();
  for (const one of submitted) done.add(keyOf(one));
  const complete = new Set<string>();
  const open = new Set<string>();
  for (const one of given) (done.has(keyOf(one)) ? complete : open).add(one.itemId);
  return complete.difference(open);
}

const keyOf = ({ itemId, personId }: Given): string => `${itemId} ${personId}`;
