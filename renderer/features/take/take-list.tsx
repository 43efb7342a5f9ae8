/** The audits that can be taken along: what is mine of each, how much is here, how long it may be kept. */
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { formatCount } from '../../lib/format.ts';
import { keptWords } from '../../lib/kept-until.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { Badge, Progress } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { AuditState } from './take-words.ts';
import { factsOf, proofWords, stateOf } from './take-words.ts';
import classes from './take.module.css';

export interface TakeListProps {
  audits: readonly TakenAudit[];
  chosen: ReadonlySet<AuditId>;
  onChoose: (auditId: AuditId, isChosen: boolean) => void;
  isBusy: boolean;
  now: number;
}

export function TakeList({ audits, chosen, onChoose, isBusy, now }: TakeListProps): ReactNode {
  return (
    <ul className={classes.list} aria-label="Audits">
      {audits.map((audit) => (
        <Row
          key={audit.auditId}
          audit={audit}
          isChosen={chosen.has(audit.auditId)}
          onChoose={onChoose}
          isBusy={isBusy}
          now={now}
        />
      ))}
    </ul>
  );
}

interface RowProps extends Omit<TakeListProps, 'audits' | 'chosen'> {
  audit: TakenAudit;
  isChosen: boolean;
}

function Row({ audit, isChosen, onChoose, isBusy, now }: RowProps): ReactNode {
  const id = useId();
  const state = isBusy && isChosen ? underWay : stateOf(audit, now);
  const kept = audit.keptUntil === null ? null : keptWords(audit.keptUntil, now);
  const here = `${formatCount(audit.here)} of ${formatCount(audit.items)} on this computer`;
  return (
    <li className={classes.row}>
      <input
        id={id}
        type="checkbox"
        className={classes.tick}
        checked={isChosen}
        disabled={isBusy}
        aria-describedby={`${id}-facts ${id}-state`}
        onChange={(event) => onChoose(audit.auditId, event.currentTarget.checked)}
      />
      <div className={classes.words}>
        <label htmlFor={id} className={classes.title}>
          {audit.title}
        </label>
        <p id={`${id}-facts`} className={classes.facts}>
          {factsOf(audit)}
        </p>
        {kept !== null && (
          <p className={classes.kept} data-tone={kept.tone}>
            <span aria-hidden>◷ </span>
            {kept.words}
          </p>
        )}
      </div>
      <div className={classes.here}>
        <p id={`${id}-state`}>
          <Badge tone={state.tone} icon={state.mark}>
            {state.words}
          </Badge>
        </p>
        {state === underWay ? null : state.isWhole ? (
          <ReadAgain audit={audit} isBusy={isBusy} now={now} />
        ) : (
          <Progress value={audit.here} total={audit.items} label={here} />
        )}
      </div>
    </li>
  );
}

/** What the list was told is older than the bar above it. */
const underWay: AuditState = { words: 'under way', tone: 'accent', mark: '↓', isWhole: false };

/** The proof on demand, which needs no network. */
function ReadAgain({ audit, isBusy, now }: Pick<RowProps, 'audit' | 'isBusy' | 'now'>): ReactNode {
  const prove = useMutation(api.offline.prove.mutationOptions());
  const failed = prove.error === null ? null : problemOf(prove.error);
  const proof = prove.data;
  return (
    <div className={classes.again} aria-live="polite">
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
      {proof !== undefined && (
        <p className={classes.facts}>
          {proof.isWhole
            ? proofWords({ items: proof.items, bytes: proof.bytes, at: proof.checkedAt }, now)
            : proof.problems.join(' ')}
        </p>
      )}
      {proof === undefined && (
        <Button
          size="s"
          variant="quiet"
          isBusy={prove.isPending}
          disabled={isBusy}
          aria-label={prove.isPending ? undefined : `Read again: ${audit.title}`}
          onClick={() => prove.mutate({ auditId: audit.auditId })}
        >
          {prove.isPending ? 'Reading …' : 'Read again'}
        </Button>
      )}
    </div>
  );
}
