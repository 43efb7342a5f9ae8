/**
 * The middle of the bench: the columns of the item in hand, or what stands there when there is none, none can be read, or
 * its texts are gone. The bar of the choice that is open lies under it.
 */
import { IconClockOff } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { ReactNode, RefObject } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { RoundFeedback } from './calibration-parts.tsx';
import { Columns } from './columns.tsx';
import type { ReadingMode } from './layout-rules.ts';
import { OpenBar } from './open-bar.tsx';
import { QueueFinished } from './queue-finished.tsx';
import type { Bench } from './use-bench.ts';
import { spansInHand } from './use-bench.ts';

/** In the place of texts that are gone. */
function Erased({ isDone }: { isDone: boolean }): ReactNode {
  return (
    <EmptyState title="The text of this item was erased" icon={<IconClockOff size={36} stroke={1.4} />}>
      The time for which it was to be kept is over.{' '}
      {isDone
        ? 'What you said about it stays and counts as before.'
        : 'It cannot be judged any more: skip it, and go on with the next one.'}
    </EmptyState>
  );
}

export interface ReadingSideProps {
  bench: Bench;
  output: RefObject<HTMLDivElement | null>;
  mode: ReadingMode;
}

export function ReadingSide({ bench, output, mode }: ReadingSideProps): ReactNode {
  const { item, itemQuery, evidence, perItem, update } = bench;
  const spans = spansInHand(bench);
  const chooseSpan = useCallback((id: string) => update({ chosenSpan: id }), [update]);
  if (bench.entry === null) {
    return bench.round.isFeedback ? <RoundFeedback bench={bench} /> : <QueueFinished queue={bench.queue} />;
  }
  if (itemQuery.error !== null && item === undefined) {
    return <ErrorState {...problemOf(itemQuery.error)} onRetry={() => void itemQuery.refetch()} />;
  }
  const isErased = item?.isErased === true;
  return (
    <>
      {isErased ? (
        <Erased isDone={item.state === 'done'} />
      ) : (
        <Columns
          item={item}
          spans={spans}
          taxonomy={bench.taxonomy}
          pending={evidence.flow.step === 'idle' ? null : evidence.flow.range}
          chosenSpan={perItem.chosenSpan}
          focusedPassage={perItem.focusedPassage}
          isRaw={bench.isRaw}
          mode={mode}
          output={output}
          onRaw={bench.toggleRaw}
          onSpanChosen={chooseSpan}
        />
      )}
      <OpenBar
        asked={perItem.asked}
        setAsked={(asked) => update({ asked })}
        acts={bench.acts}
        evidence={evidence}
        taxonomy={bench.taxonomy}
        spans={spans}
        hasPassages={!isErased && (item?.trace.context.length ?? 0) > 0}
      />
    </>
  );
}
