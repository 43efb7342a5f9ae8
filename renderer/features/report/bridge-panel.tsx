/**
 * What a relabel says of the audit that it was drawn from: its rate before and after the taxonomy changed, or plainly that the
 * line is broken. Must not compute anything: figures and sentence are the report's.
 */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { intervalText, percentText } from '../../../shared/figures/number-words.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { formatCounted, unbroken } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Panel } from '../../ui/panel.tsx';
import { Notice } from '../../ui/states.tsx';

import classes from './bridge.module.css';

type Bridge = NonNullable<Report['bridge']>;

function figureText({ estimate, low, high, reason }: Bridge['after']): string {
  // The statistic is that of second looks; here nobody looked twice.
  if (reason === 'TOO_FEW_SECOND_LOOKS') return 'too few judged anew';
  if (estimate === null) return reasonInWords(reason);
  const limits = low === null || high === null ? '' : ` (${intervalText(low, high, 'percent')})`;
  return `${percentText(estimate)}${limits}`;
}

function Classes({ classes: rows }: Pick<Bridge, 'classes'>): ReactNode {
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>By what the items were called before</caption>
        <thead>
          <tr>
            <th scope="col">Earlier label</th>
            <th scope="col">Share</th>
            <th scope="col">Judged anew</th>
            <th scope="col">Counts now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.class}>
              <th scope="row">{one.title}</th>
              <td>{percentText(one.share)}</td>
              <td>{one.isCertain ? 'not needed' : `${one.judged} of ${one.drawn}`}</td>
              <td>{one.found === null ? '–' : percentText(one.found)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function BridgePanel({ bridge }: { bridge: Bridge }): ReactNode {
  const { from, to, before, after, rateTitle, title, isBroken } = bridge;
  const judged = bridge.classes.reduce((sum, one) => sum + one.judged, 0);
  return (
    <Panel title="Across the change of the taxonomy" aside={`${formatCounted(judged, 'item')} judged anew`}>
      <p className={classes.lead}>
        The items here are a relabel of <Link to={paths.report(bridge.auditId)}>{title}</Link> under version{' '}
        {to.version}: drawn by what they were called before, they are no sample of a frame of their own.
      </p>
      <dl className={classes.figures}>
        <div>
          <dt>
            {rateTitle}, version {from.version}
          </dt>
          <dd>{figureText(before)}</dd>
        </div>
        <div>
          <dt>
            {rateTitle}, version {to.version}, bridging error included
          </dt>
          <dd>{figureText(after)}</dd>
        </div>
      </dl>
      {isBroken ? (
        <Notice tone="warn">{unbroken(bridge.sentence)}</Notice>
      ) : (
        <p className={classes.sentence}>{unbroken(bridge.sentence)}</p>
      )}
      <Classes classes={bridge.classes} />
    </Panel>
  );
}
