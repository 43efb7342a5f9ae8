/**
 * Under the output: the details that occur nowhere in what the model was given, each with its reason; or that the finder
 * is not available. The wavy lines in the text say the same at their places.
 */
import { useContext, useState } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { Unfound } from '../../../shared/evidence/found-evidence.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { chordText, Kbd } from '../../ui/kbd.tsx';
import { FinderContext, useFinderPart, useFinderView } from './finder-light.ts';
import { utf16Of } from './finder-places.ts';
import { unfoundWords } from './finder-steps.ts';
import classes from './finder.module.css';

/** Details that are listed at once; keys step through all of them. */
const LISTED = 12;
const LONGEST = 60;

function quoteOf(text: string, of: Unfound, carried: (codePoint: number) => number): string {
  const quote = text.slice(carried(of.start), carried(of.end)).replace(/\s+/gu, ' ');
  return quote.length > LONGEST ? `${quote.slice(0, LONGEST).toWellFormed()}…` : quote;
}

/** Which of the details are listed: the first, or those around the chosen one. */
function windowOf(count: number, chosen: number | null): { from: number; to: number } {
  const from = Math.max(0, Math.min((chosen ?? 0) - LISTED + 1, count - LISTED));
  return { from, to: Math.min(count, from + LISTED) };
}

function Detail({
  quote,
  reason,
  isChosen,
  onChoose,
  onPoint,
}: {
  quote: string;
  reason: string;
  isChosen: boolean;
  onChoose: () => void;
  /** The pointer or the focus came, or went. */
  onPoint: (isPointed: boolean) => void;
}): ReactNode {
  return (
    <button
      type="button"
      className={classes.detail}
      dir="auto"
      aria-pressed={isChosen}
      aria-label={`${quote}: ${reason}`}
      onClick={onChoose}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      {quote}
    </button>
  );
}

export function UnfoundList({ text }: { text: string }): ReactNode {
  const { found, chosen, problem } = useFinderView();
  const { choose } = useContext(FinderContext);
  const [pointed, setPointed] = useState<Unfound | null>(null);
  const chord = firstChord('review_unfound_next', useKeyChanges());
  if (problem !== null) {
    return <p className={classes.problem}>The evidence finder is not available: {problem}.</p>;
  }
  const unfound = found?.unfound ?? [];
  if (unfound.length === 0) return null;
  const carried = utf16Of(text);
  const { from, to } = windowOf(unfound.length, chosen);
  const told = pointed !== null && unfound.includes(pointed) ? pointed : unfound[chosen ?? -1];
  return (
    <section className={classes.unfound} aria-label={unfoundWords(unfound)}>
      <p className={classes.unfoundHead}>
        <svg className={classes.wave} viewBox="0 0 22 6" aria-hidden>
          <path d="M1 4.2q2.5-4.4 5 0t5 0 5 0 5 0" />
        </svg>
        {unfoundWords(unfound)}
        {chord !== undefined && (
          <span className={classes.key}>
            <Kbd chord={chord} /> next
          </span>
        )}
      </p>
      <ul className={classes.details}>
        {unfound.slice(from, to).map((one, at) => (
          <li key={one.start}>
            <Detail
              quote={quoteOf(text, one, carried)}
              reason={one.reason}
              isChosen={from + at === chosen}
              onChoose={() => choose(from + at)}
              onPoint={(isPointed) => setPointed(isPointed ? one : null)}
            />
          </li>
        ))}
        {to - from < unfound.length && <li className={classes.rest}>{unfound.length - (to - from)} more</li>}
      </ul>
      {told !== undefined && <p className={classes.reason}>{told.reason}</p>}
    </section>
  );
}

/** Shows and hides the finder; absent where the audit decides. */
export function FinderSwitch({ className }: { className: string | undefined }): ReactNode {
  const mode = useFinderPart((view) => view.mode);
  const { toggle } = useContext(FinderContext);
  const chord = firstChord('review_finder', useKeyChanges());
  if (mode === 'forbidden') return null;
  return (
    <button
      type="button"
      className={className}
      onClick={toggle}
      title={`Lights up what supports a sentence, underlines what is in no passage${chord === undefined ? '' : ` (${chordText(chord)})`}`}
    >
      {mode === 'on' ? 'finder on' : 'finder off'}
    </button>
  );
}
