/** Relabels that were drawn for this taxonomy: how far each is, and the way to judge it or to read what it bridges. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { formatCount, formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { relabelsOf } from './bridge-choices.ts';
import classes from './relabel.module.css';

function Row({ of }: { of: AuditSummary }): ReactNode {
  const { id, title, state, plan, progress, itemCount, reviewedCount } = of;
  const left = progress.mine - progress.done - progress.skipped;
  return (
    <li className={classes.drawn}>
      <div>
        <p className={classes.drawnTitle}>{title}</p>
        <p className={classes.quiet}>
          version {plan.bridge?.from.version} → {plan.bridge?.to.version}
          {plan.dueAt === undefined ? '' : ` · due ${formatDay(plan.dueAt)}`} ·{' '}
          {formatCounted(itemCount, 'item')}, {formatCounted(reviewedCount, 'review')}
          {left > 0 && ` · ${formatCount(left)} left for you`}
        </p>
      </div>
      <span className={classes.drawnActs}>
        <Badge tone={state === 'closed' ? 'good' : 'accent'}>{state}</Badge>
        {state !== 'closed' && left > 0 && <Link to={paths.review(id)}>Judge</Link>}
        <Link to={paths.report(id)}>Report</Link>
      </span>
    </li>
  );
}

export function RelabelQueue({ id, audits }: { id: string; audits: readonly AuditSummary[] }): ReactNode {
  const drawn = relabelsOf(id, audits);
  if (drawn.length === 0) return null;
  return (
    <Panel title="Drawn relabels" isFlush>
      <ul className={classes.drawnList}>
        {drawn.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
    </Panel>
  );
}
