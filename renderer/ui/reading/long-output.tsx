/**
 * The text of an output in pieces, rendered or raw. A usual one is a single piece; of a long one the first is there
 * with the item and the others follow, and what is out of sight is not laid out (it can still be found and selected).
 */
import { useMemo } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { cutLines, cutMarkdown, linkDefinitions } from './markdown-chunks.ts';
import type { Piece } from './markdown-chunks.ts';
import { MarkdownView } from './markdown-view.tsx';
import classes from './output.module.css';

/** Room to keep for a piece that was never laid out, in pixels: lines of so many characters, of such a height. */
const [CHARACTERS, LINE_PX] = [58, 25];

const roomFor = ({ from, to }: Piece): CSSProperties => ({
  containIntrinsicBlockSize: `auto ${Math.ceil((to - from) / CHARACTERS) * LINE_PX}px`,
});

export interface LongOutputProps {
  text: string;
  isRaw: boolean;
  pieces: readonly Piece[];
  /** How many of them are shown yet. */
  count: number;
}

export function usePieces(text: string, isRaw: boolean): readonly Piece[] {
  return useMemo(() => (isRaw ? cutLines(text) : cutMarkdown(text)), [text, isRaw]);
}

export function LongOutput({ text, isRaw, pieces, count }: LongOutputProps): ReactNode {
  const definitions = useMemo(
    () => (isRaw || pieces.length === 1 ? '' : linkDefinitions(text)),
    [text, isRaw, pieces],
  );
  const shown = pieces.slice(0, count);
  const lazy = pieces.length > 1 ? classes.piece : undefined;
  if (isRaw) {
    return (
      <pre className={classes.raw}>
        {shown.map((one) => (
          <span
            key={one.from}
            className={lazy}
            style={lazy === undefined ? undefined : roomFor(one)}
            data-from={one.from}
            data-to={one.to}
          >
            {text.slice(one.from, one.to)}
          </span>
        ))}
      </pre>
    );
  }
  return shown.map((one) => (
    <div key={one.from} className={lazy} style={lazy === undefined ? undefined : roomFor(one)}>
      <MarkdownView text={text.slice(one.from, one.to)} shift={one.from} definitions={definitions} />
    </div>
  ));
}
