/** What verification of the ledger found: chain, head, projections. */
import type { ReactNode } from 'react';
import { formatCounted, formatDayTime } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Digest } from '../../ui/digest.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import type { useVerifyLedger } from './trail-queries.ts';
import classes from './trail.module.css';

export function LedgerProof({ verify }: { verify: ReturnType<typeof useVerifyLedger> }): ReactNode {
  if (verify.error !== null) {
    const failed = problemOf(verify.error);
    return (
      <ErrorState
        isInline
        what={failed.what}
        where={failed.where}
        remedy={failed.remedy}
        code={failed.code}
      />
    );
  }
  const proof = verify.data;
  if (proof === undefined) return null;
  const isSound = proof.isIntact && proof.projectionsMatch;
  return (
    <Notice
      tone={isSound ? 'good' : 'bad'}
      title={isSound ? '✓ The ledger is intact' : '✕ The ledger is not intact'}
    >
      <p>
        {formatCounted(proof.events, 'event')}, every hash and link recomputed{' '}
        {proof.isIntact ? 'and found right' : 'and at least one found wrong'}. What the screens show{' '}
        {proof.projectionsMatch ? 'equals a replay of the ledger' : 'differs from a replay of the ledger'}.
        Checked {formatDayTime(proof.checkedAt)}.
      </p>
      <p className={classes.head}>
        Head <Digest value={proof.headHash} label="hash of the head" />
      </p>
      {proof.problems.length > 0 && (
        <ul className={classes.problems}>
          {proof.problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
