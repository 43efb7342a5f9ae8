/** The hub's sources as a list of which one is in hand: how many traces, of which time, and when the last ones came. */
import type { ReactNode } from 'react';
import type { HubSource } from '../../../shared/contract/hub-traces.ts';
import { dimensionTitle } from '../../lib/dimension-words.ts';
import { formatAgo, formatCount, formatDay } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Panel } from '../../ui/panel.tsx';
import type { useHubSources } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { windowInWords } from './source-facts.ts';
import classes from './hub.module.css';
import own from './sources.module.css';

interface LineProps {
  source: HubSource;
  isChosen: boolean;
  nowMs: number;
  onChoose: () => void;
}

function Line({ source, isChosen, nowMs, onChoose }: LineProps): ReactNode {
  const last =
    source.lastBatchAt === null
      ? `added ${formatDay(source.createdAt)}`
      : `last arrival ${formatAgo(source.lastBatchAt, nowMs)}`;
  const by = source.declared.map(dimensionTitle).join(' × ');
  return (
    <li>
      <button
        type="button"
        className={own.source}
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <span className={classes.name}>{source.name}</span>
        <span className={own.count}>
          {source.traceCount === null ? 'counted when asked' : formatCount(source.traceCount)}
          {source.traceCount !== null && <small>traces</small>}
        </span>
        <span className={classes.quiet}>
          {source.kind === 'warehouse' ? 'warehouse view' : windowInWords(source)} · {last}
          {source.kind === 'ingested' && ` · ${by === '' ? 'no strata declared' : `strata by ${by}`}`}
        </span>
      </button>
    </li>
  );
}

export interface SourceListProps {
  of: ReturnType<typeof useHubSources>;
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function SourceList({ of, chosen, onChoose }: SourceListProps): ReactNode {
  const now = useNow(30_000);
  return (
    <Panel title="Sources" aside="what audits can be drawn from" isFlush={of.data !== undefined}>
      <Loaded of={of} label="Reading the sources" lines={4}>
        {(rows) =>
          rows.length === 0 ? (
            <div className={own.none}>
              <p>
                <strong>No trace has arrived yet.</strong>
              </p>
              <p className={classes.quiet}>
                A program with an ingest token sends them: as JSON or lines to <code>/v1/traces</code>, or by
                OpenTelemetry to <code>/v1/otlp/v1/traces</code>. Its source is made on first use.
              </p>
            </div>
          ) : (
            <ul className={classes.people}>
              {rows.map((source) => (
                <Line
                  key={source.id}
                  source={source}
                  nowMs={now}
                  isChosen={source.id === chosen}
                  onChoose={() => onChoose(source.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
