/** Every version, newest first: what it changed against the one before, who published it, and which audits ask it. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Panel } from '../../ui/panel.tsx';
import { DiffView, Kinds } from './diff-view.tsx';
import type { PartProps } from './part-props.ts';
import { kindsOf } from './publish-view.ts';
import { RefusedVersions } from './refused-versions.tsx';
import type { TaxonomyView, VersionView } from './taxonomy-queries.ts';
import { mappingInWords, operationInWords, tellFrom } from './taxonomy-words.ts';
import controls from './controls.module.css';
import classes from './parts.module.css';

function VersionRow({
  of,
  isChosen,
  onChoose,
}: {
  of: VersionView;
  isChosen: boolean;
  onChoose: () => void;
}): ReactNode {
  const { taxonomy, publishedBy, diff } = of;
  return (
    <li>
      <button
        type="button"
        className={`${controls.row} ${classes.version}`}
        aria-current={isChosen || undefined}
        onClick={onChoose}
      >
        <span className={classes.versionLine}>
          <strong>Version {taxonomy.version}</strong>
          <Kinds kinds={kindsOf(diff)} />
        </span>
        <span className={classes.quiet}>
          {formatDay(taxonomy.publishedAt)}
          {publishedBy === null ? '' : ` · ${publishedBy}`}
        </span>
      </button>
    </li>
  );
}

function Audits({ of }: { of: VersionView }): ReactNode {
  if (of.audits.length === 0) return <p className={classes.quiet}>No audit asks this version yet.</p>;
  return (
    <ul className={classes.plainList}>
      {of.audits.map((one) => (
        <li key={one.auditId}>
          <Link to={paths.report(one.auditId)}>{one.title}</Link>{' '}
          <span className={classes.quiet}>{one.state}</span>
        </li>
      ))}
    </ul>
  );
}

function Version({ of, view }: { of: VersionView; view: TaxonomyView }): ReactNode {
  const tell = tellFrom(view);
  const isFirst = of.mapping.length === 0 && of.diff.length === 0;
  const moved = of.mapping.filter((one) => one.kind === 'relabel' || one.from !== one.to);
  return (
    <div className={classes.stack}>
      <Panel
        title={`What version ${of.taxonomy.version} changed`}
        aside={formatCounted(of.taxonomy.classes.length, 'class', 'classes')}
      >
        {of.summary !== '' && <p className={classes.summary}>{of.summary}</p>}
        {of.operations.length > 0 && (
          <ul className={classes.acts}>
            {of.operations.map((one, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- acts are told apart by their order alone
              <li key={at}>{operationInWords(one, tell)}</li>
            ))}
          </ul>
        )}
        <DiffView
          diff={of.diff}
          empty={
            isFirst
              ? 'It is the first version that is known here: there is nothing before it.'
              : 'No class differs from the version before.'
          }
        />
      </Panel>
      {moved.length > 0 && (
        <Panel title="What older labels mean in it">
          <ul className={classes.plainList}>
            {moved.map((one) => (
              <li key={one.from}>
                <strong>{tell([one.from])}</strong> {mappingInWords(one, tell, of.taxonomy.classes.length)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Audits that ask it">
        <Audits of={of} />
      </Panel>
    </div>
  );
}

export function HistoryPart({ view, copy, onGo }: PartProps): ReactNode {
  const { versions } = view;
  const [chosen, setChosen] = useState<number | null>(null);
  const at = Math.max(
    0,
    versions.findIndex((one) => one.taxonomy.version === chosen),
  );
  const shown = versions[at];
  const step = (by: 1 | -1): void => {
    const next = versions[at + by];
    if (next !== undefined) setChosen(next.taxonomy.version);
  };
  useCommands({ taxonomy_class_next: () => step(1), taxonomy_class_previous: () => step(-1) });
  if (shown === undefined) return null;
  return (
    <div className={classes.sideBySide}>
      <nav aria-label="Versions">
        <ol className={classes.versions}>
          {versions.map((one) => (
            <VersionRow
              key={one.taxonomy.version}
              of={one}
              isChosen={one === shown}
              onChoose={() => setChosen(one.taxonomy.version)}
            />
          ))}
        </ol>
      </nav>
      <div className={classes.stack}>
        <Version of={shown} view={view} />
        <RefusedVersions view={view} copy={copy} onTaken={() => onGo('publish')} />
      </div>
    </div>
  );
}
