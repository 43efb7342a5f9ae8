/**
 * On a passage's card: which of the lit passages it is and how strongly it matches, or that it steps back. Draws itself
 * alone: the text of the card is never drawn for it.
 */
import type { ReactNode } from 'react';
import { litPassages, useFinderPart } from './finder-light.ts';
import { placeWords, strengthWords } from './finder-steps.ts';
import classes from './finder.module.css';

/** A bar of how strongly a passage matches; the words beside it say the same. `score` is 0 … 1. */
function Meter({ score }: { score: number }): ReactNode {
  return (
    <span className={classes.meter} aria-hidden>
      <span style={{ inlineSize: `${Math.round(Math.max(0.08, Math.min(1, score)) * 100)}%` }} />
    </span>
  );
}

export function PassageLight({ rank }: { rank: number }): ReactNode {
  const lit = useFinderPart(litPassages);
  if (lit.length === 0) return null;
  const at = lit.findIndex((one) => one.rank === rank);
  const found = lit[at];
  if (found === undefined) return <span data-light="back" hidden />;
  const strength = strengthWords(found.score);
  return (
    <span
      className={classes.light}
      data-light={at === 0 && strength !== 'faint' ? 'best' : 'also'}
      data-faint={strength === 'faint' || undefined}
    >
      {lit.length > 1 && <span className={classes.place}>{placeWords(at)}</span>}
      <span>{strength} match</span>
      <Meter score={found.score} />
    </span>
  );
}
