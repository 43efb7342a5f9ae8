/** Looking into files: path or browser, then what was found; nothing is stored before "Add source". */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useFolder } from '../../lib/use-folder.ts';
import { FileBrowser } from '../../ui/file-browser.tsx';
import { PathForm } from '../../ui/path-form.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { Found } from './found.tsx';
import type { SourceDraft } from './plan-draft.ts';
import { nameFromPath } from './plan-draft.ts';
import { useInspection } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import classes from './source-step.module.css';

/** Looks into other files: what was said about the old ones is gone. */
function lookInto(paths: string[]): void {
  changeDraft((draft) => ({
    ...draft,
    source: {
      isAdding: true,
      paths,
      preset: null,
      mapping: null,
      name: paths[0] === undefined ? '' : nameFromPath(paths[0]),
    },
  }));
}

interface TracePathProps {
  paths: readonly string[];
  isBrowsing: boolean;
  onBrowse: () => void;
  onLook: (path: string) => void;
}

function TracePath({ paths, ...rest }: TracePathProps): ReactNode {
  const [typed, setTyped] = useState(paths.join('\n'));
  return (
    <PathForm
      {...rest}
      typed={typed}
      hint="JSONL, JSON, CSV or Parquet, also gzipped; or the folder of a data set that Assay knows. It is read where it lies."
      placeholder="/home/me/traces.jsonl"
      onType={setTyped}
    />
  );
}

function Browser({ onChoose }: { onChoose: (paths: string[]) => void }): ReactNode {
  return <FileBrowser {...useFolder()} onChoose={onChoose} />;
}

function Looked({ draft }: { draft: SourceDraft }): ReactNode {
  const { paths, preset, mapping } = draft;
  const inspection = useInspection({ paths, preset, mapping });
  const failed = inspection.error === null ? null : problemOf(inspection.error);
  if (inspection.isPending) return <Skeleton lines={6} label="Looking into the files" />;
  if (failed !== null) {
    return (
      <ErrorState
        isInline
        what={failed.what}
        where={failed.where}
        remedy={failed.remedy}
        code={failed.code}
        onRetry={() => void inspection.refetch()}
      />
    );
  }
  return inspection.data === undefined ? null : (
    <Found draft={draft} inspection={inspection.data} isStale={inspection.isPlaceholderData} />
  );
}

export function AddSource({ draft, hasOthers }: { draft: SourceDraft; hasOthers: boolean }): ReactNode {
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <div className={hasOthers ? classes.adding : classes.addingFirst}>
      <TracePath
        key={draft.paths.join('\n')}
        paths={draft.paths}
        isBrowsing={isBrowsing}
        onBrowse={() => setBrowsing(!isBrowsing)}
        onLook={(path) => {
          setBrowsing(false);
          lookInto([path]);
        }}
      />
      {isBrowsing && (
        <Browser
          onChoose={(paths) => {
            setBrowsing(false);
            lookInto(paths);
          }}
        />
      )}
      {draft.paths.length > 0 && <Looked draft={draft} />}
    </div>
  );
}
