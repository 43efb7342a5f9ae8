/**
 * Reviews from elsewhere: choose files, see what would come of them, import them whole or not at all. Must not know formats:
 * the inspection says what was found. Invariant: nothing is stored before it was shown.
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportInspection, ImportSummary } from '../../../shared/contract/imports.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import { importPresets } from '../../../shared/domain/imported.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { Columns, Counts, FoundReviews } from './found-reviews.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportLine, Rejected, WaysOn } from './import-list.tsx';
import type { ImportChoice } from './import-queries.ts';
import { useAudits, useImports, useInspection } from './import-queries.ts';
import { presetInWords, roleTitle } from './import-words.ts';
import classes from './imports.module.css';

interface LookProps {
  choice: ImportChoice;
  onChange: (step: Partial<ImportChoice>) => void;
  onDone: (summary: ImportSummary) => void;
}

function ReadAs({ choice, seen, onChange }: LookProps & { seen: ImportInspection }): ReactNode {
  const audits = useAudits();
  const drawn = (audits.data ?? []).filter((one) => one.state !== 'planned');
  return (
    <div className={classes.fields}>
      <Field label="Read as">
        {(control) => (
          <SelectInput
            {...control}
            value={choice.preset ?? ''}
            onChange={(event) =>
              onChange({ preset: (event.target.value || null) as ImportPreset | null, mapping: null })
            }
            options={[
              { value: '', title: `Recognised: ${presetInWords(seen.preset)}` },
              ...importPresets.map((one) => ({ value: one, title: presetInWords(one) })),
            ]}
          />
        )}
      </Field>
      <Field label="What becomes of it">
        {(control) => (
          <SelectInput
            {...control}
            value={choice.auditId ?? ''}
            onChange={(event) => onChange({ auditId: (event.target.value || null) as AuditId | null })}
            options={[
              { value: '', title: 'A new audit of everything in the files' },
              ...drawn.map((one) => ({
                value: one.id,
                title: `Reviews in “${one.title}”${one.state === 'closed' ? ' (closed: late)' : ''}`,
              })),
            ]}
          />
        )}
      </Field>
    </div>
  );
}

function LookFailed({
  choice,
  onChange,
  error,
  onRetry,
}: LookProps & { error: unknown; onRetry: () => void }): ReactNode {
  const failed = problemOf(error);
  const wasChosen = choice.preset !== null || choice.auditId !== null || choice.mapping !== null;
  return (
    <ErrorState
      isInline
      what={failed.what}
      where={failed.where}
      remedy={failed.remedy}
      code={failed.code}
      onRetry={onRetry}
      actions={
        wasChosen && (
          <Button size="s" onClick={() => onChange({ preset: null, mapping: null, auditId: null })}>
            Read it as recognised
          </Button>
        )
      }
    />
  );
}

/** What must be chosen before anything can be imported; nothing where nothing is missing. */
function StillMissing({ seen: { missingRoles, warnings } }: { seen: ImportInspection }): ReactNode {
  if (missingRoles.length === 0) return null;
  if (missingRoles.includes('audit')) {
    return (
      <Notice tone="warn" title="An audit must be chosen first">
        {warnings.join(' ')} Choose it under “What becomes of it”.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={`Still to be named: ${missingRoles.map(roleTitle).join(', ')}`}>
      Choose the column of each below. Nothing can be imported before.
    </Notice>
  );
}

function Look(props: LookProps): ReactNode {
  const { choice, onChange, onDone } = props;
  const inspection = useInspection(choice);
  const seen = inspection.data;
  if (inspection.error !== null) {
    return <LookFailed {...props} error={inspection.error} onRetry={() => void inspection.refetch()} />;
  }
  if (seen === undefined) return <Skeleton lines={6} label="Looking into the files" />;
  const isStale = inspection.isPlaceholderData;
  return (
    <div className={classes.found} data-stale={isStale || undefined} aria-busy={isStale}>
      <Counts seen={seen} />
      <ReadAs {...props} seen={seen} />
      <StillMissing seen={seen} />
      {seen.preset === 'columns' && (
        <Columns
          seen={seen}
          mapping={choice.mapping ?? seen.mapping}
          onChange={(mapping) => onChange({ preset: 'columns', mapping })}
        />
      )}
      <FoundReviews seen={seen} />
      <ImportForm
        key={`${choice.paths.join('\n')} ${choice.auditId ?? ''}`}
        choice={choice}
        seen={seen}
        isStale={isStale}
        onDone={onDone}
      />
    </div>
  );
}

function Done({ of, onMore }: { of: ImportSummary; onMore: () => void }): ReactNode {
  const said = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone; reading goes on with what came of it.
  useEffect(() => said.current?.focus(), []);
  const became = [
    of.rulings > 0 &&
      `${formatCounted(of.rulings, 'final label')} became ${of.rulings === 1 ? 'a ruling' : 'rulings'}.`,
    of.rejected > 0 && 'What became none is listed below, each row with its reason.',
    of.rejected === 0 && 'Every row became a review.',
    of.isSimulated && 'Everything that rests on them says that it is simulated.',
  ].filter((one) => one !== false);
  return (
    <Panel title="Imported" aside={<Button onClick={onMore}>Import more</Button>}>
      <div className={classes.told}>
        <div ref={said} tabIndex={-1} className={classes.done}>
          <Notice
            tone="good"
            title={`${formatCounted(of.reviews, 'review')} of ${formatCounted(of.reviewers.length, 'reviewer')} are in “${of.auditTitle}”`}
            actions={<WaysOn of={of} />}
          >
            {became.join(' ')}
          </Notice>
        </div>
        {of.rejected > 0 && <Rejected of={of} />}
      </div>
    </Panel>
  );
}

/** Without the one that is told above. */
function Before({ besides }: { besides: string | undefined }): ReactNode {
  const imports = useImports();
  const list = imports.data?.filter((one) => one.importId !== besides);
  if (besides !== undefined && list?.length === 0) return null;
  const failed = imports.error === null ? null : problemOf(imports.error);
  return (
    <Panel title="Imported before">
      {imports.isPending && <Skeleton lines={3} label="Reading the imports" />}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          remedy={failed.remedy}
          code={failed.code}
          onRetry={() => void imports.refetch()}
        />
      )}
      {list?.length === 0 && (
        <p className={classes.quiet}>
          Nothing yet. Labels that people gave elsewhere become reviews of named reviewers, marked as imported
          for ever.
        </p>
      )}
      {list !== undefined && list.length > 0 && (
        <ul className={classes.imports}>
          {list.map((one) => (
            <ImportLine key={one.importId} of={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function ImportsScreen(): ReactNode {
  const [choice, setChoice] = useState<ImportChoice | null>(null);
  const [done, setDone] = useState<ImportSummary | null>(null);
  /** Whether the files are asked for once more, by the keyboard that asked for more. */
  const [isAgain, setAgain] = useState(false);
  const { phase, status, problem } = useAppStatus();
  const role = status?.person.role;
  const isLead = role === undefined || role === 'lead' || role === 'admin';
  return (
    <Screen>
      <PageHeader
        title="Import reviews"
        subtitle="Labels that people gave elsewhere, as reviews of named reviewers. Nothing is stored before you have seen what it would be."
      />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      {!isLead && (
        <Notice tone="warn" title="Importing is for leads">
          You can look into files here. To import them, ask the lead of the audit, or to be made one.
        </Notice>
      )}
      <div className={classes.page}>
        {done !== null && (
          <Done
            of={done}
            onMore={() => {
              setDone(null);
              setAgain(true);
            }}
          />
        )}
        {done === null && (
          <Panel title="Files">
            <div className={classes.found}>
              <ChooseFiles
                paths={choice?.paths ?? []}
                isAgain={isAgain}
                onChoose={(paths) => setChoice({ paths, preset: null, mapping: null, auditId: null })}
              />
              {choice !== null && (
                <Look
                  choice={choice}
                  onChange={(step) => setChoice({ ...choice, ...step })}
                  onDone={(summary) => {
                    setDone(summary);
                    setChoice(null);
                  }}
                />
              )}
            </div>
          </Panel>
        )}
        <Before besides={done?.importId} />
      </div>
    </Screen>
  );
}
