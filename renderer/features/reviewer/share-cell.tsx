/** A share with its interval, drawn and written; greyed with its reason where there is none. */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import { intervalText, percentText } from '../../../shared/figures/number-words.ts';
import { formatCount } from '../../lib/format.ts';
import { reasonWords } from './page-words.ts';
import classes from './reviewer.module.css';

const at = (share: number): string => `${(share * 100).toFixed(2)}%`;
const NBSP = '\u00a0';

export function ShareCell({ figure }: { figure: Figure }): ReactNode {
  const { estimate, low, high, n } = figure;
  if (estimate === null) return <span className={classes.none}>{reasonWords(figure)}</span>;
  return (
    <div className={classes.share}>
      <span>
        <strong>{percentText(estimate)}</strong>{' '}
        <span className={classes.range}>
          {low === null || high === null ? 'no interval' : intervalText(low, high, 'percent')},{' '}
          {`n${NBSP}=${NBSP}${formatCount(n)}`}
        </span>
      </span>
      <span className={classes.strip} aria-hidden>
        {low !== null && high !== null && (
          <span
            className={classes.band}
            style={{ insetInlineStart: at(low), inlineSize: at(Math.max(0.01, high - low)) }}
          />
        )}
        <span className={classes.point} style={{ insetInlineStart: at(estimate) }} />
      </span>
    </div>
  );
}
