/** The file browser of the Plan screen: asks for folders and shows them. Must not read any file. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { FileFrame, FileList } from '../../ui/file-list.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useBrowse } from './plan-queries.ts';

const withSize = <E extends { kind: 'folder' | 'file'; bytes: number }>(entry: E) => ({
  ...entry,
  size: entry.kind === 'folder' ? '' : formatBytes(entry.bytes),
});

export function FileBrowser({ onChoose }: { onChoose: (paths: string[]) => void }): ReactNode {
  const [folder, setFolder] = useState<string | null>(null);
  const browse = useBrowse(folder);
  const failed = browse.error === null ? null : problemOf(browse.error);
  return (
    <FileFrame>
      {browse.isPending && <Skeleton lines={5} />}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          actions={
            <Button size="s" onClick={() => setFolder(null)}>
              Go to the home folder
            </Button>
          }
        />
      )}
      {browse.data !== undefined && failed === null && (
        <FileList
          key={browse.data.folder}
          listing={{ ...browse.data, entries: browse.data.entries.map(withSize) }}
          onEnter={setFolder}
          onChoose={onChoose}
        />
      )}
    </FileFrame>
  );
}
