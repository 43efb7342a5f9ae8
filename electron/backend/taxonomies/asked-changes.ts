/**
 * Rulings that ask for another guideline since the newest version: they come up in the taxonomy editor. Must not know what
 * becomes of them: a publication says which cases it answers.
 */
import { foldCases } from '../../../shared/adjudication/fold-case.ts';
import type { FoldedRuling } from '../../../shared/adjudication/fold-case.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { DeliberationEntry } from '../../../shared/domain/deliberation.ts';
import { inHubOrder } from '../../../shared/domain/deliberation.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listOfKinds } from '../../../db/queries/deliberation.ts';

/** Rulings that stand and ask for another guideline, by id of the taxonomy that their question offers. */
export function listAskedChanges(store: ReadableStore, catalogue: Catalogue): Map<string, FoldedRuling[]> {
  const entries: DeliberationEntry[] = inHubOrder(
    listOfKinds(store, ['adjudication.decided', 'adjudication.imported', 'taxonomy.published']),
  );
  const order = new Map(entries.map((one, index) => [one.eventId, index]));
  const published = lastPublications(entries);
  const asked = new Map<string, FoldedRuling[]>();
  // Whether what a ruling rests on is current says nothing of what it asks for.
  for (const { standing } of foldCases(entries, new Set()).values()) {
    if (standing === null || !standing.entry.body.changesGuideline) continue;
    const id = taxonomyIdOf(standing, catalogue);
    if (id === null) continue;
    const last = published.get(id);
    const isSince = last === undefined || (order.get(standing.entry.eventId) ?? Infinity) > last.index;
    if (!isSince || last?.cases.has(caseKey(standing.entry.body)) === true) continue;
    asked.set(id, [...(asked.get(id) ?? []), standing]);
  }
  return asked;
}

/** The last publication of each taxonomy: where it stands among the entries, and the cases that it answers. */
function lastPublications(entries: readonly DeliberationEntry[]) {
  const last = new Map<string, { index: number; cases: ReadonlySet<string> }>();
  for (const [index, one] of entries.entries()) {
    // A first version of another's making, such as an import's, answers nothing that was asked.
    if (one.kind !== 'taxonomy.published' || one.body.from === null) continue;
    last.set(one.body.taxonomy.id, { index, cases: new Set(one.body.cases.map(caseKey)) });
  }
  return last;
}

/** The taxonomy that the ruled question offers; null for one that offers none. */
function taxonomyIdOf({ entry }: FoldedRuling, catalogue: Catalogue): string | null {
  const card = findScorecard(entry.body.scorecard, catalogue);
  const question = card?.questions.find((one) => one.id === entry.body.question);
  return question !== undefined && isChoice(question) ? (question.taxonomy?.id ?? null) : null;
}
