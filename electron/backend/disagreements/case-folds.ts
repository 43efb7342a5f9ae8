/**
 * What was said about the cases of an audit, folded and kept until it or the reviews change. Must not know what a filter
 * or a figure is.
 *
 * Invariant: what is answered equals the fold of everything that the store holds now; a claim is held against the time
 * that is asked for.
 */
import type { CaseFold } from '../../../shared/adjudication/fold-case.ts';
import { claimHoldsMs, foldCase, foldCases } from '../../../shared/adjudication/fold-case.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listOfAudit } from '../../../db/queries/deliberation.ts';
import { deliberationMarkOf } from '../../../db/queries/disagreements.ts';

export interface AuditFolds {
  /** Of a case by its key; of one that nobody spoke about, an empty fold. */
  of: (key: string) => CaseFold;
  /** Cases that somebody spoke about. */
  keys: readonly string[];
  /** Changes whenever a fold may have. */
  version: number;
}

interface Held {
  mark: string;
  current: ReadonlySet<string>;
  folds: Map<string, CaseFold>;
  version: number;
  /** Time at which the first claim that is held runs out, milliseconds; Infinity without one. */
  claimsEndAt: number;
}

const nothing: CaseFold = foldCase([], new Set());

export function createFoldReader(
  store: ReadableStore,
): (auditId: AuditId, current: ReadonlySet<string>, at: string) => AuditFolds {
  const held = new Map<AuditId, Held>();
  let version = 0;
  return (auditId, current, at) => {
    const mark = deliberationMarkOf(store, auditId);
    const before = held.get(auditId);
    const isFresh =
      before?.mark === mark && before.current === current && Date.parse(at) < before.claimsEndAt;
    const now = isFresh ? before : readFolds(store, auditId, { current, at, mark, version: (version += 1) });
    held.set(auditId, now);
    return { of: (key) => now.folds.get(key) ?? nothing, keys: [...now.folds.keys()], version: now.version };
  };
}

function readFolds(
  store: ReadableStore,
  auditId: AuditId,
  { current, at, mark, version }: { current: ReadonlySet<string>; at: string; mark: string; version: number },
): Held {
  const all = listOfAudit(store, auditId);
  const folds = foldCases(all, current, at);
  const claimsEndAt = [...folds.values()].reduce(
    (least, { claim }) => (claim === null ? least : Math.min(least, Date.parse(claim.at) + claimHoldsMs)),
    Infinity,
  );
  return { mark, current, folds, version, claimsEndAt };
}
