/** Where reviewers part: independent labels of one item, class against class. A cell leads to its items. */
import type { ReactNode } from 'react';
import { matrixMap } from '../../../shared/figures/matrix-map.ts';
import { confusionMap } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { MatrixTable } from '../../ui/matrix-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { matrixCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { useFigureActs } from './opened-figure.ts';
import { MAP_COPY_WIDTH, mostConfused } from './report-view.ts';
import classes from './report.module.css';

export function ConfusionPanel({ question }: { question: QuestionReport }): ReactNode {
  const { openKey } = useFigureActs();
  const map = confusionMap(question);
  return (
    <Panel
      title={`Where reviewers part · ${question.title}`}
      aside={
        map.rows.length > 0 && (
          <>
            pairs of labels
            <FigureTools
              title={map.title}
              scene={() => matrixMap(map, MAP_COPY_WIDTH)}
              csv={() => matrixCsv(map)}
            />
          </>
        )
      }
    >
      <MatrixTable map={map} onPick={(key) => openKey(key, 'items')} />
      {map.rows.length > 0 && <p className={classes.aside}>{mostConfused(question)}</p>}
    </Panel>
  );
}
