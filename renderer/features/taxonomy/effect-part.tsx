/**
 * What a change did: agreement and rate before and after it, each with its interval, rates bridged by a relabel, and whether
 * the line is broken. Invariant: figures of imported or simulated reviews say so wherever they stand.
 */
import { IconArrowsDiff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { coefficientText } from '../../../shared/figures/number-words.ts';
import { formatCounted, formatDay, unbroken } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { AgreementLines } from './agreement-line.tsx';
import { ReasonedFigure } from './reasoned-figure.tsx';
import type { EffectSide, Measure } from './effect-view.ts';
import { effectChart, measures } from './effect-view.ts';
import type { PartId } from './taxonomy-parts.ts';
import type { EffectChange } from './taxonomy-queries.ts';
import { useCatalogue, useEffectOf } from './taxonomy-queries.ts';
import classes from './effect.module.css';

function Origin({ of }: { of: Pick<EffectSide, 'isImported' | 'isSimulated'> }): ReactNode {
  return (
    <>
      {of.isImported && <Badge isOutline>imported</Badge>}
      {of.isSimulated && <Badge tone="warn">simulated</Badge>}
    </>
  );
}

/** α of the last audit before and of the first after, and the difference as it is. */
function Difference({ of }: { of: EffectChange }): ReactNode {
  const before = of.before.at(-1);
  const after = of.after[0];
  const { alphaDifference: difference } = of;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>α before {before !== undefined && <Origin of={before} />}</dt>
        <dd>
          {before === undefined ? 'no audit' : <ReasonedFigure figure={before.alpha} format="coefficient" />}
        </dd>
      </div>
      <div>
        <dt>α after {after !== undefined && <Origin of={after} />}</dt>
        <dd>
          {after === undefined ? (
            'no audit yet'
          ) : (
            <ReasonedFigure figure={after.alpha} format="coefficient" />
          )}
        </dd>
      </div>
      <div>
        <dt>Difference</dt>
        <dd>
          {difference === null ? (
            <span className={classes.quiet}>needs an audit on both sides</span>
          ) : (
            <ReasonedFigure figure={difference} format="coefficient" />
          )}
        </dd>
      </div>
    </dl>
  );
}

/** Whether agreement rose, fell, or cannot be told: from the interval alone. */
export function differenceInWords(figure: EffectChange['alphaDifference']): string | null {
  if (figure === null || figure.low === null || figure.high === null || figure.estimate === null) return null;
  if (figure.low > 0) return `Agreement rose by ${coefficientText(figure.estimate)}.`;
  if (figure.high < 0) return `Agreement fell by ${coefficientText(-figure.estimate)}.`;
  return 'Whether agreement changed cannot be told yet: the interval of the difference includes zero.';
}

function Bridges({ of }: { of: EffectChange }): ReactNode {
  if (of.bridges.length === 0) return null;
  return (
    <section aria-label="Relabels" className={classes.bridges}>
      <h3>Relabels that bridge it</h3>
      <ul>
        {of.bridges.map((one) => (
          <li key={one.auditId}>
            <p>
              <Link to={paths.report(one.auditId)}>{one.title}</Link>{' '}
              <span className={classes.quiet}>
                {one.state} · {one.judged} of {formatCounted(one.drawn, 'item')} judged anew
              </span>
            </p>
            <p>
              <ReasonedFigure figure={one.rate} />
              {/* The line above the figures says it already where it speaks of this relabel. */}
              {one.sentence !== of.sentence && <> · {unbroken(one.sentence)}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Titles of questions as the newest scorecard has it; its key until that is read. */
function useQuestionTitles(): (id: string) => string {
  const { data } = useCatalogue();
  const all = data?.scorecards.flatMap((card) => card.questions) ?? [];
  return (id) => all.findLast((one) => one.id === id)?.title ?? id;
}

function lineTitle({ before, isBroken }: EffectChange): string {
  if (before.length === 0) return 'Nothing to compare with yet';
  return isBroken ? 'Rates cannot stand on one line yet' : 'Rates can stand on one line';
}

function Change({
  of,
  question,
  onGo,
}: {
  of: EffectChange;
  question: string;
  onGo: (to: PartId) => void;
}): ReactNode {
  const [measure, setMeasure] = useState<Measure>('alpha');
  const words = differenceInWords(of.alphaDifference);
  const isSimulated = [...of.before, ...of.after].some((one) => one.isSimulated);
  return (
    <Panel
      title={`From version ${of.from.version} to version ${of.to.version}`}
      aside={`${question} · published ${formatDay(of.publishedAt)}`}
    >
      <div className={classes.stack}>
        <Difference of={of} />
        {words !== null && (
          <p className={classes.words}>
            {words}
            {isSimulated && ' Some of these reviews are simulated: they show the way, not what people do.'}
          </p>
        )}
        <Notice
          tone={of.before.length === 0 ? 'quiet' : of.isBroken ? 'warn' : 'good'}
          title={lineTitle(of)}
          actions={
            of.isBroken && of.bridges.length === 0 ? (
              <Button size="s" onClick={() => onGo('relabel')}>
                Relabel a sample
              </Button>
            ) : undefined
          }
        >
          {unbroken(of.sentence)}
        </Notice>
        <Segments
          label="What is compared"
          value={measure}
          onChange={setMeasure}
          options={measures.map((one) => ({ value: one.id, title: one.title }))}
        />
        <IntervalTable chart={effectChart(of, measure)} rowHead="Audit" />
        <Bridges of={of} />
      </div>
    </Panel>
  );
}

export function EffectPart({ id, onGo }: { id: string; onGo: (to: PartId) => void }): ReactNode {
  const titleOf = useQuestionTitles();
  const effect = useEffectOf(id);
  if (effect.isError) {
    return <ErrorState {...problemOf(effect.error)} onRetry={() => void effect.refetch()} />;
  }
  if (effect.data === undefined) {
    return (
      <Panel>
        <Skeleton lines={6} label="Comparing before and after" />
      </Panel>
    );
  }
  if (effect.data.changes.length === 0) {
    return (
      <EmptyState title="No change to measure yet" icon={<IconArrowsDiff size={34} stroke={1.4} />}>
        Once a version is published and an audit asks it, agreement before and after stand here side by side,
        each with its interval.
      </EmptyState>
    );
  }
  return (
    <div className={classes.changes}>
      <AgreementLines changes={effect.data.changes} titleOf={titleOf} />
      {effect.data.changes.map((one) => (
        <Change
          key={`${one.from.version} ${one.to.version} ${one.question}`}
          of={one}
          question={titleOf(one.question)}
          onGo={onGo}
        />
      ))}
    </div>
  );
}
