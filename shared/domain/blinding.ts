/**
 * Blinding as recorded policy: which facts of a trace are sealed away from reviewers until the audit closes.
 *
 * Invariant: sealed facts are separate content with a digest of their own, so that a hub can withhold them without
 * breaking the digest of what it does send.
 */
import { z } from 'zod';
import { label } from './text.ts';
import type { Trace } from './trace.ts';
import { judgement } from './trace.ts';

export const sealedFacts = z.strictObject({
  judge: z.array(judgement).optional(),
  policyCheck: label().optional(),
  model: label().optional(),
});
export type SealedFacts = z.infer<typeof sealedFacts>;

export interface Blinding {
  hidesModel: boolean;
  hidesJudge: boolean;
}

/** Takes the sealed facts out of a trace; `sealed` is null when there are none. */
export function sealTrace(of: Trace, by: Blinding): { open: Trace; sealed: SealedFacts | null } {
  const open: Trace = { ...of };
  const sealed: SealedFacts = {};
  if (by.hidesJudge && of.judge !== undefined) {
    sealed.judge = of.judge;
    delete open.judge;
  }
  if (by.hidesJudge && of.policyCheck !== undefined) {
    sealed.policyCheck = of.policyCheck;
    delete open.policyCheck;
  }
  if (by.hidesModel && of.model !== undefined) {
    sealed.model = of.model;
    delete open.model;
  }
  return { open, sealed: Object.keys(sealed).length > 0 ? sealed : null };
}

/** Puts sealed facts back. */
export function unsealTrace(open: Trace, sealed: SealedFacts | null): Trace {
  return sealed === null ? open : ({ ...open, ...sealed } as Trace);
}
