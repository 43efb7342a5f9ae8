/**
 * Looking for files on this computer: the listing of a folder, while it is asked for, when it came and when it did not. Must
 * not ask for any listing nor read any file.
 */
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import type { FileListing } from './file-list.tsx';
import { FileFrame, FileList } from './file-list.tsx';
import { ErrorState, Skeleton } from './states.tsx';

export interface FileBrowserProps {
  /** Undefined while nothing was listed yet. */
  listing: FileListing | undefined;
  isPending: boolean;
  failed: { what: string; where?: string; remedy: string; code: string } | null;
  /** Null means the home folder. */
  onEnter: (folder: string | null) => void;
  onChoose: (paths: string[]) => void;
}

export function FileBrowser({ listing, isPending, failed, onEnter, onChoose }: FileBrowserProps): ReactNode {
  return (
    <FileFrame>
      {isPending && <Skeleton lines={5} />}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          actions={
            <Button size="s" onClick={() => onEnter(null)}>
              Go to the home folder
            </Button>
          }
        />
      )}
      {listing !== undefined && failed === null && (
        <FileList key={listing.folder} listing={listing} onEnter={onEnter} onChoose={onChoose} />
      )}
    </FileFrame>
  );
}
