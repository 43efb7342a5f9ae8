/**
 * The ledger, readable: every event newest first, filtered, opened, verified, exported. Must not verify or hash
 * anything itself. Invariant: bodies are shown as stored, and the export is the backend's text, byte for byte.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { IconTimeline } from '@tabler/icons-react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { kindInWords } from '../../lib/event-words.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { LedgerProof } from './ledger-proof.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { useAuditTitles, useExport, useLedger, useVerifyLedger } from './trail-queries.ts';
import type { LedgerFilter } from './trail-queries.ts';
import classes from './trail.module.css';

type Ledger = ReturnType<typeof useLedger>;

function Filters({
  filter,
  kinds,
  onChange,
}: {
  filter: LedgerFilter;
  kinds: readonly string[];
  onChange: (filter: LedgerFilter) => void;
}): ReactNode {
  const audits = useAuditTitles();
  return (
    <div className={classes.filters}>
      <Field label="Kind">
        {(control) => (
          <SelectInput
            {...control}
            value={filter.kind ?? ''}
            onChange={(event) => onChange({ ...filter, kind: event.target.value || null })}
            options={[
              { value: '', title: 'Every kind' },
              ...kinds.map((kind) => ({ value: kind, title: kindInWords(kind) })),
            ]}
          />
        )}
      </Field>
      <Field label="Audit">
        {(control) => (
          <SelectInput
            {...control}
            value={filter.auditId ?? ''}
            onChange={(event) =>
              onChange({ ...filter, auditId: (event.target.value || null) as AuditId | null })
            }
            options={[
              { value: '', title: 'Every audit' },
              ...(audits.data ?? []).map((one) => ({ value: one.id, title: one.title })),
            ]}
          />
        )}
      </Field>
    </div>
  );
}

function NoRows({ ledger, isFiltered }: { ledger: Ledger; isFiltered: boolean }): ReactNode {
  if (ledger.isError) {
    const failed = problemOf(ledger.error);
    return (
      <ErrorState
        what={failed.what}
        where={failed.where}
        remedy={failed.remedy}
        code={failed.code}
        onRetry={() => void ledger.refetch()}
      />
    );
  }
  return (
    <EmptyState
      title={isFiltered ? 'No event fits the filter' : 'The ledger is empty'}
      icon={<IconTimeline size={34} stroke={1.4} />}
    >
      {isFiltered
        ? 'Choose another kind or audit.'
        : 'Every act that others must know becomes an event here: a plan, a draw, a review, a skip.'}
    </EmptyState>
  );
}

function Rows({ ledger, isFiltered }: { ledger: Ledger; isFiltered: boolean }): ReactNode {
  const { status } = useAppStatus();
  if (ledger.isPending) {
    return (
      <Panel>
        <Skeleton lines={8} label="Reading the ledger" />
      </Panel>
    );
  }
  const rows = ledger.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.length === 0) return <NoRows ledger={ledger} isFiltered={isFiltered} />;
  return (
    <Panel isFlush>
      <LedgerTable rows={rows} hasHub={status !== null && status.sync.phase !== 'no_hub'} />
      <div className={classes.more}>
        <span>
          {formatCount(rows.length)} of {formatCounted(ledger.data?.pages[0]?.total ?? 0, 'event')}
        </span>
        {ledger.hasNextPage && (
          <Button isBusy={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
            Show older events
          </Button>
        )}
      </div>
    </Panel>
  );
}

export function TrailScreen(): ReactNode {
  const [filter, setFilter] = useState<LedgerFilter>({ kind: null, auditId: null });
  const ledger = useLedger(filter);
  const verify = useVerifyLedger();
  const exporting = useExport();
  const { phase, problem } = useAppStatus();
  const failed = exporting.error === null ? null : problemOf(exporting.error);
  return (
    <Screen>
      <PageHeader
        title="Trail"
        subtitle="The ledger of this person on this computer: append-only, every event chained to the one before it."
        actions={
          <>
            <Button isBusy={exporting.isPending} onClick={() => exporting.mutate({})}>
              Export NDJSON
            </Button>
            <Button variant="primary" isBusy={verify.isPending} onClick={() => verify.mutate({})}>
              {verify.isPending ? 'Verifying …' : 'Verify ledger'}
            </Button>
          </>
        }
      />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
      <LedgerProof verify={verify} />
      <Filters filter={filter} kinds={ledger.data?.pages[0]?.kinds ?? []} onChange={setFilter} />
      <Rows ledger={ledger} isFiltered={filter.kind !== null || filter.auditId !== null} />
    </Screen>
  );
}
