/** The audits of this person by what they ask for: due soon, in progress, done; closed ones folded until asked for. */
import { useState } from 'react';
import type { ReactNode, Ref } from 'react';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/audits.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatCount } from '../../lib/format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { AuditRow } from './audit-row.tsx';
import { leads } from './today-queries.ts';
import { groupAudits, groupTitles } from './today-view.ts';
import classes from './today.module.css';

/** Reports that are asked for without being asked: of more, one at a time and by hand. */
const mostBriefs = 5;

export interface AuditGroupsProps {
  audits: readonly AuditSummary[];
  today: readonly TodayAudit[];
  person: Person | undefined;
  now: number;
  renderTake?: ((audit: AuditSummary) => ReactNode) | undefined;
  /** Where commands look for rows. */
  list: Ref<HTMLDivElement>;
}

/** Audits whose report is asked for at once. */
function listBriefed(running: readonly AuditSummary[], person: Person | undefined): Set<string> {
  const led = running.filter((audit) => leads(person, audit) && audit.manifestDigest !== null);
  return new Set(led.slice(0, mostBriefs).map((audit) => audit.id));
}

function Closed({ count, children }: { count: number; children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure
      summary={
        <>
          {groupTitles.closed} <span className={classes.count}>{formatCount(count)}</span>
        </>
      }
      isOpen={isOpen}
      onToggle={setOpen}
    >
      {isOpen && children}
    </Disclosure>
  );
}

export function AuditGroups(props: AuditGroupsProps): ReactNode {
  const { audits, today, person, now, renderTake, list } = props;
  const grouped = groupAudits(audits, now);
  const running = grouped.flatMap((one) => (one.group === 'closed' ? [] : one.audits));
  const briefed = listBriefed(running, person);
  const rows = (of: readonly AuditSummary[]): ReactNode => (
    <ul className={classes.list}>
      {of.map((audit) => (
        <AuditRow
          key={audit.id}
          audit={audit}
          today={today.find((one) => one.auditId === audit.id)}
          isLead={leads(person, audit)}
          hasBrief={briefed.has(audit.id)}
          now={now}
          take={renderTake?.(audit)}
        />
      ))}
    </ul>
  );
  return (
    <div ref={list} className={classes.groups}>
      {grouped.map(({ group, audits: of }) => (
        <section key={group} aria-label={groupTitles[group]}>
          {group === 'closed' && running.length > 0 ? (
            <Closed count={of.length}>{rows(of)}</Closed>
          ) : (
            <>
              <h2 className={classes.groupTitle}>
                {groupTitles[group]} <span className={classes.count}>{formatCount(of.length)}</span>
              </h2>
              {rows(of)}
            </>
          )}
        </section>
      ))}
    </div>
  );
}
