/** What readers of every format hand to those who store. */
import type { Reject } from '../../shared/contract/hub-traces.ts';

/** One trace as it came, or why it is none. `line` is 1-based. */
export type Arriving =
  { line: number; trace: unknown; fault?: never } | { line: number; fault: Pick<Reject, 'code' | 'reason'> };
