/** The work of one audit as the hub knows it: how far each reviewer is, giving it to others, gold and agreement. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AgreementChecks } from './agreement-checks.tsx';
import { EndOfWork } from './end-of-work.tsx';
import { GoldResults } from './gold-results.tsx';
import { useAudits, usePeople } from './hub-queries.ts';
import { LoadPanel } from './load-panel.tsx';
import { Loaded } from './loaded.tsx';
import { Reassign } from './reassign.tsx';
import classes from './hub.module.css';
import own from './work.module.css';

const rank = (one: AuditSummary): number => (one.state === 'closed' ? 1 : 0);

/** Open ones first, newest first among each. */
function inOrder(audits: readonly AuditSummary[]): AuditSummary[] {
  return audits
    .filter((one) => one.drawnAt !== null)
    .toSorted((a, b) => rank(a) - rank(b) || b.plannedAt.localeCompare(a.plannedAt));
}

function NoWork({ me }: { me: Person }): ReactNode {
  const navigate = useNavigate();
  const canPlan = isOffered(me.role, 'work.draw');
  return (
    <EmptyState
      title="No audit is drawn yet"
      icon={<IconStack2 size={36} stroke={1.4} />}
      actions={
        canPlan && (
          <Button variant="primary" onClick={() => void navigate({ to: paths.plan })}>
            Plan an audit
          </Button>
        )
      }
    >
      Once a sample is drawn and given out, its reviewers and how far they are stand here.
    </EmptyState>
  );
}

function aboutInWords(audit: AuditSummary): string {
  const due = audit.plan.dueAt === undefined ? '' : ` · due ${formatDay(audit.plan.dueAt)}`;
  const state = audit.closedAt === null ? 'open' : `closed ${formatDay(audit.closedAt)}`;
  return `${formatCounted(audit.itemCount, 'item')} · ${formatCounted(audit.reviewerCount, 'reviewer')} · ${state}${due}`;
}

interface AuditWorkProps {
  audit: AuditSummary;
  me: Person;
  people: readonly Person[];
}

function AuditWork({ audit, me, people }: AuditWorkProps): ReactNode {
  const may = (offer: Parameters<typeof isOffered>[1]): boolean => isOffered(me.role, offer);
  const isOpen = audit.state !== 'closed';
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        {may('work.load') && <LoadPanel auditId={audit.id} people={people} />}
        <GoldResults audit={audit} people={people} />
        <AgreementChecks audit={audit} people={people} />
      </div>
      <div className={classes.column}>
        {isOpen && may('work.reassign') && <Reassign audit={audit} people={people} />}
        <EndOfWork audit={audit} canRun={may('work.close')} canAsk={may('work.relabel')} />
      </div>
    </div>
  );
}

export function WorkTab({ me }: { me: Person }): ReactNode {
  const audits = useAudits();
  const people = usePeople();
  const [chosen, setChosen] = useState('');
  return (
    <Loaded of={audits} label="Reading the audits" lines={6}>
      {(all) => {
        const rows = inOrder(all);
        const audit = rows.find((one) => one.id === chosen) ?? rows[0];
        if (audit === undefined) return <NoWork me={me} />;
        return (
          <div className={own.work}>
            <div className={own.choose}>
              <Field label="Audit" hint={aboutInWords(audit)}>
                {(control) => (
                  <SelectInput
                    {...control}
                    value={audit.id}
                    onChange={(event) => setChosen(event.target.value)}
                    options={rows.map((one) => ({
                      value: one.id,
                      title: one.state === 'closed' ? `${one.title} (closed)` : one.title,
                    }))}
                  />
                )}
              </Field>
            </div>
            <AuditWork key={audit.id} audit={audit} me={me} people={people.data ?? []} />
          </div>
        );
      }}
    </Loaded>
  );
}
