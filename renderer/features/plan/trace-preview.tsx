/** Up to ten traces as Assay would store them: one at a time, prompt, context and output side by side. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Trace } from '../../../shared/domain/trace.ts';
import { dimensionValue, NO_VALUE, standardDimensions } from '../../../shared/domain/trace.ts';
import { dimensionTitle } from '../../lib/dimension-words.ts';
import { formatDayTime } from '../../lib/format.ts';
import { Segments } from '../../ui/field.tsx';
import found from './found.module.css';
import classes from './plan.module.css';

function Column({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    // Focusable, because long texts scroll.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={found.previewColumn} tabIndex={0} aria-label={title}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function factsOf(trace: Trace): string[] {
  const named = standardDimensions
    .map((name) => [dimensionTitle(name), dimensionValue(trace, name)] as const)
    .filter(([, value]) => value !== NO_VALUE);
  return [...named, ...Object.entries(trace.attributes ?? {})].map(([name, value]) => `${name} ${value}`);
}

export function TracePreview({ traces }: { traces: readonly Trace[] }): ReactNode {
  const [chosen, setChosen] = useState('0');
  const trace = traces[Number(chosen)] ?? traces[0];
  if (trace === undefined) return null;
  const facts = factsOf(trace);
  return (
    <section aria-label="Preview">
      <div className={found.previewHead}>
        <h3 className={classes.h3}>
          As Assay reads it <small>nothing is stored yet</small>
        </h3>
        <Segments
          label="Trace of the preview"
          value={String(Math.min(Number(chosen), traces.length - 1))}
          onChange={setChosen}
          options={traces.map((_, at) => ({ value: String(at), title: String(at + 1) }))}
        />
      </div>
      <p className={classes.quiet}>
        <code>{trace.id}</code> · {formatDayTime(trace.occurredAt)}
        {facts.length > 0 && ` · ${facts.join(' · ')}`}
      </p>
      <div className={found.preview}>
        <Column title="Prompt">
          {trace.prompt.map((message, at) => (
            // Messages of a stored trace never move.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className={found.message}>
              <span className={found.role}>{message.role}</span>
              <p>{message.text}</p>
            </div>
          ))}
        </Column>
        <Column title="Context">
          {trace.context.length === 0 && <p className={classes.quiet}>No passages.</p>}
          {trace.context.map((passage) => (
            <div key={passage.rank} className={found.message}>
              <span className={found.role}>
                {passage.rank} {passage.title ?? passage.sourceId ?? ''}
              </span>
              <p>{passage.text}</p>
            </div>
          ))}
        </Column>
        <Column title="Output">
          <p>{trace.output}</p>
        </Column>
      </div>
    </section>
  );
}
