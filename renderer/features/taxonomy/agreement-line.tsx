/** Agreement by week for every question that offers the taxonomy. Must not compute: see `effect-weeks.ts`. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { TimeChart } from '../../../shared/figures/time-chart.ts';
import { timeChart } from '../../../shared/figures/time-chart.ts';
import { paths } from '../../lib/navigation.ts';
import { Panel } from '../../ui/panel.tsx';
import { SceneView } from '../../ui/scene-view.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { agreementByWeek } from './effect-weeks.ts';
import type { EffectChange } from './taxonomy-queries.ts';
import classes from './effect.module.css';

function Line({ chart, question }: { chart: TimeChart; question: string }): ReactNode {
  const navigate = useNavigate();
  const [place, width] = useWidth<HTMLDivElement>();
  const audits = new Set(chart.points.filter((one) => one.figure.estimate !== null).map((one) => one.key));
  return (
    <Panel title={chart.title} aside={question}>
      <div ref={place} className={classes.line}>
        {width > 0 && (
          <SceneView
            scene={timeChart({ ...chart, isBare: true, height: 190 }, width)}
            canPick={(key) => audits.has(key)}
            onPick={(key) => void navigate({ to: paths.report(key as AuditId) })}
          />
        )}
      </div>
      <p className={classes.quiet}>
        Krippendorff’s α of each closed audit with its interval. A mark above says where a version of the
        taxonomy was asked for the first time; nothing joins figures across it.
      </p>
    </Panel>
  );
}

export interface AgreementLinesProps {
  changes: readonly EffectChange[];
  titleOf: (question: string) => string;
}

export function AgreementLines({ changes, titleOf }: AgreementLinesProps): ReactNode {
  const questions = [...new Set(changes.map((one) => one.question))];
  return questions.map((id) => {
    const chart = agreementByWeek(changes.filter((one) => one.question === id));
    return chart === null ? null : <Line key={id} chart={chart} question={titleOf(id)} />;
  });
}
