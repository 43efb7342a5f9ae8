/** What the drawings over audits show, as a table: rate, agreement, version, and what a relabel says. */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { History } from '../../../shared/contract/report.ts';
import { intervalText, numberText } from '../../../shared/figures/number-words.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './bridge.module.css';

function figureText({ estimate, low, high, reason }: Figure, format: 'percent' | 'coefficient'): string {
  if (estimate === null) return reasonInWords(reason);
  const limits = low === null || high === null ? '' : ` (${intervalText(low, high, format)})`;
  return `${numberText(estimate, format)}${limits}`;
}

function originOf({ origin }: History[number]): string {
  if (origin === undefined) return '';
  return origin.simulated > 0 ? ' · simulated reviews' : ' · imported reviews';
}

export function HistoryTable({ history, rateTitle }: { history: History; rateTitle: string }): ReactNode {
  return (
    <div className={classes.details}>
      <Disclosure summary="The same as a table">
        <div className={classes.scroll}>
          <table className={classes.table}>
            <caption>Rate and agreement, audit by audit</caption>
            <thead>
              <tr>
                <th scope="col">Audit</th>
                <th scope="col">{rateTitle}</th>
                <th scope="col">Agreement, α</th>
                <th scope="col">Taxonomy</th>
                <th scope="col">After a relabel</th>
              </tr>
            </thead>
            <tbody>
              {history.map((one, at) => (
                <tr key={one.auditId}>
                  <th scope="row">
                    {one.title}
                    {originOf(one)}
                  </th>
                  <td>{figureText(one.rate.figure, 'percent')}</td>
                  <td>{figureText(one.agreement, 'coefficient')}</td>
                  <td>
                    {one.line === null
                      ? at === 0
                        ? '–'
                        : 'as before'
                      : `version ${one.line.to.version}${one.line.isBroken ? ', line broken' : ''}`}
                  </td>
                  <td>
                    {one.bridged === null
                      ? '–'
                      : `${figureText(one.bridged.rate, 'percent')}, version ${one.bridged.version}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Disclosure>
    </div>
  );
}
