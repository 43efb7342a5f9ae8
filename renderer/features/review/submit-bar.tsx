/** The foot of the scorecard: how far the form is, and the acts that end it. */
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCounted, formatElapsed } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import type { ReviewItem } from './types.ts';
import { skipWords } from './reason-words.ts';
import classes from './scorecard.module.css';

export interface SubmitBarProps {
  item: ReviewItem;
  /** Required questions still without an answer. */
  openCount: number;
  spanCount: number;
  chords: Readonly<Record<'submit' | 'skip' | 'flag' | 'reopen' | 'undo' | 'redo', string | undefined>>;
  canUndo: boolean;
  canRedo: boolean;
  onSubmit: () => void;
  onSkip: () => void;
  onFlag: () => void;
  onReopen: () => void;
  onUndo: () => void;
  onRedo: () => void;
}

function stateWords({ item, openCount, spanCount }: SubmitBarProps): string {
  const spans = spanCount > 0 ? ` · ${formatCounted(spanCount, 'evidence span')}` : '';
  const flagged = `${spans}${item.flags.length > 0 ? ' · flagged' : ''}`;
  if (item.state === 'done') {
    const elapsed = item.review === null ? '' : ` in ${formatElapsed(item.review.elapsedMs)}`;
    return `Submitted${elapsed}${flagged}`;
  }
  if (item.skip !== null && item.state === 'skipped') {
    return `Skipped: ${skipWords[item.skip.reason]}. A review takes the skip back${flagged}`;
  }
  if (item.isErased === true) return `It cannot be judged any more: skip it${flagged}`;
  if (openCount === 0) return `Complete${flagged}`;
  return `${openCount} ${openCount === 1 ? 'question' : 'questions'} left${flagged}`;
}

function Ending({ item, chords, onReopen, onSubmit }: SubmitBarProps): ReactNode {
  if (item.state === 'done') {
    return (
      <Button variant="plain" chord={chords.reopen} onClick={onReopen}>
        Reopen
      </Button>
    );
  }
  return (
    <Button variant="primary" chord={chords.submit} onClick={onSubmit}>
      Submit<span className={classes.andGoOn}> and go on</span>
    </Button>
  );
}

/** Steps through the history of the form. */
function HistoryActs({ chords, canUndo, canRedo, onUndo, onRedo }: SubmitBarProps): ReactNode {
  return (
    <span className={classes.history}>
      <IconButton label="Undo" chord={chords.undo} disabled={!canUndo} onClick={onUndo}>
        <IconArrowBackUp size={16} stroke={1.7} />
      </IconButton>
      <IconButton label="Redo" chord={chords.redo} disabled={!canRedo} onClick={onRedo}>
        <IconArrowForwardUp size={16} stroke={1.7} />
      </IconButton>
    </span>
  );
}

export function SubmitBar(props: SubmitBarProps): ReactNode {
  const { item, openCount, chords } = props;
  const isDone = item.state === 'done';
  return (
    <div className={classes.bar}>
      <div className={classes.barHead}>
        <p
          className={classes.barWords}
          data-complete={(!isDone && openCount === 0 && item.isErased !== true) || undefined}
        >
          {stateWords(props)}
        </p>
        {!isDone && <HistoryActs {...props} />}
      </div>
      <div className={classes.barActs}>
        {!isDone && item.review === null && (
          <Button variant="plain" chord={chords.skip} onClick={props.onSkip}>
            Skip
          </Button>
        )}
        <Button variant="plain" chord={chords.flag} onClick={props.onFlag}>
          Flag
        </Button>
        {item.isErased !== true && <Ending {...props} />}
      </div>
    </div>
  );
}
