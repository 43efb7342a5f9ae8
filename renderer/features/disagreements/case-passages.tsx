/** What the model was given, as cards, with everybody's evidence over it. Passage text is shown as it is. */
import { memo, useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Passage, Trace } from '../../../shared/domain/trace.ts';
import { formatAge, formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { domRangesOf } from '../../ui/reading/dom-selection.ts';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { cutAt } from '../../ui/reading/long-text.ts';
import spoken from '../../ui/spoken.module.css';
import reading from '../../ui/reading/reading.module.css';
import { useTextMarks } from '../../ui/reading/text-marks.ts';
import { offsetsOf } from '../../ui/reading/text-offsets.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import { SpanLetters } from './span-letters.tsx';
import { spansInPassage } from './span-view.ts';
import type { LetteredSpan, PassageSpan } from './span-view.ts';
import classes from './reading-columns.module.css';

const PASSAGE_LIMIT = 3_000;

function Facts({ passage, askedAt }: { passage: Passage; askedAt: string }): ReactNode {
  const { score, updatedAt, title, sourceId, url } = passage;
  const source = title === undefined ? undefined : (sourceId ?? url);
  if (score === undefined && updatedAt === undefined && source === undefined) return null;
  return (
    <p className={reading.passageFacts}>
      {score !== undefined && <span>score {score.toFixed(2)}</span>}
      {updatedAt !== undefined && <span>{formatAge(updatedAt, askedAt)}</span>}
      {source !== undefined && <span className={reading.source}>{source}</span>}
    </p>
  );
}

/** How far the text must be open so that whatever is marked in it can be seen. */
function endOfMarks(text: string, spans: readonly PassageSpan[]): number {
  return Math.max(0, ...spans.map((one) => offsetsOf(text, one.range).end));
}

interface CardProps {
  passage: Passage;
  askedAt: string;
  spans: readonly PassageSpan[];
  isFocused: boolean;
}

const Card = memo(function Card({ passage, askedAt, spans, isFocused }: CardProps): ReactNode {
  const card = useRef<HTMLLIElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { rank, text } = passage;
  const [isWhole, setWhole] = useUnfolded(passage);
  const cut = cutAt(text, PASSAGE_LIMIT);
  const end = isWhole || endOfMarks(text, spans) > cut ? text.length : cut;
  useEffect(() => {
    if (isFocused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const letters = useMemo(
    () =>
      spans.map((one) => ({
        key: one.key,
        letter: one.letter,
        range: () => {
          if (body.current === null) return null;
          const place = offsetsOf(text, one.range);
          return domRangesOf(body.current, text, place.start, place.end)[0] ?? null;
        },
      })),
    [spans, text],
  );
  return (
    <li
      ref={card}
      className={reading.passage}
      data-focused={isFocused || undefined}
      aria-current={isFocused || undefined}
    >
      <div className={reading.passageHead}>
        <span className={reading.rank}>
          <span className={spoken.only}>Passage </span>
          {rank}
        </span>
        <span className={reading.passageTitle} dir="auto">
          {passage.title ?? passage.sourceId ?? passage.url ?? 'Untitled passage'}
        </span>
      </div>
      <Facts passage={passage} askedAt={askedAt} />
      <div ref={body} className={classes.lettered}>
        <p className={reading.plain} dir="auto" data-passage={rank}>
          <span data-from={0} data-to={end}>
            {text.slice(0, end)}
          </span>
        </p>
        <SpanLetters root={body} letters={letters} of={end} />
      </div>
      {end < text.length && (
        <Button size="s" variant="quiet" onClick={setWhole}>
          Show all {formatCounted(text.length, 'character')}
        </Button>
      )}
    </li>
  );
});

export interface CasePassagesProps {
  trace: Trace;
  spans: readonly LetteredSpan[];
  chosen: string | null;
  /** Rank of the passage in focus. */
  focused: number | null;
}

export const CasePassages = memo(function CasePassages({
  trace,
  spans,
  chosen,
  focused,
}: CasePassagesProps): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const byRank = useMemo(
    () => new Map(trace.context.map(({ rank }) => [rank, spansInPassage(spans, rank)])),
    [trace, spans],
  );
  useTextMarks(
    'case-context',
    () =>
      trace.context.flatMap(({ rank, text }) => {
        const root = list.current?.querySelector(`[data-passage="${rank}"]`);
        if (root === null || root === undefined) return [];
        return (byRank.get(rank) ?? []).flatMap(({ key, kind, pattern, range }) => {
          const { start, end } = offsetsOf(text, range);
          const ranges = domRangesOf(root, text, start, end);
          if (key === chosen) ranges[0]?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
          const names = [kind, `by-${pattern}`, ...(key === chosen ? ['chosen'] : [])];
          return names.map((name) => ({ name, ranges }));
        });
      }),
    [byRank, trace, chosen],
  );
  if (trace.context.length === 0)
    return <p className={reading.none}>No passage was retrieved for this answer.</p>;
  return (
    <ol ref={list} className={reading.passages} lang={languageTag(trace.language)}>
      {trace.context.map((passage) => (
        <Card
          key={passage.rank}
          passage={passage}
          askedAt={trace.occurredAt}
          spans={byRank.get(passage.rank) ?? []}
          isFocused={passage.rank === focused}
        />
      ))}
    </ol>
  );
});
