/**
 * Clusters of disagreements with what triage says of each: the verdict, the sentence it rests on, its numbers with their
 * intervals, who can do something about it and what. Must not judge: every word of a verdict comes from the backend.
 */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Cluster } from '../../../shared/contract/disagreements.ts';
import { formatCount, formatCounted, unbroken } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { useCasesOf } from './case-queries.ts';
import { routeWords, stratumWords } from './case-words.ts';
import { VerdictBadge } from './marks.tsx';
import { RouteAct } from './route-act.tsx';
import classes from './clusters.module.css';
import routeClasses from './route-act.module.css';

function Figures({ figures }: Pick<Cluster, 'figures'>): ReactNode {
  if (figures.length === 0) return null;
  return (
    <Disclosure summary={`${formatCounted(figures.length, 'number')} behind it`}>
      <dl className={classes.figures}>
        {figures.map(({ title, figure }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <FigureText figure={figure} />
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

/** What can be done about those of its cases that have its verdict. */
function ClusterAct({ cluster }: { cluster: Cluster }): ReactNode {
  const { id, auditId, question, verdict } = cluster;
  const listOf = useCasesOf({ auditIds: [auditId], question, clusterId: id, verdict });
  return (
    <RouteAct verdict={verdict} auditId={auditId} question={question} casesOf={listOf} isOneCase={false} />
  );
}

function openWords(cases: number, open: number): string {
  if (open === 0) return 'ruled';
  return open === cases ? 'open' : `${formatCount(open)} open`;
}

function ClusterCard({
  cluster,
  isShown,
  onShow,
}: {
  cluster: Cluster;
  isShown: boolean;
  onShow: (id: string | null) => void;
}): ReactNode {
  const { title, stratum, cases, open, verdict, reason, route, advice } = cluster;
  return (
    <li className={classes.cluster} data-shown={isShown || undefined}>
      <div className={classes.clusterHead}>
        <h3 className={classes.clusterTitle}>{title}</h3>
        <VerdictBadge verdict={verdict} />
      </div>
      <p className={classes.quiet}>
        {formatCounted(cases, 'case')}, {openWords(cases, open)}
        {stratum !== null && stratumWords(stratum) !== '' && ` · ${stratumWords(stratum)}`}
      </p>
      <p>{unbroken(reason)}</p>
      <Figures figures={cluster.figures} />
      <p className={classes.advice}>
        {route !== 'nobody_yet' && <Badge isOutline>{routeWords[route]}</Badge>} {advice}
      </p>
      <div className={routeClasses.acts}>
        <Button size="s" aria-pressed={isShown} onClick={() => onShow(isShown ? null : cluster.id)}>
          {isShown
            ? 'Show all cases'
            : `Show ${cases === 1 ? 'its case' : `its ${formatCount(cases)} cases`}`}
        </Button>
        <ClusterAct cluster={cluster} />
      </div>
    </li>
  );
}

export interface ClusterListProps {
  clusters: readonly Cluster[];
  shownId: string | undefined;
  onShow: (id: string | null) => void;
}

export function ClusterList({ clusters, shownId, onShow }: ClusterListProps): ReactNode {
  return (
    <section className={classes.part} aria-labelledby="disagreements-clusters">
      <h2 id="disagreements-clusters" className={classes.title}>
        Clusters <span className={classes.quiet}>the most telling first</span>
      </h2>
      {clusters.length === 0 ? (
        <p className={classes.quiet}>No two cases are alike enough to be taken together.</p>
      ) : (
        <ul className={classes.list}>
          {clusters.map((one) => (
            <ClusterCard key={one.id} cluster={one} isShown={one.id === shownId} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is too little for which rule: no verdict is made up for it. */
export function CannotTell({ missing }: { missing: readonly string[] }): ReactNode {
  if (missing.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="disagreements-missing">
      <h2 id="disagreements-missing" className={classes.title}>
        Cannot tell yet, because
      </h2>
      <ul className={classes.missing}>
        {missing.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>
        <Link to={paths.plan} className={routeClasses.link}>
          Plan an audit with more overlap
        </Link>
      </p>
    </section>
  );
}
