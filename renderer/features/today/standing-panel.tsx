/**
 * How you and the others judged, after the close: question by question, in plain words, one person beside all others.
 * Never a ranking, and never a share without its interval. Whether it may be shown is the backend's to say.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { intervalText, percentText } from '../../../shared/figures/number-words.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useStanding } from './today-queries.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './standing.module.css';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** The share on a line from none to all, with its interval; drawn for the eye, the words stand beside it. */
function Strip({ figure }: { figure: Figure }): ReactNode {
  const { estimate, low, high } = figure;
  if (estimate === null) return null;
  return (
    <span className={classes.strip} aria-hidden>
      {low !== null && high !== null && (
        <span
          className={classes.band}
          style={{ insetInlineStart: percent(low), inlineSize: percent(Math.max(0.01, high - low)) }}
        />
      )}
      <span className={classes.point} style={{ insetInlineStart: percent(estimate) }} />
    </span>
  );
}

const lackWords: Readonly<Record<string, string>> = {
  TOO_FEW_ITEMS: 'too few items',
  NO_OVERLAP: 'no pair',
};

function Share({ figure }: { figure: Figure }): ReactNode {
  const { estimate, low, high } = figure;
  if (estimate === null) {
    return <span className={classes.none}>{lackWords[figure.reason ?? ''] ?? 'cannot be told'}</span>;
  }
  return (
    <>
      <span className={classes.share}>
        <strong>{percentText(estimate)}</strong>
        {low !== null && high !== null && <span>{intervalText(low, high, 'percent')}</span>}
      </span>
      <Strip figure={figure} />
    </>
  );
}

type Questions = Extract<
  NonNullable<ReturnType<typeof useStanding>['data']>,
  { state: 'shown' }
>['questions'];

function Sentence({ alpha, hasOthers }: { alpha: number; hasOthers: boolean }): ReactNode {
  const level = `${Math.round((1 - alpha) * 100)} %`;
  return (
    <p className={classes.sentence}>
      Of all pairs of your answer and another person’s to the same item, the share that was the same
      {hasOthers ? '; beside it the same among the others, on the items that you judged too' : ''}. The range
      is the {level} interval.{' '}
      {hasOthers
        ? 'Where the two ranges overlap, read no difference into them. '
        : 'Each item was judged by two people, so there is no pair without you to compare with. '}
      Nobody is ranked, and where people differ the definition may be the cause.
    </p>
  );
}

function Told({ questions, alpha }: { questions: Questions; alpha: number }): ReactNode {
  const hasOthers = questions.some(({ others }) => others.reason !== 'NO_OVERLAP');
  return (
    <>
      <Sentence alpha={alpha} hasOthers={hasOthers} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">You and another</th>
            {hasOthers && <th scope="col">Two others</th>}
            <th scope="col">In common</th>
          </tr>
        </thead>
        <tbody>
          {questions.map(({ question, title, mine, others, items }) => (
            <tr key={question}>
              <th scope="row">{title}</th>
              <td>
                <Share figure={mine} />
              </td>
              {hasOthers && (
                <td>
                  <Share figure={others} />
                </td>
              )}
              <td>{formatCounted(items, 'item')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Standing({ audit }: { audit: AuditSummary }): ReactNode {
  const standing = useStanding(audit.id, true);
  if (standing.error !== null) {
    return <ErrorState isInline {...problemOf(standing.error)} onRetry={() => void standing.refetch()} />;
  }
  if (standing.data === undefined)
    return <Skeleton lines={4} label="Comparing what you and the others said" />;
  if (standing.data.state !== 'shown') return <p className={classes.sentence}>{standing.data.sentence}</p>;
  return <Told questions={standing.data.questions} alpha={audit.plan.alpha} />;
}

export function StandingDisclosure({ audit }: { audit: AuditSummary }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.standing}>
      <Disclosure
        look="chip"
        summary={
          <>
            How you and the others judged <span className={spoken.only}>in {audit.title}</span>
          </>
        }
        isOpen={isOpen}
        onToggle={setOpen}
      >
        {isOpen && <Standing audit={audit} />}
      </Disclosure>
    </div>
  );
}
