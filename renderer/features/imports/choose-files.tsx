/** Choosing files with reviews: by path, or by looking for them. Must not read any file. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { formatBytes } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { FileFrame, FileList } from '../../ui/file-list.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useBrowse } from './import-queries.ts';
import classes from './imports.module.css';

function Browser({ onChoose }: { onChoose: (paths: string[]) => void }): ReactNode {
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
          listing={{
            ...browse.data,
            entries: browse.data.entries.map((one) => ({
              ...one,
              size: one.kind === 'folder' ? '' : formatBytes(one.bytes),
            })),
          }}
          onEnter={setFolder}
          onChoose={onChoose}
        />
      )}
    </FileFrame>
  );
}

export function ChooseFiles({
  paths,
  onChoose,
}: {
  paths: readonly string[];
  onChoose: (paths: string[]) => void;
}): ReactNode {
  const [typed, setTyped] = useState(paths.join('\n'));
  const [isBrowsing, setBrowsing] = useState(false);
  const choose = (chosen: string[]): void => {
    setBrowsing(false);
    setTyped(chosen.join('\n'));
    onChoose(chosen);
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const bare = typed.trim();
    if (bare !== '') choose([bare]);
  };
  return (
    <div className={classes.choose}>
      <form className={classes.pathForm} onSubmit={send}>
        <Field
          label="File or folder"
          hint="ClapNQ or XSTest results, a Label Studio or Argilla export, Langfuse scores, or a table with one row per item and reviewer."
        >
          {(control) => (
            <TextInput
              {...control}
              isMono
              value={typed}
              placeholder="/home/me/reviews.csv"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <div className={classes.pathActions}>
          <Button type="submit" disabled={typed.trim() === ''}>
            Look into it
          </Button>
          <Button aria-expanded={isBrowsing} onClick={() => setBrowsing(!isBrowsing)}>
            {isBrowsing ? 'Hide browser' : 'Browse'}
          </Button>
        </div>
      </form>
      {isBrowsing && <Browser onChoose={choose} />}
    </div>
  );
}
