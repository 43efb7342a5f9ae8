/** The reason of an underlined detail, beside the pointer while it rests on it. The list under the output says the same. */
import { useContext, useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { offsetAtPoint } from '../../ui/reading/dom-selection.ts';
import { FinderContext } from './finder-light.ts';
import { findUnfound } from './finder-places.ts';
import { toCodePoints } from '../../ui/reading/text-offsets.ts';
import classes from './finder.module.css';

interface Hint {
  reason: string;
  x: number;
  y: number;
  width: number;
}

const HINT_WIDTH = 320;

export function FinderHint({
  text,
  output,
}: {
  text: string;
  output: RefObject<HTMLDivElement | null>;
}): ReactNode {
  const { light } = useContext(FinderContext);
  const [hint, setHint] = useState<Hint | null>(null);
  useEffect(() => {
    let frame = 0;
    const findHint = (target: EventTarget | null, x: number, y: number): Hint | null => {
      const { found } = light.read();
      const root = output.current;
      const isOver = target instanceof Node && root?.contains(target) === true;
      if (found === null || found.unfound.length === 0 || root === null || !isOver) return null;
      const at = offsetAtPoint(root, text, x, y);
      const index = at === null ? null : findUnfound(found, toCodePoints(text, at));
      const reason = index === null ? undefined : found.unfound[index]?.reason;
      if (reason === undefined) return null;
      // It stays inside its column: what is scored beside it is never covered.
      const { left, right, width } = root.getBoundingClientRect();
      const wide = Math.min(HINT_WIDTH, width);
      return { reason, x: Math.max(left, Math.min(x - 24, right - wide)), y: y + 20, width: wide };
    };
    const onMove = ({ target, clientX, clientY, buttons }: PointerEvent): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const next = buttons === 0 ? findHint(target, clientX, clientY) : null;
        setHint((held) => (held?.reason === next?.reason ? held : next));
      });
    };
    const hide = (): void => setHint(null);
    document.addEventListener('pointermove', onMove, { passive: true });
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    document.addEventListener('keydown', hide);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('scroll', hide, { capture: true });
      document.removeEventListener('keydown', hide);
    };
  }, [light, output, text]);
  if (hint === null) return null;
  return (
    <div className={classes.hint} style={{ left: hint.x, top: hint.y, maxWidth: hint.width }} aria-hidden>
      {hint.reason}
    </div>
  );
}
