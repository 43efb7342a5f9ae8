/** Norming: all rounds, or one of them. */
import type { ReactNode } from 'react';
import { RoundView } from './round-view.tsx';
import { RoundsView } from './rounds-view.tsx';

export function NormingScreen({ roundId }: { roundId: string | null }): ReactNode {
  return roundId === null ? <RoundsView /> : <RoundView roundId={roundId} />;
}
