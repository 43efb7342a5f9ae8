/** Which command does what on the worklist. The keys themselves are data in shared/commands. */
import type { RefObject } from 'react';
import type { CaseRow } from '../../../shared/contract/disagreements.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { setCursor, setFilter, toggleChosen, toggleNames } from './desk-store.ts';
import type { Desk } from './desk-store.ts';
import { emptyFilter, isNarrowed } from './filter-view.ts';

export interface WorklistCommandsOptions {
  desk: Desk;
  total: number;
  /** The row at a place, where it is known. */
  rowAt: (at: number) => CaseRow | undefined;
  field: RefObject<HTMLInputElement | null>;
  onOpen: (row: CaseRow, at: number) => void;
  onPart: () => void;
  onNorm: () => void;
  onReopen: (() => void) | null;
}

/** Out of the text field first; then back to the whole worklist. */
function leave(desk: Desk): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLSelectElement) {
    activeElement.blur();
    return;
  }
  if (isNarrowed(desk.filter)) setFilter(emptyFilter);
}

export function useWorklistCommands(options: WorklistCommandsOptions): void {
  const { desk, total, rowAt, field, onOpen, onPart, onNorm, onReopen } = options;
  const step = (by: 1 | -1): void => setCursor(Math.max(0, Math.min(total - 1, desk.at + by)));
  const row = rowAt(desk.at);
  useCommands({
    disagreements_next: () => step(1),
    disagreements_previous: () => step(-1),
    disagreements_row_next: () => step(1),
    disagreements_row_previous: () => step(-1),
    disagreements_filter: () => field.current?.focus(),
    disagreements_names: toggleNames,
    disagreements_part: onPart,
    disagreements_leave: () => leave(desk),
    ...(row === undefined
      ? {}
      : {
          disagreements_open: () => onOpen(row, desk.at),
          disagreements_choose: () => toggleChosen(row.case),
        }),
    ...(onReopen === null ? {} : { disagreements_reopen: onReopen }),
    ...(desk.chosen.length === 0 ? {} : { disagreements_norm: onNorm }),
  });
}
