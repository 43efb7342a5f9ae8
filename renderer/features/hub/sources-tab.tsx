/** Sources of the hub, what arrived in them, and the rules by which texts are masked and kept. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { Arrivals } from './arrivals.tsx';
import { AddView } from './add-view.tsx';
import { Declared } from './declared.tsx';
import { useHubSources } from './hub-queries.ts';
import { Masking } from './masking.tsx';
import { Retention } from './retention.tsx';
import { SourceList } from './source-list.tsx';
import classes from './hub.module.css';

export function SourcesTab({ me }: { me: Person }): ReactNode {
  const sources = useHubSources();
  const [chosen, setChosen] = useState<string | null>(null);
  const of = sources.data?.find((one) => one.id === chosen) ?? sources.data?.[0] ?? null;
  const may = (offer: Parameters<typeof isOffered>[1]): boolean => isOffered(me.role, offer);
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <SourceList of={sources} chosen={of?.id ?? null} onChoose={setChosen} />
        {of?.kind === 'ingested' && may('traces.sources.dimensions') && (
          <Arrivals key={`arrivals ${of.id}`} source={of} />
        )}
        {of !== null && may('traces.sources.dimensions') && (
          <Declared key={of.id} source={of} canChange={may('traces.sources.declare')} />
        )}
        {/* Who names a relation reads whatever the hub may read there: an admin's to decide. */}
        {me.role === 'admin' && may('traces.sources.create') && <AddView />}
      </div>
      <div className={classes.column}>
        {may('traces.masking.get') && <Masking canChange={may('traces.masking.put')} />}
        {may('traces.retention.get') && <Retention canChange={may('traces.retention.put')} />}
      </div>
    </div>
  );
}
