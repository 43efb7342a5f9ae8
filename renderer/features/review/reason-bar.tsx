/** Why an item is skipped or flagged: one digit, and a line of words where the reason is "other". */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ChoiceBar, ReasonNote } from './choice-bar.tsx';

export interface ReasonChoice<R extends string> {
  reason: R;
  number: number;
  title: string;
}

export interface ReasonBarProps<R extends string> {
  title: string;
  choices: readonly ReasonChoice<R>[];
  /** Reason whose words are being written; null while choosing. */
  noted: R | null;
  onNote: (reason: R | null) => void;
  onDone: (reason: R, note: string) => void;
  onClose: () => void;
}

/** What choosing a number leads to: done at once, or a note first. */
export function needsNote(reason: string): boolean {
  return reason === 'other';
}

export function ReasonBar<R extends string>(props: ReasonBarProps<R>): ReactNode {
  const { title, choices, noted, onNote, onDone, onClose } = props;
  const [note, setNote] = useState('');
  if (noted !== null) {
    return (
      <ReasonNote
        label={`${title} In a few words:`}
        value={note}
        onChange={setNote}
        onConfirm={() => onDone(noted, note)}
        onClose={() => onNote(null)}
      />
    );
  }
  return (
    <ChoiceBar
      title={title}
      choices={choices}
      closeTitle="Never mind"
      onClose={onClose}
      onChoose={(number) => {
        const chosen = choices.find((one) => one.number === number);
        if (chosen === undefined) return;
        if (needsNote(chosen.reason)) onNote(chosen.reason);
        else onDone(chosen.reason, '');
      }}
    />
  );
}
