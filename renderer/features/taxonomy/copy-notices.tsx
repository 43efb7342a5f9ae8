/** What must be known of the working copy wherever one is: not stored, behind another version, or waiting for the hub. */
import type { ReactNode } from 'react';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatDay } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { isBehind } from './part-props.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';

/** A hub is connected and cannot be reached now: only publishing waits for it. */
export function useIsOffline(): boolean {
  const { status } = useAppStatus();
  if (status === null || status.sync.phase === 'no_hub') return false;
  return status.sync.isOnline === false || status.sync.phase === 'signed_out';
}

/** A version of this person that the hub did not take: what happened, what is safe, and what to do. */
function PutBackNotice({ of }: { of: NonNullable<NonNullable<WorkingCopy['draft']>['putBack']> }): ReactNode {
  return (
    <Notice
      tone="warn"
      title={`Your version ${of.version} of ${formatDay(of.publishedAt)} is a working copy again`}
    >
      It was published without a hub, and the hub did not take it: {of.why} Every word of it is in this copy.
      Audits that were planned with it keep it to their end, on this computer. Publish the copy again when it
      fits what the hub has.
    </Notice>
  );
}

export interface CopyNoticesProps {
  view: TaxonomyView;
  copy: WorkingCopy;
  isMerging: boolean;
  onMerge: () => void;
}

export function CopyNotices({ view, copy, isMerging, onMerge }: CopyNoticesProps): ReactNode {
  const isOffline = useIsOffline();
  const newest = view.versions[0];
  return (
    <>
      {copy.failure !== null && (
        <ErrorState
          isInline
          {...copy.failure}
          what={`The working copy is not stored: ${copy.failure.what}`}
        />
      )}
      {copy.draft?.putBack !== undefined && <PutBackNotice of={copy.draft.putBack} />}
      {isBehind(view, copy) && !isMerging && newest !== undefined && (
        <Notice
          tone="warn"
          title={`Version ${newest.taxonomy.version} ${copy.draft?.putBack === undefined ? 'was published since' : 'is at the hub'}`}
          actions={<Button onClick={onMerge}>Bring them together</Button>}
        >
          Your working copy began with version {copy.base.version}. Nothing of it is lost, and nothing
          overwrites the other: see what goes together by itself and choose where both changed the same words.
        </Notice>
      )}
      {isOffline && copy.draft !== null && (
        <Notice tone="quiet" title="The hub cannot be reached">
          Editing, proposing and commenting go on. Publishing waits for the hub; the working copy is kept on
          this computer until then.
        </Notice>
      )}
    </>
  );
}
