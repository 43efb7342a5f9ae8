/**
 * Prompt, context, output side by side; where there is too little room for three, the prompt lies as a strip above
 * the context. Sizes and folds are remembered for each of the two.
 */
import { memo } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Column } from './column.tsx';
import { ContextPassages } from './context-column.tsx';
import { turnWords } from './conversation.ts';
import { OutputText } from './output-column.tsx';
import { PromptTurns } from './prompt-column.tsx';
import type { ReviewItem } from './types.ts';
import { useLayoutMemory } from './use-layout-memory.ts';
import classes from './bench.module.css';

export interface ColumnsProps {
  item: ReviewItem | undefined;
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  pending: SpanRange | null;
  focusedPassage: number | null;
  isRaw: boolean;
  isNarrow: boolean;
  output: RefObject<HTMLDivElement | null>;
  onRaw: () => void;
  onSpanChosen: (id: string) => void;
}

function contextWords({ trace }: ReviewItem): string {
  const passages = formatCounted(trace.context.length, 'passage');
  return trace.knowledgeBase === undefined ? passages : `${passages} · ${trace.knowledgeBase}`;
}

function promptWords({ trace }: ReviewItem): string {
  return [turnWords(trace.prompt), trace.channel].filter(Boolean).join(' · ');
}

function PromptColumn({ item, isNarrow }: Pick<ColumnsProps, 'item' | 'isNarrow'>): ReactNode {
  return (
    <Column
      id="prompt"
      title="Prompt"
      aside={item === undefined ? null : promptWords(item)}
      defaultSize={isNarrow ? '34%' : '27%'}
      minSize={isNarrow ? 90 : 150}
      isStrip={isNarrow}
      bodyKey={item?.itemId ?? 'none'}
    >
      {item === undefined ? <Skeleton lines={4} /> : <PromptTurns trace={item.trace} />}
    </Column>
  );
}

function ContextColumn({
  item,
  spans,
  focusedPassage,
  isNarrow,
}: Pick<ColumnsProps, 'item' | 'spans' | 'focusedPassage' | 'isNarrow'>): ReactNode {
  return (
    <Column
      id="context"
      title="Context"
      aside={item === undefined ? null : contextWords(item)}
      minSize={isNarrow ? 90 : 190}
      canFold={!isNarrow}
      bodyKey={item?.itemId ?? 'none'}
    >
      {item === undefined ? (
        <Skeleton lines={9} />
      ) : (
        <ContextPassages trace={item.trace} spans={spans} focused={focusedPassage} />
      )}
    </Column>
  );
}

function OutputColumn(props: ColumnsProps): ReactNode {
  const { item, isRaw, onRaw } = props;
  return (
    <Column
      id="output"
      title="Output"
      aside={
        <button type="button" className={classes.rawButton} onClick={onRaw} aria-pressed={isRaw}>
          {isRaw ? 'raw' : 'rendered'}
        </button>
      }
      minSize={220}
      canFold={false}
      bodyKey={item?.itemId ?? 'none'}
    >
      {item === undefined ? (
        <Skeleton lines={7} />
      ) : (
        <OutputText
          text={item.trace.output}
          isRaw={isRaw}
          spans={props.spans}
          taxonomy={props.taxonomy}
          pending={props.pending}
          root={props.output}
          onSpanChosen={props.onSpanChosen}
        />
      )}
    </Column>
  );
}

function Rule({ of, isLying = false }: { of: string; isLying?: boolean }): ReactNode {
  return <Separator className={isLying ? classes.lyingRule : classes.rule} aria-label={`Size of ${of}`} />;
}

function WideColumns(props: ColumnsProps): ReactNode {
  const memory = useLayoutMemory('review-wide');
  return (
    <Group orientation="horizontal" className={classes.group} {...memory}>
      <PromptColumn item={props.item} isNarrow={false} />
      <Rule of="Prompt" />
      <ContextColumn
        item={props.item}
        spans={props.spans}
        focusedPassage={props.focusedPassage}
        isNarrow={false}
      />
      <Rule of="Context" />
      <OutputColumn {...props} />
    </Group>
  );
}

function PromptOverContext(props: ColumnsProps): ReactNode {
  const memory = useLayoutMemory('review-stack');
  return (
    <Group orientation="vertical" className={classes.group} {...memory}>
      <PromptColumn item={props.item} isNarrow />
      <Rule of="Prompt" isLying />
      <ContextColumn item={props.item} spans={props.spans} focusedPassage={props.focusedPassage} isNarrow />
    </Group>
  );
}

function NarrowColumns(props: ColumnsProps): ReactNode {
  const memory = useLayoutMemory('review-narrow');
  return (
    <Group orientation="horizontal" className={classes.group} {...memory}>
      <Panel id="sources" minSize={220}>
        <PromptOverContext {...props} />
      </Panel>
      <Rule of="Prompt and Context" />
      <OutputColumn {...props} />
    </Group>
  );
}

export const Columns = memo(function Columns(props: ColumnsProps): ReactNode {
  return props.isNarrow ? <NarrowColumns {...props} /> : <WideColumns {...props} />;
});
