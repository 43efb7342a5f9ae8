/** The head of a case: back to the worklist, which case, how it stands, who holds it, and the ways on. */
import { IconArrowLeft, IconChartBar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { CaseRow } from '../../../shared/contract/disagreements.ts';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { factWords } from './case-words.ts';
import { toggleNames } from './desk-store.ts';
import { useOrigins } from '../../lib/origins.ts';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { StateBadge } from './marks.tsx';
import classes from './case.module.css';

export interface CaseHeaderProps {
  /** Key of the case. */
  of: string;
  row: CaseRow | undefined;
  /** Place in the worklist, from 1; null for a case that is not in it. */
  place: number | null;
  total: number;
  mayRule: boolean;
  isClaiming: boolean;
  showsNames: boolean;
  hasPrevious: boolean;
  hasNext: boolean;
  onClaim: () => void;
  onNext: () => void;
  onPrevious: () => void;
  onLeave: () => void;
}

function claimWords(claimedBy: CaseRow['claimedBy']): string {
  if (claimedBy === null) return 'Claim';
  return claimedBy.isMine ? 'Claimed by you' : `Claimed by ${claimedBy.name}`;
}

function Facts({
  row,
  place,
  total,
}: Pick<CaseHeaderProps, 'place' | 'total'> & { row: CaseRow }): ReactNode {
  const origins = useOrigins()(row.case.auditId);
  const told = factWords(row, true);
  return (
    <>
      {place !== null && (
        <span className={classes.place}>
          {formatCount(place)} / {formatCount(total)}
        </span>
      )}
      <StateBadge state={row.state} />
      <OriginBadge {...origins} />
      <span className={classes.facts}>{told}</span>
    </>
  );
}

function Acts(props: CaseHeaderProps & { row: CaseRow }): ReactNode {
  const { row, mayRule, isClaiming, showsNames, hasPrevious, hasNext } = props;
  const changes = useKeyChanges();
  const { claimedBy } = row;
  return (
    <>
      {mayRule && (
        <Button
          size="s"
          variant={claimedBy?.isMine === true ? 'plain' : 'quiet'}
          chord={firstChord('disagreements_claim', changes)}
          aria-pressed={claimedBy?.isMine === true}
          isBusy={isClaiming}
          onClick={props.onClaim}
        >
          {claimWords(claimedBy)}
        </Button>
      )}
      <Button
        size="s"
        variant="quiet"
        chord={firstChord('disagreements_names', changes)}
        onClick={toggleNames}
      >
        {showsNames ? 'Show letters' : 'Show names'}
      </Button>
      <Link to={paths.report(row.case.auditId)} className={classes.report} aria-label="Report of this audit">
        <IconChartBar size={17} stroke={1.6} aria-hidden />
      </Link>
      <IconButton
        label="Case before"
        chord={firstChord('disagreements_previous', changes)}
        disabled={!hasPrevious}
        onClick={props.onPrevious}
      >
        <IconChevronLeft size={18} stroke={1.7} />
      </IconButton>
      <IconButton
        label="Next case"
        chord={firstChord('disagreements_next', changes)}
        disabled={!hasNext}
        onClick={props.onNext}
      >
        <IconChevronRight size={18} stroke={1.7} />
      </IconButton>
    </>
  );
}

/** Where focus goes when what had it is gone. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}

/** Every case begins at its heading, for whoever hears it and so that no key goes into a field of the one before. */
function useStartAtHeading(of: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another case is what begins anew
  }, [of]);
  return heading;
}

export function CaseHeader(props: CaseHeaderProps): ReactNode {
  const { of, row, onLeave } = props;
  const heading = useStartAtHeading(of);
  const changes = useKeyChanges();
  return (
    <header className={classes.header}>
      <IconButton label="Worklist" chord={firstChord('disagreements_leave', changes)} onClick={onLeave}>
        <IconArrowLeft size={18} stroke={1.7} />
      </IconButton>
      <div className={classes.words}>
        <h1 ref={heading} className={classes.title} dir="auto" tabIndex={-1}>
          {row?.title ?? 'Disagreement'}
        </h1>
        {row !== undefined && (
          <p className={classes.line}>
            <Facts {...props} row={row} />
          </p>
        )}
      </div>
      <div className={classes.acts}>{row !== undefined && <Acts {...props} row={row} />}</div>
    </header>
  );
}
