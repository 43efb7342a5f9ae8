/** What triage says of one case, and where it is shown. */
import type { DisagreementCase } from '../contract/disagreements.ts';

export type CaseVerdict = DisagreementCase['verdict'];

export interface CaseTriage {
  readonly verdict: CaseVerdict;
  readonly clusterId: string | null;
  /** Cases in its cluster, and in the largest one; null where it is alone. */
  readonly size: { readonly of: number; readonly most: number } | null;
  /** Chance of each option; null where the data does not carry it. */
  readonly posterior: DisagreementCase['posterior'];
}

export const untold: CaseTriage = {
  verdict: {
    kind: 'unknown',
    reason: 'Cannot tell yet: the causes of this audit have not been looked for.',
    route: 'nobody_yet',
    advice: 'Rule on the case; its cause is told once there is enough to tell it.',
  },
  clusterId: null,
  size: null,
  posterior: null,
};
