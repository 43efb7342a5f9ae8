/** A reviewer's letter with the underline that their evidence has in the texts. */
import type { ReactNode } from 'react';
import type { Pattern } from './span-view.ts';
import classes from './answers.module.css';

export function LetterMark({ letter, pattern }: { letter: string; pattern: Pattern | null }): ReactNode {
  return (
    <span className={classes.letterMark} style={pattern === null ? {} : { textDecorationStyle: pattern }}>
      {letter}
    </span>
  );
}
