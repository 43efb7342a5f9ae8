/**
 * How far each reviewer is: a calm bar of what is reviewed and skipped, and the same in words. Invariant: nobody is
 * ranked; people stand in the order of their names.
 */
import type { ReactNode } from 'react';
import type { Workload } from '../../../shared/contract/hub-work.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatAgo, formatCount, formatCounted } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Panel } from '../../ui/panel.tsx';
import { useLoad } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { nameOf, openOf } from './work-words.ts';
import classes from './hub.module.css';
import own from './work.module.css';

function saidOf(load: Workload): string {
  return [
    `${formatCount(load.reviewed)} of ${formatCount(load.assigned)} reviewed`,
    load.skipped > 0 ? `${formatCount(load.skipped)} skipped` : null,
    openOf(load) > 0 ? `${formatCount(openOf(load))} open` : 'all done',
    load.extraWaiting > 0 ? `${formatCounted(load.extraWaiting, 'more look', 'more looks')} waiting` : null,
  ]
    .filter((one) => one !== null)
    .join(' · ');
}

const share = (part: number, of: number): string => `${of === 0 ? 0 : (part / of) * 100}%`;

function Line({ load, name, widest }: { load: Workload; name: string; widest: number }): ReactNode {
  const now = useNow(30_000);
  return (
    <li className={own.load}>
      <span className={classes.name}>{name}</span>
      <span className={own.seen}>
        {load.lastAt === null ? 'not seen yet' : `last review ${formatAgo(load.lastAt, now)}`}
      </span>
      <span className={own.track} aria-hidden style={{ width: share(load.assigned, widest) }}>
        <span className={own.done} style={{ width: share(load.reviewed, load.assigned) }} />
        <span className={own.skipped} style={{ width: share(load.skipped, load.assigned) }} />
      </span>
      <span className={own.said}>{saidOf(load)}</span>
    </li>
  );
}

export function LoadPanel({ auditId, people }: { auditId: AuditId; people: readonly Person[] }): ReactNode {
  const load = useLoad(auditId);
  return (
    <Panel title="Reviewers" aside="as far as the hub has received">
      <Loaded of={load} label="Reading how far each reviewer is" lines={4}>
        {(rows) => {
          const widest = Math.max(1, ...rows.map((one) => one.assigned));
          const named = rows
            .map((one) => ({ ...one, name: nameOf(people, one.personId) }))
            .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
          return (
            <ul className={own.loads}>
              {named.map((one) => (
                <Line key={one.personId} load={one} name={one.name} widest={widest} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
