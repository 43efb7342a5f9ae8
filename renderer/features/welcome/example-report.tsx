/** What comes out at the end, as a picture: an invented verdict that says so. Must not look like a figure of this person's. */
import type { ReactNode } from 'react';
import { Badge } from '../../ui/badge.tsx';
import classes from './example.module.css';

/** Per cent, on a line from 0 to 4. */
const LINE_TO = 4;
const example = { rate: 1.8, low: 1.1, high: 2.9, limit: 1.5 } as const;
const WIDTH = 320;
const x = (share: number): number => 4 + (share / LINE_TO) * (WIDTH - 8);

function Strip(): ReactNode {
  const { rate, low, high, limit } = example;
  return (
    <svg viewBox={`0 0 ${WIDTH} 58`} className={classes.strip} aria-hidden>
      <line x1={x(0)} x2={x(LINE_TO)} y1={28} y2={28} className={classes.line} />
      <rect x={x(low)} y={22} width={x(high) - x(low)} height={12} rx={6} className={classes.band} />
      <line x1={x(limit)} x2={x(limit)} y1={10} y2={44} className={classes.limit} />
      <circle cx={x(rate)} cy={28} r={6} className={classes.point} />
      <text x={x(limit)} y={55} className={classes.text} textAnchor="middle">
        limit 1.5 %
      </text>
      <text x={x(0)} y={55} className={classes.text}>
        0 %
      </text>
      <text x={x(LINE_TO)} y={55} className={classes.text} textAnchor="end">
        4 %
      </text>
    </svg>
  );
}

const words =
  'Example of a report: hallucinations on billing answers, 1.8 %, with 95 % confidence between 1.1 and 2.9 %. The limit of 1.5 % is neither passed nor breached yet.';

export function ExampleReport(): ReactNode {
  return (
    <figure className={classes.card} aria-label={words}>
      <div aria-hidden>
        <p className={classes.over}>
          <span>What comes out</span>
          <Badge isOutline>example</Badge>
        </p>
        <p className={classes.name}>Hallucinations on billing answers</p>
        <p className={classes.rate}>
          1.8 %<span>1.1–2.9 %</span>
        </p>
        <Strip />
        <p className={classes.verdict}>
          <Badge tone="warn" icon="◆">
            undecided
          </Badge>
          <span>240 more labels would settle it</span>
        </p>
        <p className={classes.facts}>
          640 of 18,940 answers, drawn at random · 3 reviewers · every step redrawn by anyone
        </p>
      </div>
    </figure>
  );
}
