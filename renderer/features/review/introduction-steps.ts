/**
 * The introduction on the demo audit: three things to do once, each over when the person did it. Pure.
 *
 *   new ──demo opened──▶ score ──an answer──▶ evidence ──a sentence lit or marked──▶ submit ──submitted──▶ done
 *
 * Invariant: it only goes forward; whoever does a later thing first has done the earlier ones too.
 */
import type { Preferences } from '../../../shared/contract/settings.ts';

export type IntroductionStage = Preferences['introduction'];
export type IntroductionStep = Exclude<IntroductionStage, 'new' | 'done'>;

export const introductionSteps: readonly IntroductionStep[] = ['score', 'evidence', 'submit'];

/** What the person did since the bench was opened. */
export interface Did {
  hasAnswered: boolean;
  hasUsedEvidence: boolean;
  hasSubmitted: boolean;
}

/** Where the introduction is after what was done. */
export function stageAfter(stage: IntroductionStage, did: Did): IntroductionStage {
  if (stage === 'done' || did.hasSubmitted) return 'done';
  const at = stage === 'new' ? 'score' : stage;
  if (did.hasUsedEvidence) return 'submit';
  return at === 'score' && did.hasAnswered ? 'evidence' : at;
}

/** The step that is shown; null while nothing is. */
export function stepOf(stage: IntroductionStage): IntroductionStep | null {
  return stage === 'new' || stage === 'done' ? null : stage;
}
