/** People of the hub: the list, one of them in full beside it, or the form that adds one. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { roles } from '../../../shared/domain/person.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AddPerson } from './add-person.tsx';
import { usePeople } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { PersonPanel } from './person-panel.tsx';
import { RefusalsPanel } from './refusals-panel.tsx';
import classes from './hub.module.css';

/** Those who run things first, then by name. */
const order = ['admin', 'lead', 'owner', 'auditor', 'reviewer', 'ingest'] satisfies (typeof roles)[number][];

function sorted(people: readonly Person[]): Person[] {
  return people.toSorted(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name, 'en'),
  );
}

interface ListProps {
  people: readonly Person[];
  me: Person;
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

function List({ people, me, chosen, onChoose }: ListProps): ReactNode {
  return (
    <ul className={classes.people}>
      {sorted(people).map((person) => (
        <li key={person.id}>
          <button
            type="button"
            className={classes.person}
            aria-current={person.id === chosen ? 'true' : undefined}
            onClick={() => onChoose(person.id)}
          >
            <span className={classes.name}>
              {person.name}
              {person.id === me.id && <span className={classes.quiet}> you</span>}
            </span>
            <span className={classes.role}>{person.role}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function PeopleTab({ me }: { me: Person }): ReactNode {
  const people = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  const of = people.data?.find((one) => one.id === chosen) ?? null;
  const canAdd = isOffered(me.role, 'people.create');
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Panel
          title="People"
          isFlush={people.data !== undefined}
          aside={
            <>
              {people.data !== undefined && formatCounted(people.data.length, 'person', 'people')}
              {canAdd && chosen !== null && (
                <Button size="s" onClick={() => setChosen(null)}>
                  Add a person
                </Button>
              )}
            </>
          }
        >
          <Loaded of={people} label="Reading the people" lines={5}>
            {(rows) => <List people={rows} me={me} chosen={chosen} onChoose={setChosen} />}
          </Loaded>
        </Panel>
        {isOffered(me.role, 'refusals.list') && <RefusalsPanel people={people.data ?? []} />}
      </div>
      <div className={classes.column}>
        {of !== null && <PersonPanel key={of.id} of={of} me={me} />}
        {of === null && canAdd && <AddPerson me={me} />}
        {of === null && !canAdd && (
          <p className={classes.hint}>Choose a person to see what their role is there for.</p>
        )}
      </div>
    </div>
  );
}
