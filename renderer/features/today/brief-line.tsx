/**
 * What the report says of an audit, in one line for those who lead it: verdict on each limit, coverage by stratum, items on
 * which people differ. Must not decide: every word is the report's.
 */
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReportBrief } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { intervalText, percentText } from '../../../shared/figures/number-words.ts';
import { verdictView } from '../../../shared/figures/report-words.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useAtRest } from '../../lib/use-at-rest.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBrief } from './today-queries.ts';
import { leftOf } from './today-view.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './today.module.css';

/**
 * The verdict on each limit. The rate itself stands there only for those who have nothing left to judge: a figure seen on
 * the way to the next item would sway it.
 */
function Verdicts({ brief, isJudging }: { brief: ReportBrief; isJudging: boolean }): ReactNode {
  return brief.thresholds.map(({ question, rateTitle, limit, verdict, figure }) => {
    const view = verdictView(verdict);
    const { estimate, low, high } = figure;
    const hasRate = estimate !== null && low !== null && high !== null && verdict !== 'INSUFFICIENT';
    const rate =
      hasRate && !isJudging ? ` ${percentText(estimate)} (${intervalText(low, high, 'percent')})` : '';
    return (
      <span key={question} className={classes.verdict}>
        <Badge tone={view.tone} icon={view.mark}>
          {view.word}
          {brief.isInterim && ' so far'}
        </Badge>
        <span>
          {rateTitle}
          {rate}, limit {percentText(limit)}
        </span>
      </span>
    );
  });
}

const valuesWords = (values: readonly string[]): string => values.join(' · ') || 'the whole frame';
const backOf = (of: ReportBrief['strata'][number]): number =>
  of.drawn === 0 ? 1 : (of.reviewed + of.skipped) / of.drawn;

/** One short bar per stratum, filled as far as it has come back. */
function Coverage({ brief }: { brief: ReportBrief }): ReactNode {
  const { drawn, reviewed, skipped, strata, strataCount } = brief;
  const whole = strata.filter((of) => backOf(of) >= 1).length;
  const least = strata.toSorted((a, b) => backOf(a) - backOf(b))[0];
  const counted = `${formatCount(reviewed)} of ${formatCount(drawn)} reviewed${skipped > 0 ? `, ${formatCount(skipped)} skipped` : ''}`;
  const rest =
    strataCount < 2 || least === undefined || reviewed + skipped === 0
      ? ''
      : whole === strataCount
        ? ` in all ${formatCount(strataCount)} strata`
        : `, least in ${valuesWords(least.values)} (${formatCount(least.reviewed + least.skipped)} of ${formatCount(least.drawn)})`;
  return (
    <span className={classes.coverage}>
      {strataCount > 1 && (
        <span className={classes.strata} aria-hidden>
          {strata.map((of) => (
            <span key={of.values.join(' ')} className={classes.stratum} title={valuesWords(of.values)}>
              <span style={{ blockSize: `${Math.round(backOf(of) * 100)}%` }} />
            </span>
          ))}
        </span>
      )}
      <span>
        {counted}
        {rest}
      </span>
    </span>
  );
}

function Contested({ audit, brief }: { audit: AuditSummary; brief: ReportBrief }): ReactNode {
  if (brief.contested.length === 0) return null;
  const words = brief.contested.map(({ title, items }) => `${title} ${formatCount(items)}`).join(' · ');
  const most = Math.max(...brief.contested.map(({ items }) => items));
  return (
    <Link to={paths.report(audit.id)} className={classes.contested} title={words}>
      <IconArrowsSplit2 size={15} stroke={1.7} aria-hidden />
      people differ on {brief.contested.length > 1 ? 'at least ' : ''}
      {formatCounted(most, 'item')}
    </Link>
  );
}

export function BriefLine({ audit, isWanted }: { audit: AuditSummary; isWanted: boolean }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const isAtRest = useAtRest();
  const read = useBrief(audit.id, (isWanted && isAtRest) || isAsked);
  const brief = read.data;
  if (brief === undefined) {
    if (read.isLoading || (isWanted && !isAtRest))
      return <p className={classes.brief}>Reading the report …</p>;
    if (isWanted || isAsked) return null;
    return (
      <p className={classes.brief}>
        <button type="button" className={classes.ask} onClick={() => setAsked(true)}>
          Show verdict and coverage<span className={spoken.only}> of {audit.title}</span>
        </button>
      </p>
    );
  }
  return (
    <div className={classes.brief}>
      <Verdicts brief={brief} isJudging={audit.state !== 'closed' && leftOf(audit) > 0} />
      <Coverage brief={brief} />
      <Contested audit={audit} brief={brief} />
    </div>
  );
}
