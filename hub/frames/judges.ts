/** Which judges' counts a manifest carries: those who give verdicts, not remarks. A judge is counted whole or not at all. */
import type { VerdictCount } from '../../shared/frame-sql/ask-frame.ts';
import { MAX_COUNTS, MAX_WORDS } from '../../shared/frame-sql/ask-frame.ts';

export function keepCountable(counts: readonly VerdictCount[]): VerdictCount[] {
  const ofJudge = Map.groupBy(counts, ({ judge }) => judge);
  return [...ofJudge.values()]
    .filter(
      (said) => said.length <= MAX_COUNTS && new Set(said.map(({ verdict }) => verdict)).size <= MAX_WORDS,
    )
    .flat();
}
