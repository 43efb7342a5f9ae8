/** What is left of a folded part of the bench: a slim strip with its name that opens it again. */
import {
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { chordText } from '../../ui/kbd.tsx';
import { setFolded, useFolded } from './folds.ts';
import type { Foldable } from './layout-rules.ts';
import classes from './bench.module.css';

/** Chord that folds a part, as a person has it now. */
export function useFoldChord(id: Foldable): string | undefined {
  return firstChord(`review_fold_${id}`, useKeyChanges());
}

export interface FoldedStripProps {
  id: Foldable;
  title: string;
  /** Lies above or below its neighbours instead of standing beside them. */
  isLying?: boolean;
  /** Opens it; without it what is remembered alone is changed. */
  onOpen?: () => void;
}

export function FoldedStrip({ id, title, isLying = false, onOpen }: FoldedStripProps): ReactNode {
  const chord = useFoldChord(id);
  const open = onOpen ?? (() => setFolded(id, false));
  const Icon = id === 'scorecard' ? IconLayoutSidebarRightExpand : IconLayoutSidebarLeftExpand;
  return (
    <button
      type="button"
      className={classes.strip}
      data-lying={isLying || undefined}
      aria-expanded={false}
      aria-label={`Open ${title}`}
      title={chord === undefined ? `Open ${title}` : `Open ${title} · ${chordText(chord)}`}
      onClick={open}
    >
      <Icon size={15} stroke={1.6} aria-hidden />
      <span>{title}</span>
    </button>
  );
}

/** Folds or opens the scorecard from the head of the bench: its own room is for questions. */
export const ScorecardFold = memo(function ScorecardFold(): ReactNode {
  const isFolded = useFolded('scorecard');
  const Icon = isFolded ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse;
  return (
    <IconButton
      label={isFolded ? 'Open Scorecard' : 'Fold Scorecard'}
      chord={useFoldChord('scorecard')}
      aria-expanded={!isFolded}
      onClick={() => setFolded('scorecard', !isFolded)}
    >
      <Icon size={17} stroke={1.6} />
    </IconButton>
  );
});
