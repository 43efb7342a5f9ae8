/**
 * The relabel queue after a change of structure or meaning: a probability sub-sample of an earlier audit's items, judged
 * anew under the new version, so that its rate can stand beside later ones. Must not compute a size or a width.
 */
import { IconRefreshDot } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { BridgePlan } from '../../../shared/contract/taxonomies.ts';
import { percentText } from '../../../shared/figures/number-words.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import type { BridgeChoice } from './bridge-choices.ts';
import { bridgeable, uncertainItems } from './bridge-choices.ts';
import { DrawBridge } from './draw-bridge.tsx';
import type { TaxonomyView } from './taxonomy-queries.ts';
import { useAudits, useBridgePlan, useCatalogue } from './taxonomy-queries.ts';
import { mappingInWords, tellFrom } from './taxonomy-words.ts';
import { RelabelQueue } from './relabel-queue.tsx';
import classes from './relabel.module.css';

const FIRST_SIZE = 100;
const NBSP = '\u00a0';
const ASK_MS = 200;

function ByClass({ plan, view }: { plan: BridgePlan; view: TaxonomyView }): ReactNode {
  const tell = tellFrom(view);
  return (
    <Table
      caption="Items to judge anew, by old class"
      rows={plan.classes}
      rowKey={(row) => row.class}
      isQuiet={(row) => row.drawn === 0}
      columns={[
        { key: 'title', title: `Class in version ${plan.from.version}`, render: (row) => row.title },
        { key: 'items', title: 'Items', align: 'end', render: (row) => formatCount(row.items) },
        { key: 'share', title: 'Share', align: 'end', render: (row) => percentText(row.share) },
        {
          key: 'mapping',
          title: `In version ${plan.to.version}`,
          render: (row) => mappingInWords(row.mapping, tell, view.versions[0]?.taxonomy.classes.length),
        },
        { key: 'drawn', title: 'Judged anew', align: 'end', render: (row) => formatCount(row.drawn) },
      ]}
      foot={
        <tr>
          <th scope="row">Together</th>
          <td data-align="end">{formatCount(plan.classes.reduce((sum, one) => sum + one.items, 0))}</td>
          <td colSpan={2}>{NBSP}</td>
          <td data-align="end">{formatCount(plan.total)}</td>
        </tr>
      }
    />
  );
}

/** What the size buys, as a sentence. */
function Width({ plan }: { plan: BridgePlan }): ReactNode {
  return (
    <p className={classes.width} aria-live="polite">
      {plan.expectedHalfWidth === null ? (
        'How wide the interval of the bridged rate will be cannot be said at this size.'
      ) : (
        <>
          With <strong>{formatCounted(plan.total, 'item')}</strong> the bridged rate is expected within{' '}
          <strong>± {percentText(plan.expectedHalfWidth)}</strong>.
        </>
      )}
    </p>
  );
}

interface SizeProps {
  size: number;
  most: number;
  onChange: (size: number) => void;
}

function Size({ size, most, onChange }: SizeProps): ReactNode {
  const set = (text: string): void => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1) onChange(Math.min(most, value));
  };
  return (
    <div className={classes.size}>
      <Field label="Items to judge anew">
        {(control) => (
          <TextInput
            {...control}
            type="number"
            min={1}
            max={most}
            value={size}
            onChange={(event) => set(event.target.value)}
          />
        )}
      </Field>
      <input
        type="range"
        aria-label="Items to judge anew, as a slider"
        className={classes.slider}
        min={1}
        max={most}
        value={size}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
}

function Plan({ of, view }: { of: BridgeChoice; view: TaxonomyView }): ReactNode {
  const newest = view.versions[0]?.taxonomy;
  const [size, setSize] = useState(Math.min(FIRST_SIZE, Math.max(1, of.items)));
  const [asked] = useDebouncedValue(size, ASK_MS);
  const to = { id: view.id, version: newest?.version ?? 1 };
  const { auditId, question } = of;
  const plan = useBridgePlan({ auditId, question, to, size: asked });
  const most = Math.max(1, plan.data === undefined ? of.items : uncertainItems(plan.data));
  return (
    <>
      <Size size={Math.min(size, most)} most={most} onChange={setSize} />
      {plan.isError && <ErrorState isInline {...problemOf(plan.error)} onRetry={() => void plan.refetch()} />}
      {plan.data === undefined && !plan.isError && <Skeleton lines={5} label="Planning the relabel" />}
      {plan.data !== undefined && (
        <>
          {plan.data.classes.length > 0 && <Width plan={plan.data} />}
          {plan.data.problems.length > 0 && (
            <ul className={classes.problems}>
              {plan.data.problems.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
          {plan.data.classes.length > 0 && (
            <>
              <div className={classes.wide}>
                <ByClass plan={plan.data} view={view} />
              </div>
              <DrawBridge
                asked={{ auditId, question, to, size: asked }}
                plan={plan.data}
                isStale={plan.isPlaceholderData || asked !== size}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

function Choose({ choices, view }: { choices: readonly BridgeChoice[]; view: TaxonomyView }): ReactNode {
  const [key, setKey] = useState<string | null>(null);
  const chosen = choices.find((one) => one.key === key) ?? choices.find((one) => one.isClosed) ?? choices[0];
  if (chosen === undefined) return null;
  return (
    <Panel title="Relabel a sample for the new version">
      <div className={classes.stack}>
        <p className={classes.words}>
          Labels keep their version for ever. So that the rate of an earlier audit can stand beside later
          ones, a random part of its items, drawn by old class, is judged again under version{' '}
          {view.versions[0]?.taxonomy.version}, blind. The earlier audit is not touched.
        </p>
        <div className={classes.earlier}>
          <Field label="Earlier audit">
            {(control) => (
              <SelectInput
                {...control}
                value={chosen.key}
                onChange={(event) => setKey(event.target.value)}
                options={choices.map((one) => ({
                  value: one.key,
                  title: `${one.auditTitle} · ${one.questionTitle} · version ${one.version}${one.isClosed ? '' : ' · not closed yet'}`,
                }))}
              />
            )}
          </Field>
        </div>
        <Plan key={chosen.key} of={chosen} view={view} />
      </div>
    </Panel>
  );
}

export function RelabelPart({ view }: { view: TaxonomyView }): ReactNode {
  const audits = useAudits();
  const catalogue = useCatalogue();
  const failed = audits.error ?? catalogue.error;
  const newest = view.versions[0]?.taxonomy;
  if (failed !== null) {
    return (
      <ErrorState
        {...problemOf(failed)}
        onRetry={() => void Promise.all([audits.refetch(), catalogue.refetch()])}
      />
    );
  }
  if (audits.data === undefined || catalogue.data === undefined || newest === undefined) {
    return (
      <Panel>
        <Skeleton lines={5} label="Looking for audits of earlier versions" />
      </Panel>
    );
  }
  const choices = bridgeable(newest, audits.data, catalogue.data.scorecards);
  if (choices.length === 0) {
    return (
      <EmptyState title="Nothing to relabel" icon={<IconRefreshDot size={34} stroke={1.4} />}>
        {newest.version === 1
          ? 'There is one version only, and every label is of it.'
          : `No audit here asked a version before version ${newest.version}.`}{' '}
        After a change of structure or meaning, a sample of an earlier audit’s items is drawn here to be
        judged anew.
      </EmptyState>
    );
  }
  return (
    <div className={classes.parts}>
      <RelabelQueue id={view.id} audits={audits.data} />
      <Choose choices={choices} view={view} />
    </div>
  );
}
