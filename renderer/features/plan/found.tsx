/** What was found in files: kind, counts, mapping, ten traces as Assay reads them, rows it cannot read; and the way in. */
import type { FormEvent, ReactNode } from 'react';
import type { Inspection, Preset } from '../../../shared/domain/source.ts';
import { presets } from '../../../shared/domain/source.ts';
import { formatBytes, formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { fieldTitle } from './mapping-view.ts';
import type { SourceDraft } from './plan-draft.ts';
import { withSource } from './plan-draft.ts';
import { useAddSource } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { RejectedRows } from './rejected-rows.tsx';
import { fileName, presetInWords } from './source-words.ts';
import { TracePreview } from './trace-preview.tsx';
import foundClasses from './found.module.css';
import classes from './plan.module.css';

function change(step: Partial<SourceDraft>): void {
  changeDraft((draft) => ({ ...draft, source: { ...draft.source, ...step } }));
}

function About({ inspection, draft }: { inspection: Inspection; draft: SourceDraft }): ReactNode {
  const bytes = inspection.files.reduce((sum, file) => sum + file.bytes, 0);
  const only = inspection.files.length === 1 ? inspection.files[0] : undefined;
  const files = only === undefined ? formatCounted(inspection.files.length, 'file') : fileName(only.path);
  return (
    <div className={foundClasses.about}>
      <div>
        <p className={foundClasses.counts}>
          <strong>{formatCounted(inspection.traceCount, 'trace')}</strong>
          {inspection.rejectedCount > 0 && (
            <Badge tone="warn">{formatCounted(inspection.rejectedCount, 'row')} not readable</Badge>
          )}
        </p>
        <p className={classes.quiet}>
          {files} · {formatBytes(bytes)}
          {inspection.columns.length > 0 && ` · ${formatCounted(inspection.columns.length, 'column')}`}
        </p>
      </div>
      <div className={foundClasses.preset}>
        <Field label="Read as">
          {(control) => (
            <SelectInput
              {...control}
              value={draft.preset ?? ''}
              onChange={(event) =>
                change({ preset: (event.target.value || null) as Preset | null, mapping: null })
              }
              options={[
                { value: '', title: `Recognised: ${presetInWords(inspection.preset)}` },
                ...presets.map((one) => ({ value: one, title: presetInWords(one) })),
              ]}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

/** Adds what was looked into; afterwards the new source is chosen and the look is over. */
function useAdding({ draft, inspection, isStale }: FoundProps) {
  const add = useAddSource();
  const name = draft.name.trim();
  const isReady =
    inspection.missingFields.length === 0 && inspection.traceCount > 0 && name !== '' && !isStale;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady || add.isPending) return;
    const { paths, preset, mapping } = draft;
    add.mutate(
      { paths, preset, mapping, name },
      {
        onSuccess: (source) =>
          changeDraft((held) => ({
            ...withSource(held, source.id),
            source: { isAdding: false, paths: [], preset: null, mapping: null, name: '' },
          })),
      },
    );
  };
  return {
    send,
    isReady,
    isPending: add.isPending,
    failed: add.error === null ? null : problemOf(add.error),
  };
}

function AddForm(props: FoundProps): ReactNode {
  const { draft, inspection } = props;
  const { send, isReady, isPending, failed } = useAdding(props);
  return (
    <form className={foundClasses.addForm} onSubmit={send}>
      <Field label="Name of the source">
        {(control) => (
          <TextInput
            {...control}
            value={draft.name}
            maxLength={200}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" isBusy={isPending} disabled={!isReady}>
        {isPending ? 'Adding …' : `Add source with ${formatCounted(inspection.traceCount, 'trace')}`}
      </Button>
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
        />
      )}
    </form>
  );
}

export interface FoundProps {
  draft: SourceDraft;
  inspection: Inspection;
  /** A newer look is on its way. */
  isStale: boolean;
}

export function Found(props: FoundProps): ReactNode {
  const { draft, inspection, isStale } = props;
  const mapping = draft.mapping ?? inspection.mapping;
  const missing = inspection.missingFields.map(fieldTitle);
  return (
    <div className={foundClasses.found} data-stale={isStale || undefined} aria-busy={isStale}>
      <About inspection={inspection} draft={draft} />
      {missing.length > 0 && (
        <Notice tone="warn" title={`Still to be named: ${missing.join(', ')}`}>
          Choose the column that holds {missing.length === 1 ? 'it' : 'each of them'}. Nothing can be added
          before.
        </Notice>
      )}
      {inspection.preset === 'columns' && (
        <MappingEditor
          inspection={inspection}
          mapping={mapping}
          onChange={(next) => change({ preset: 'columns', mapping: next })}
        />
      )}
      {inspection.preview.length > 0 && <TracePreview traces={inspection.preview} />}
      {inspection.rejected.length > 0 && (
        <section aria-label="Rejected rows">
          <h3 className={classes.h3}>
            Rows that cannot be read{' '}
            <small>{formatCount(inspection.rejectedCount)}, left out and listed</small>
          </h3>
          <RejectedRows rows={inspection.rejected} total={inspection.rejectedCount} />
        </section>
      )}
      <AddForm {...props} />
    </div>
  );
}
