/**
 * One case: prompt, context and output with everybody's evidence, the answers side by side with the definitions in dispute,
 * and the ruling. Everything by key; the next case is asked for while this one is read.
 */
import type { ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { CaseHeader } from './case-header.tsx';
import { CaseWork } from './case-work.tsx';
import { useCaseDesk } from './use-case-desk.ts';
import type { CaseDeskOptions } from './use-case-desk.ts';
import classes from './case.module.css';

export function CaseScreen(props: CaseDeskOptions): ReactNode {
  const desk = useCaseDesk(props);
  const { query, held, ruling } = desk;
  return (
    <div className={classes.case}>
      <CaseHeader
        of={caseKey(props.of)}
        row={held?.row}
        place={desk.at === null ? null : desk.at + 1}
        total={desk.total}
        mayRule={held?.mayRule === true}
        isClaiming={ruling.acts.claim.isPending}
        showsNames={desk.showsNames}
        hasPrevious={desk.previous !== null}
        hasNext={desk.next !== null}
        onClaim={ruling.claim}
        onNext={desk.onNext}
        onPrevious={desk.onPrevious}
        onLeave={props.onLeave}
      />
      {ruling.acts.claim.error !== null && (
        <ErrorState {...problemOf(ruling.acts.claim.error)} isInline onRetry={ruling.claim} />
      )}
      {held === undefined ? (
        <div className={classes.waiting}>
          {query.error === null ? (
            <Skeleton lines={10} label="Reading the case" />
          ) : (
            <ErrorState
              {...problemOf(query.error)}
              onRetry={() => void query.refetch()}
              actions={<Button onClick={props.onLeave}>Back to the worklist</Button>}
            />
          )}
        </div>
      ) : (
        <CaseWork {...desk} of={held} />
      )}
      <output className={classes.said}>{desk.said}</output>
    </div>
  );
}
