/** Choosing files with reviews: by path, or by looking for them. Must not read any file. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useFolder } from '../../lib/use-folder.ts';
import { FileBrowser } from '../../ui/file-browser.tsx';
import { PathForm } from '../../ui/path-form.tsx';
import classes from './imports.module.css';

function Browser({ onChoose }: { onChoose: (paths: string[]) => void }): ReactNode {
  return <FileBrowser {...useFolder()} onChoose={onChoose} />;
}

export function ChooseFiles({
  paths,
  isAgain,
  onChoose,
}: {
  paths: readonly string[];
  /** Takes the focus: what had it is gone. */
  isAgain: boolean;
  onChoose: (paths: string[]) => void;
}): ReactNode {
  const [typed, setTyped] = useState(paths.join('\n'));
  const [isBrowsing, setBrowsing] = useState(false);
  const choose = (chosen: string[]): void => {
    setBrowsing(false);
    setTyped(chosen.join('\n'));
    onChoose(chosen);
  };
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAgain) box.current?.querySelector('input')?.focus();
  }, [isAgain]);
  return (
    <div className={classes.choose} ref={box}>
      <PathForm
        typed={typed}
        hint="ClapNQ or XSTest results, a Label Studio or Argilla export, Langfuse scores, or a table (CSV, JSONL, Parquet) with one row per item and reviewer."
        placeholder="/home/me/reviews.csv"
        isBrowsing={isBrowsing}
        onType={setTyped}
        onBrowse={() => setBrowsing(!isBrowsing)}
        onLook={(path) => choose([path])}
      />
      {isBrowsing && <Browser onChoose={choose} />}
    </div>
  );
}
