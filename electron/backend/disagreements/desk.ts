/**
 * What other handlers ask about a case after an act on it: how its row reads now, and which case comes next. Must be asked
 * after the commit: the engine reads the store through a connection of its own.
 */
import type { CaseFilter, CaseRow } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { BackendContext } from '../context.ts';

type Context = Pick<BackendContext, 'cases'>;

/** The row of a case as it stands. Rejects with NOT_FOUND for what is no case, or none that this person may see. */
export async function caseRowOf({ cases }: Context, ref: CaseRef): Promise<CaseRow> {
  return (await cases.caseChanged({ case: ref, filter: null })).row;
}

/** The case after this one in the filtered worklist that waits for somebody; null when none is left. */
export async function nextCaseOf(
  { cases }: Context,
  ref: CaseRef,
  filter: CaseFilter,
): Promise<CaseRef | null> {
  return (await cases.caseChanged({ case: ref, filter })).nextCase;
}

/** Both at once: what an act on a case answers. */
export function changedCase(
  { cases }: Context,
  ref: CaseRef,
  filter: CaseFilter,
): Promise<{ row: CaseRow; nextCase: CaseRef | null }> {
  return cases.caseChanged({ case: ref, filter });
}
