/** The head of the bench: which audit, which item, what is hidden, how long so far. */
import { Tooltip } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { QueueEntry } from '../../../shared/contract/reviews.ts';
import { formatElapsed } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { AdvanceSwitch } from './advance-switch.tsx';
import { KeptBadge } from './kept-badge.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ScorecardFold } from './folded-strip.tsx';
import type { ReviewItem } from './types.ts';
import classes from './bench-header.module.css';

/** Writes the time itself, so that a second passing renders nothing. */
function Timer({ elapsed }: { elapsed: () => number }): ReactNode {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (): void => {
      if (place.current !== null) place.current.textContent = formatElapsed(elapsed());
    };
    show();
    const timer = setInterval(show, 1_000);
    return () => clearInterval(timer);
  }, [elapsed]);
  return (
    <span ref={place} role="timer" aria-label="Time on this item" aria-live="off" className={classes.timer} />
  );
}

/** What the audit hides from who judges: an icon, its words on pointer and focus, and said aloud when pressed. */
function Blinded({
  hidden,
  announce,
}: {
  hidden: ReviewItem['hidden'];
  announce: (words: string) => void;
}): ReactNode {
  const [first, second] = hidden;
  const what = second === undefined ? `The ${first} is` : `The ${first} and the ${second} are`;
  const words = `${what} hidden until the audit closes`;
  return (
    <Tooltip label={words} events={{ hover: true, focus: true, touch: true }} openDelay={200} withinPortal>
      <button
        type="button"
        className={classes.blinded}
        aria-label={words}
        onClick={() => announce(`${words}.`)}
      >
        <IconEyeOff size={16} stroke={1.6} aria-hidden />
      </button>
    </Tooltip>
  );
}

export interface BenchHeaderProps {
  audit: Audit;
  entry: QueueEntry | null;
  /** Place of the item in this person's own queue, from 1: positions of the audit have gaps where others review. */
  place: number;
  total: number;
  /** What of the calibration round the item is; null for all others. */
  round: string | null;
  item: ReviewItem | undefined;
  elapsed: (() => number) | undefined;
  chords: Readonly<Record<'keys' | 'palette', string | undefined>>;
  onKeys: () => void;
  onPalette: () => void;
  announce: (words: string) => void;
}

function Badges(props: BenchHeaderProps): ReactNode {
  const { audit, entry, place, total, round, item, announce } = props;
  const facets = (entry?.facets ?? []).filter((one) => one !== '(none)');
  const hidden = item?.hidden ?? [];
  return (
    <>
      {audit.isDemo && <Badge tone="warn">demo</Badge>}
      {audit.state === 'closed' && <Badge tone="warn">closed: reviews count as late</Badge>}
      {round !== null && <Badge tone="accent">{round}</Badge>}
      {entry !== null && round === null && (
        <span className={classes.place}>
          {place} / {total}
        </span>
      )}
      <KeptBadge auditId={audit.id} />
      <span className={classes.roomy}>
        {facets.length > 0 && <span className={classes.facets}>{facets.join(' · ')}</span>}
        {audit.plan.blinding.hidesFinder === true && (
          <Badge isOutline>finder off by the audit’s policy</Badge>
        )}
      </span>
      {hidden.length > 0 && <Blinded hidden={hidden} announce={announce} />}
    </>
  );
}

export function BenchHeader(props: BenchHeaderProps): ReactNode {
  const { audit, elapsed, chords, onKeys, onPalette, announce } = props;
  return (
    <PageHeader
      isBar
      title={audit.title}
      badges={<Badges {...props} />}
      actions={
        <>
          {elapsed !== undefined && <Timer elapsed={elapsed} />}
          <AdvanceSwitch announce={announce} />
          <Button size="s" variant="quiet" chord={chords.keys} onClick={onKeys}>
            Keys
          </Button>
          <Button size="s" variant="quiet" chord={chords.palette} onClick={onPalette}>
            Find
          </Button>
          <ScorecardFold />
        </>
      }
    />
  );
}
