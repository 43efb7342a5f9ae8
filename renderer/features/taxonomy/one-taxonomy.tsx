/** One taxonomy: its head, its parts, and the working copy that all parts share. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Badge } from '../../ui/badge.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { ClassesPart } from './classes-part.tsx';
import { CopyNotices } from './copy-notices.tsx';
import { EffectPart } from './effect-part.tsx';
import { HeadActs } from './head-acts.tsx';
import { HistoryPart } from './history-part.tsx';
import { LongTailPart } from './long-tail-part.tsx';
import { MergePart } from './merge-part.tsx';
import { PartTabs } from './part-tabs.tsx';
import { ProposalsPart } from './proposals-part.tsx';
import { PublishPart } from './publish-part.tsx';
import { RelabelPart } from './relabel-part.tsx';
import type { PartProps } from './part-props.ts';
import type { PartId } from './taxonomy-parts.ts';
import { partFrom } from './taxonomy-parts.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import { useTaxonomy } from './taxonomy-queries.ts';
import { useWorkingCopy } from './working-copy.ts';
import classes from './taxonomy.module.css';

function Part({
  part,
  shown,
  isMerging,
  onMerged,
  ...props
}: PartProps & MergeState & { part: PartId; shown: string | null }): ReactNode {
  if (isMerging && props.copy.draft !== null) {
    return <MergePart copy={props.copy} draft={props.copy.draft} view={props.view} onDone={onMerged} />;
  }
  switch (part) {
    case 'classes':
      return <ClassesPart {...props} wanted={shown} />;
    case 'publish':
      return <PublishPart {...props} />;
    case 'history':
      return <HistoryPart view={props.view} />;
    case 'proposals':
      return <ProposalsPart {...props} />;
    case 'relabel':
      return <RelabelPart view={props.view} />;
    case 'effect':
      return <EffectPart id={props.view.id} onGo={props.onGo} />;
    case 'tail':
      return <LongTailPart {...props} />;
  }
}

interface MergeState {
  isMerging: boolean;
  onMerged: () => void;
}

function Content({ view, lost }: { view: TaxonomyView; lost: ReactNode }): ReactNode {
  const navigate = useNavigate();
  const { part: wanted } = useSearch({ strict: false }) as { part?: unknown };
  const copy = useWorkingCopy(view);
  const [shown, setShown] = useState<string | null>(null);
  const [isMerging, setMerging] = useState(false);
  const part = partFrom(wanted);
  const go = (to: PartId): void => {
    setMerging(false);
    void navigate({ to: paths.taxonomy(view.id), search: { part: to }, replace: true });
  };
  const newest = view.versions[0]?.taxonomy ?? copy.base;
  const open = view.proposals.filter((one) => one.outcome === null).length;
  useCommands({
    taxonomy_preview: () => go('publish'),
    ...(copy.undo === null ? {} : { taxonomy_undo: copy.undo }),
    ...(copy.redo === null ? {} : { taxonomy_redo: copy.redo }),
  });
  const props = {
    view,
    copy,
    onGo: go,
    onOpenClass: (id: string) => {
      setShown(id);
      go('classes');
    },
  };
  return (
    <Screen>
      <div className={classes.head}>
        <Link to={paths.taxonomies} className={classes.back}>
          Taxonomies
        </Link>
        <PageHeader
          title={newest.title}
          badges={
            <>
              <Badge>version {newest.version}</Badge>
              {copy.draft !== null && <Badge tone="accent">working copy</Badge>}
            </>
          }
          subtitle={`Published ${formatDay(newest.publishedAt)}${view.versions[0]?.publishedBy ? ` by ${view.versions[0].publishedBy}` : ''} · ${newest.classes.length} classes`}
          actions={<HeadActs copy={copy} onGo={go} part={part} />}
        />
      </div>
      {lost}
      <CopyNotices view={view} copy={copy} isMerging={isMerging} onMerge={() => setMerging(true)} />
      <PartTabs
        part={part}
        onGo={go}
        counts={{ proposals: open, publish: copy.draft?.operations.length ?? 0 }}
      >
        <Part
          {...props}
          part={part}
          shown={shown}
          isMerging={isMerging}
          onMerged={() => {
            setMerging(false);
            go('publish');
          }}
        />
      </PartTabs>
    </Screen>
  );
}

export function OneTaxonomy({ id, lost }: { id: string; lost: ReactNode }): ReactNode {
  const found = useTaxonomy(id);
  if (found.data !== undefined) return <Content view={found.data} lost={lost} />;
  return (
    <Screen>
      <PageHeader title="Taxonomy" />
      {lost}
      {found.isError ? (
        <ErrorState {...problemOf(found.error)} onRetry={() => void found.refetch()} />
      ) : (
        <Panel>
          <Skeleton lines={8} label="Reading the taxonomy" />
        </Panel>
      )}
    </Screen>
  );
}
