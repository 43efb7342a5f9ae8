/** The acts of the worklist's head: which part is shown where there is room for one, the norming round, names or letters. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { handCases } from '../../lib/handed-cases.ts';
import { paths } from '../../lib/navigation.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { MOST_IN_ROUND } from './route-acts.ts';
import { clearChosen, toggleNames } from './desk-store.ts';
import type { Desk } from './desk-store.ts';
import classes from './worklist.module.css';

export type Part = 'cases' | 'clusters';

/** The way to a norming round with the chosen cases, or why there is none. */
export function useNorming(desk: Desk): { begin: () => void; whyNot: string | null } {
  const navigate = useNavigate();
  const { chosen } = desk;
  const audits = new Set(chosen.map((one) => one.auditId));
  const whyNot =
    audits.size > 1
      ? 'A norming round takes cases of one audit: let go of those of the others.'
      : chosen.length > MOST_IN_ROUND
        ? `A norming round takes at most ${MOST_IN_ROUND} cases.`
        : null;
  return {
    whyNot,
    begin: () => {
      if (chosen.length === 0 || whyNot !== null) return;
      handCases(chosen);
      clearChosen();
      void navigate({ to: paths.norming });
    },
  };
}

function Norming({ desk }: { desk: Desk }): ReactNode {
  const changes = useKeyChanges();
  const { begin, whyNot } = useNorming(desk);
  const { chosen } = desk;
  if (chosen.length === 0) return null;
  return (
    <>
      {whyNot !== null && <span className={classes.whyNot}>{whyNot}</span>}
      <Button size="s" variant="quiet" onClick={clearChosen}>
        Let go of {formatCount(chosen.length)}
      </Button>
      <Button
        size="s"
        chord={firstChord('disagreements_norm', changes)}
        disabled={whyNot !== null}
        onClick={begin}
      >
        Norming round with {formatCounted(chosen.length, 'case')}
      </Button>
    </>
  );
}

export function HeadActs({
  desk,
  part,
  onPart,
}: {
  desk: Desk;
  part: Part;
  onPart: (part: Part) => void;
}): ReactNode {
  const changes = useKeyChanges();
  const { showsNames } = desk;
  return (
    <>
      <span className={classes.narrowOnly}>
        <Segments
          label="What is shown"
          value={part}
          options={[
            { value: 'cases', title: 'Cases' },
            { value: 'clusters', title: 'Map and clusters' },
          ]}
          onChange={onPart}
        />
      </span>
      <Norming desk={desk} />
      <Button
        size="s"
        variant="quiet"
        chord={firstChord('disagreements_names', changes)}
        onClick={toggleNames}
      >
        {showsNames ? 'Show letters' : 'Show names'}
      </Button>
    </>
  );
}
