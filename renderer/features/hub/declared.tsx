/** The dimensions whose strata a source indexes; changing them says first what it costs. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { HubSource } from '../../../shared/contract/hub-traces.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeclare, useHubDimensions } from './hub-queries.ts';
import { Failed, Loaded } from './loaded.tsx';
import { cellsOf, costInWords } from './source-facts.ts';
import classes from './hub.module.css';
import spoken from '../../ui/spoken.module.css';
import own from './sources.module.css';

/** The contract takes no more. */
const MAX_DECLARED = 6;

type Found = NonNullable<ReturnType<typeof useHubDimensions>['data']>;

interface ChoiceProps {
  source: HubSource;
  found: Found;
  canChange: boolean;
}

/** What is declared comes first, also where the traces of today have one value of it only. */
function linesOf(source: HubSource, found: Found): { dimension: Dimension; distinct: number }[] {
  const known = found.map(({ dimension, distinct }) => ({ dimension, distinct }));
  const gone = source.declared
    .filter((one) => !found.some(({ dimension }) => dimension === one))
    .map((dimension) => ({ dimension, distinct: 1 }));
  return [...gone, ...known];
}

function Choice({ source, found, canChange }: ChoiceProps): ReactNode {
  const [chosen, setChosen] = useState<Dimension[]>(source.declared);
  const declare = useDeclare();
  const lines = linesOf(source, found);
  const isSame =
    chosen.length === source.declared.length && chosen.every((one) => source.declared.includes(one));
  const toggle = (dimension: Dimension, isOn: boolean): void =>
    setChosen(isOn ? [...chosen, dimension] : chosen.filter((one) => one !== dimension));
  return (
    <>
      <fieldset className={own.choices} disabled={!canChange || declare.isPending}>
        <legend className={spoken.only}>Dimensions whose strata are indexed</legend>
        {lines.map(({ dimension, distinct }) => (
          <label key={dimension} className={own.choice}>
            <input
              type="checkbox"
              checked={chosen.includes(dimension)}
              disabled={!chosen.includes(dimension) && chosen.length >= MAX_DECLARED}
              onChange={(event) => toggle(dimension, event.target.checked)}
            />
            {sentenceCase(dimensionTitle(dimension))}
            <span className={classes.quiet}>{formatCounted(distinct, 'value')}</span>
          </label>
        ))}
      </fieldset>
      {lines.length === 0 && (
        <p className={classes.quiet}>No dimension with two values or more yet: the frame is one stratum.</p>
      )}
      <p className={classes.quiet} aria-live="polite">
        {costInWords(source, cellsOf(lines, chosen), chosen.length)}
      </p>
      <Failed error={declare.error} />
      {canChange && !isSame && (
        <div className={classes.acts}>
          <Button
            variant="primary"
            isBusy={declare.isPending}
            onClick={() => declare.mutate({ sourceId: source.id, declared: chosen })}
          >
            {declare.isPending ? 'Indexing …' : 'Index by these'}
          </Button>
          <Button onClick={() => setChosen(source.declared)}>Leave as it is</Button>
        </div>
      )}
    </>
  );
}

export function Declared({ source, canChange }: { source: HubSource; canChange: boolean }): ReactNode {
  const dimensions = useHubDimensions(source.kind === 'ingested' ? source.id : null);
  return (
    <Panel title={`Strata of ${source.name}`} aside="indexed dimensions">
      <div className={classes.form}>
        {source.kind === 'warehouse' ? (
          <p className={classes.quiet}>
            The rows stay in the warehouse and are read only: it counts and draws there, by its own indexes.
          </p>
        ) : (
          <Loaded of={dimensions} label="Reading the dimensions">
            {(found) => (
              <Choice key={source.declared.join(' ')} source={source} found={found} canChange={canChange} />
            )}
          </Loaded>
        )}
      </div>
    </Panel>
  );
}
