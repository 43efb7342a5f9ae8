/** Which act answers which verdict. Pure; holds no figure. */
import type { VerdictKind } from '../../../shared/contract/disagreements.ts';

/** Cases that a norming round takes. */
export const MOST_IN_ROUND = 50;

export type RouteActKind = 'editor' | 'norming' | 'note';

/** Null where ruling on the cases is all that there is to do. Without definitions to change, people talk. */
export function actFor(verdict: VerdictKind, hasDefinitions: boolean): RouteActKind | null {
  switch (verdict) {
    case 'taxonomy':
      return hasDefinitions ? 'editor' : 'norming';
    case 'hard':
      return hasDefinitions ? 'editor' : null;
    case 'reviewer':
      return 'norming';
    case 'evidence':
      return 'note';
    case 'slip':
    case 'unknown':
      return null;
  }
}
