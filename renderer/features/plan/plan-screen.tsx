/**
 * From a source to a drawn audit, on one page: source, frame and strata, sample, audit; beside it what the sample
 * would be and cost. Must not know sampling rules: counts and previews come from the backend. Invariant: what was
 * typed survives leaving the screen, and nothing is drawn before it was shown.
 */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Source } from '../../../shared/domain/source.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { AuditStep } from './audit-step.tsx';
import { Drawn } from './drawn.tsx';
import { FrameStep } from './frame-step.tsx';
import type { HubSourcesState } from './hub-source-choices.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { useHubSources, usePreview, useSources } from './plan-queries.ts';
import { findPlanSource } from './plan-source.ts';
import { usePlanDraft } from './plan-store.ts';
import { readSampling, readWishes } from './read-plan.ts';
import { SampleSummary } from './sample-summary.tsx';
import { SamplingStep } from './sampling-step.tsx';
import { SourceStep } from './source-step.tsx';
import classes from './plan.module.css';

const guide = [
  ['Source', 'Logged answers: of the hub, or in files, read where they lie.'],
  ['Frame and strata', 'What the audit speaks for, counted exactly.'],
  ['Sample', 'How many, from which stratum, how many of them twice.'],
  ['Audit', 'Title, limit, reviewers, what they may see, and the seed.'],
] as const;

function Guide(): ReactNode {
  return (
    <aside className={classes.guide} aria-label="Steps of a plan">
      <ol>
        {guide.map(([title, words]) => (
          <li key={title}>
            <strong>{title}</strong>
            <p className={classes.quiet}>{words}</p>
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** What the hub has to draw from, and whether it can be asked now. */
function useHubState(): HubSourcesState {
  const { status } = useAppStatus();
  const isWanted =
    status !== null && status.sync.phase !== 'no_hub' && isOffered(status.person.role, 'work.draw');
  const asked = useHubSources(isWanted);
  const sources = asked.data ?? [];
  if (!isWanted) return { state: 'none', sources: [] };
  const problem = asked.error === null ? null : problemOf(asked.error);
  if (status.sync.isOnline === false || problem?.code === 'HUB_UNREACHABLE') {
    return { state: 'offline', sources };
  }
  if (problem !== null) return { state: 'failed', sources, problem };
  return { state: asked.data === undefined ? 'asking' : 'known', sources };
}

function Steps({ draft, sources }: { draft: PlanDraft; sources: readonly Source[] }): ReactNode {
  const hub = useHubState();
  const source = findPlanSource(draft.sourceId, sources, hub.sources);
  const isAtHub = source?.origin === 'hub';
  const reading = readSampling(draft);
  const preview = usePreview(
    source !== null && reading.ok ? { ...reading.value, ...readWishes(draft), sourceId: source.of.id } : null,
  );
  const problems = reading.ok ? {} : reading.problems;
  return (
    <div className={classes.page}>
      <div className={classes.steps}>
        <SourceStep draft={draft} sources={sources} hub={hub} />
        {source !== null && (
          <>
            <FrameStep draft={draft} sourceId={source.of.id} isAtHub={isAtHub} />
            <SamplingStep draft={draft} isAtHub={isAtHub} preview={preview} problems={problems} />
            <AuditStep draft={draft} source={source} />
          </>
        )}
      </div>
      {source === null ? (
        <Guide />
      ) : (
        <SampleSummary draft={draft} source={source} preview={preview} problems={problems} />
      )}
    </div>
  );
}

export function PlanScreen(): ReactNode {
  const navigate = useNavigate();
  const draft = usePlanDraft();
  const sources = useSources();
  const { phase, status, problem } = useAppStatus();
  const failed = sources.error === null ? null : problemOf(sources.error);
  if (draft.drawnAuditId !== null) return <Drawn auditId={draft.drawnAuditId as AuditId} />;
  const role = status?.person.role;
  const isLead = role === undefined || role === 'lead' || role === 'admin';
  return (
    <Screen>
      <PageHeader
        title="Plan an audit"
        subtitle="Say what the audit speaks for, how much of it to draw and who scores it. Nothing is drawn before you have seen what it would be."
        actions={<Button onClick={() => void navigate({ to: paths.imports })}>Import reviews</Button>}
      />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      {!isLead && (
        <Notice tone="warn" title="Planning is for leads">
          You can look into files and try samples here. To draw an audit, ask a lead of your hub, or to be
          made one.
        </Notice>
      )}
      {sources.isPending && <Skeleton lines={6} label="Reading the sources" />}
      {failed !== null && sources.data === undefined && (
        <ErrorState
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          onRetry={() => void sources.refetch()}
        />
      )}
      {sources.data !== undefined && <Steps draft={draft} sources={sources.data} />}
    </Screen>
  );
}
