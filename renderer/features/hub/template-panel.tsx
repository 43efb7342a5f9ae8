/** One weekly audit: its schedule, when it draws next, and every week so far with its audit or why there is none. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatAgo, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Notice } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import type { Template } from './hub-queries.ts';
import { useHubSources, usePeople, useRunTemplate, useStopTemplate } from './hub-queries.ts';
import { Failed } from './loaded.tsx';
import { scheduleInWords, timeThere, weekInWords } from './schedule-words.ts';
import { nameOf } from './work-words.ts';
import classes from './hub.module.css';
import own from './weekly.module.css';

function Runs({ of }: { of: Template }): ReactNode {
  const rows = of.runs.toSorted((a, b) => b.week.localeCompare(a.week));
  return (
    <div className={own.runs}>
      <Table
        caption={`Weeks of ${of.plan.title}`}
        rows={rows}
        rowKey={(row) => `${row.week} ${row.at}`}
        empty="It has not drawn a week yet."
        columns={[
          {
            key: 'week',
            title: 'Week',
            width: '12ch',
            render: (row) => <span className={classes.when}>{row.week}</span>,
          },
          {
            key: 'at',
            title: 'Drawn',
            width: '17ch',
            render: (row) => <span className={classes.when}>{formatDayTime(row.at)}</span>,
          },
          {
            key: 'audit',
            title: 'Outcome',
            render: (row) =>
              row.auditId === null ? (
                <span className={own.problem}>
                  <span aria-hidden>▲</span> {row.problem ?? 'Nothing was drawn.'}
                </span>
              ) : (
                <Link to={paths.report(row.auditId)}>the audit of {row.week}</Link>
              ),
          },
        ]}
      />
    </div>
  );
}

function RunNow({ of }: { of: Template }): ReactNode {
  const run = useRunTemplate();
  return (
    <>
      <Button isBusy={run.isPending} onClick={() => run.mutate({ templateId: of.templateId })}>
        {run.isPending ? 'Drawing …' : 'Run now'}
      </Button>
      {run.data !== undefined && (
        <div className={own.answer}>
          <Notice
            tone={run.data.auditId === null ? 'warn' : 'good'}
            title={run.data.auditId === null ? '▲ Nothing was drawn' : `✓ ${run.data.week} is drawn`}
          >
            {run.data.problem ?? 'The sample is drawn and given out.'}
          </Notice>
        </div>
      )}
      {run.error !== null && (
        <div className={own.answer}>
          <Failed error={run.error} />
        </div>
      )}
    </>
  );
}

function Stop({ of }: { of: Template }): ReactNode {
  const stop = useStopTemplate();
  return (
    <>
      <Confirm
        label="Stop"
        question="Draw no more weeks of it?"
        confirmLabel="Stop it"
        keepLabel="Go on"
        isBusy={stop.isPending}
        onConfirm={() => stop.mutate({ templateId: of.templateId })}
      >
        <p>Audits that it has drawn stay as they are. Saving it again starts it anew.</p>
      </Confirm>
      <Failed error={stop.error} />
    </>
  );
}

export interface TemplatePanelProps {
  of: Template;
  me: Person;
  onChange: () => void;
}

export function TemplatePanel({ of, me, onChange }: TemplatePanelProps): ReactNode {
  const now = useNow(30_000);
  const people = usePeople();
  const sources = useHubSources();
  const { plan, schedule, nextAt } = of;
  const source = sources.data?.find((one) => one.id === plan.sourceId)?.name ?? 'a source of the hub';
  return (
    <Panel
      title={plan.title}
      aside={of.isActive ? <Badge tone="good">● runs</Badge> : <Badge>stopped</Badge>}
    >
      <div className={own.template}>
        <Facts
          facts={[
            { name: 'When', value: scheduleInWords(of) },
            {
              name: 'Next',
              value:
                nextAt === null
                  ? 'not any more'
                  : `${timeThere(nextAt, schedule.timeZone)}, ${formatAgo(nextAt, now)}`,
            },
            { name: 'Each week', value: weekInWords(of) },
            { name: 'From', value: source },
            { name: 'Lead', value: nameOf(people.data ?? [], of.leadId) },
          ]}
        />
        <Runs of={of} />
      </div>
      {isOffered(me.role, 'templates.save') && (
        <div className={`${classes.acts} ${own.acts}`}>
          {of.isActive && <RunNow of={of} />}
          <Button onClick={onChange}>{of.isActive ? 'Change' : 'Change and start again'}</Button>
          {of.isActive && <Stop of={of} />}
        </div>
      )}
    </Panel>
  );
}
