/**
 * What of an audit's deliberation enters its report: rulings that stand, and which reviewers' reviews came from elsewhere.
 * Must not know stores. Invariant: what stands follows from the places of the entries alone (`shared/adjudication`), so
 * that two sides with the same entries compose the same report.
 */
import { foldCases } from '../adjudication/fold-case.ts';
import type { DeliberationEntry, DeliberationKind } from '../domain/deliberation.ts';
import type { ReportInput, StandingRuling } from './evidence-base.ts';

/** Kinds of entries that a report rests on. */
export const reportedKinds = [
  'adjudication.decided',
  'adjudication.imported',
  'import.begun',
] as const satisfies readonly DeliberationKind[];

type Deliberated = Required<Pick<ReportInput, 'rulings' | 'imports'>>;

/** Rulings by item and question, imports by id. Entries of other kinds are left out. */
export function deliberatedOf(entries: readonly DeliberationEntry[]): Deliberated {
  const rulings: StandingRuling[] = [];
  for (const { standing } of foldCases(entries, new Set()).values()) {
    if (standing === null) continue;
    const { itemId, question, option } = standing.entry.body;
    rulings.push({ itemId, question, option });
  }
  const imports = entries.flatMap((one) => {
    if (one.kind !== 'import.begun') return [];
    const { importId, name, isSimulated, people } = one.body;
    return [{ importId, name, isSimulated, personIds: people.map((of) => of.personId).toSorted() }];
  });
  return {
    rulings: rulings.toSorted((a, b) => compare(a.itemId, b.itemId) || compare(a.question, b.question)),
    imports: imports.toSorted((a, b) => compare(a.importId, b.importId)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
