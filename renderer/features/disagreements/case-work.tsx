/** The body of a case: texts above triage, answers and definitions, beside the ruling. Sizes can be dragged and are remembered. */
import { IconClockOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { AnswersTable } from './answers-table.tsx';
import { useScorecard } from './case-queries.ts';
import { Definitions } from './definitions.tsx';
import { ReadingColumns } from './reading-columns.tsx';
import { RulingPanel } from './ruling-panel.tsx';
import type { RulingPanelProps } from './ruling-panel.tsx';
import { listSpans } from './span-view.ts';
import type { LetteredSpan } from './span-view.ts';
import { TriageLine } from './triage-line.tsx';
import answerClasses from './answers.module.css';
import classes from './case.module.css';

/** From this width on the ruling stands beside the texts. */
const BESIDE_PX = 860;

function Erased(): ReactNode {
  return (
    <EmptyState title="The text of this item was erased" icon={<IconClockOff size={36} stroke={1.4} />}>
      The time for which it was to be kept is over. What was said about it stays.
    </EmptyState>
  );
}

export interface CaseWorkProps extends RulingPanelProps {
  isRaw: boolean;
  onRaw: () => void;
}

function Texts({
  of,
  view,
  isRaw,
  onRaw,
  spans,
}: CaseWorkProps & { spans: readonly LetteredSpan[] }): ReactNode {
  if (of.isErased) return <Erased />;
  return (
    <ReadingColumns
      trace={of.trace}
      of={caseKey(of.row.case)}
      spans={spans}
      chosen={view.chosenSpan}
      focusedPassage={view.focusedPassage}
      isRaw={isRaw}
      onRaw={onRaw}
    />
  );
}

function Answers({
  of,
  view,
  changeView,
  spans,
}: CaseWorkProps & { spans: readonly LetteredSpan[] }): ReactNode {
  const card = useScorecard(of.row.case.auditId);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <section className={answerClasses.pane} aria-label="Triage, answers and definitions" tabIndex={0}>
      <TriageLine of={of} />
      <div className={answerClasses.both}>
        <AnswersTable
          of={of}
          card={card}
          spans={spans}
          chosenSpan={view.chosenSpan}
          onSpan={(chosenSpan) => changeView({ chosenSpan })}
        />
        <Definitions of={of} />
      </div>
    </section>
  );
}

export function CaseWork(props: CaseWorkProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const frame = useDefaultLayout({ id: 'assay.case-frame', onlySaveAfterUserInteractions: true });
  const stack = useDefaultLayout({ id: 'assay.case-stack', onlySaveAfterUserInteractions: true });
  const { reviews, classes: given } = props.of;
  const spans = useMemo(() => listSpans(reviews, given), [reviews, given]);
  const isSmall = width > 0 && width < BESIDE_PX;
  return (
    <div ref={place} className={classes.work} data-small={isSmall || undefined}>
      {isSmall ? (
        <>
          <div className={classes.smallTexts}>
            <Texts {...props} spans={spans} />
          </div>
          <Answers {...props} spans={spans} />
          <RulingPanel {...props} />
        </>
      ) : (
        <Group orientation="horizontal" className={classes.group} {...frame}>
          <Panel id="read" minSize={420}>
            <Group orientation="vertical" className={classes.group} {...stack}>
              <Panel id="texts" defaultSize="56%" minSize={120}>
                <Texts {...props} spans={spans} />
              </Panel>
              <Separator className={classes.lyingRule} aria-label="Height of the texts" />
              <Panel id="answers" minSize={90}>
                <Answers {...props} spans={spans} />
              </Panel>
            </Group>
          </Panel>
          <Separator className={classes.rule} aria-label="Width of the ruling" />
          <Panel id="ruling" defaultSize={width >= 1500 ? 420 : width >= 1180 ? 350 : 310} minSize={280}>
            <RulingPanel {...props} />
          </Panel>
        </Group>
      )}
    </div>
  );
}
