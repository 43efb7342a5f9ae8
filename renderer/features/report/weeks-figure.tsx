/** The rate week by week with its trend. Weeks without an item are gaps; audits without weeks say so. */
import type { ReactNode } from 'react';
import { chanceText, pointsText } from '../../../shared/figures/number-words.ts';
import { weekChart } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { timeChart } from '../../../shared/figures/time-chart.ts';
import { SceneView } from '../../ui/scene-view.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { pointsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { HowButton } from './how-button.tsx';
import { useFigureActs } from './opened-figure.ts';
import { COPY_WIDTH } from './report-view.ts';
import classes from './report.module.css';

/** The trend as a sentence; without one, why. */
function trendInWords({ trend, trendP }: NonNullable<QuestionReport['weeks']>): string {
  if (trend.estimate === null) return `No trend: ${reasonInWords(trend.reason)}.`;
  const between =
    trend.low === null || trend.high === null
      ? ''
      : ` (${pointsText(trend.low)} to ${pointsText(trend.high)})`;
  const chance = trendP === null ? '' : `, p ${chanceText(trendP)}`;
  return `Trend: ${pointsText(trend.estimate)} points a week${between}${chance}.`;
}

/** The week in which clocks begin: where imports put answers that carry no time. */
const noWeek = '1970-W01';

function isTimeless({ rows }: NonNullable<QuestionReport['weeks']>): boolean {
  return rows.length > 0 && rows.every(({ week }) => week === noWeek);
}

export function WeeksFigure({ question }: { question: QuestionReport }): ReactNode {
  const { openKey } = useFigureActs();
  const [place, width] = useWidth<HTMLDivElement>();
  const chart = weekChart(question);
  if (question.weeks !== null && isTimeless(question.weeks)) {
    return (
      <>
        <div className={classes.subhead}>
          <h3>By week</h3>
        </div>
        <p className={classes.aside}>These answers came without a time, so no rate can be told by week.</p>
      </>
    );
  }
  return (
    <>
      <div className={classes.subhead}>
        <h3>By week</h3>
        {question.weeks !== null && (
          <FigureTools
            title={chart.title}
            scene={() => timeChart({ ...chart, height: 260 }, COPY_WIDTH)}
            csv={() => pointsCsv(chart.points)}
          />
        )}
      </div>
      {question.weeks === null ? (
        <p className={classes.aside}>
          The manifest of this audit does not record weeks: it was drawn before they were kept.
        </p>
      ) : (
        <>
          <div ref={place} className={classes.drawing}>
            {width > 0 && (
              <SceneView
                scene={timeChart({ ...chart, isBare: true, height: 190 }, width)}
                onPick={(key) => openKey(key, 'items')}
              />
            )}
          </div>
          <p className={classes.aside}>
            {trendInWords(question.weeks)}{' '}
            <HowButton
              about={{ kind: 'trend', question: question.question }}
              name={`trend, ${chart.title}`}
            />
          </p>
        </>
      )}
    </>
  );
}
