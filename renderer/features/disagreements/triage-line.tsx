/** What triage says of a case: the verdict, its reason, who can do what; and how likely each value is by the reviewers’ records. */
import type { ReactNode } from 'react';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { unbroken } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { chanceText, routeWords } from './case-words.ts';
import { VerdictBadge } from './marks.tsx';
import { RouteAct } from './route-act.tsx';
import classes from './answers.module.css';
import routeClasses from './route-act.module.css';

function Posterior({ of }: { of: DisagreementCase }): ReactNode {
  const { posterior, options } = of;
  if (posterior === null || posterior.length === 0) return null;
  const likely = posterior.toSorted((a, b) => b.chance - a.chance).filter((one) => one.chance >= 0.005);
  return (
    <p className={classes.posterior}>
      <span className={classes.facts}>Likely, from how each reviewer answers elsewhere (Dawid–Skene):</span>
      {likely.slice(0, 4).map(({ option, chance }) => (
        <span key={option} className={classes.chance}>
          <meter min={0} max={1} value={chance} aria-hidden />
          {options.find((one) => one.option === option)?.title ?? option} {chanceText(chance)}
        </span>
      ))}
    </p>
  );
}

export function TriageLine({ of }: { of: DisagreementCase }): ReactNode {
  const { kind, reason, route, advice } = of.verdict;
  return (
    <section className={classes.triage} aria-label="Triage">
      <p>
        {kind !== 'unknown' && <VerdictBadge verdict={kind} />} {unbroken(reason)}{' '}
        <span className={classes.advice}>
          {route !== 'nobody_yet' && <Badge isOutline>{routeWords[route]}</Badge>} {advice}
        </span>
      </p>
      <Posterior of={of} />
      <div className={routeClasses.acts}>
        <RouteAct
          verdict={kind}
          auditId={of.row.case.auditId}
          question={of.row.case.question}
          casesOf={() => Promise.resolve({ cases: [of.row.case], total: 1 })}
          isOneCase
        />
      </div>
    </section>
  );
}
