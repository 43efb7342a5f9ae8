/**
 * The copy on top of a version that came out since: what goes together by itself, and where both changed the same, the
 * words as they were, as the copy has them and as the version has them, to choose. Invariant: nothing is chosen unasked.
 */
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { DiffView } from './diff-view.tsx';
import type { Choices, Conflict, Side } from './merge-choices.ts';
import { applyChoices, conflictKey, isOnlyTold } from './merge-choices.ts';
import type { MergeAnswer, TaxonomyView } from './taxonomy-queries.ts';
import { useMerge } from './taxonomy-queries.ts';
import type { Tell } from './taxonomy-words.ts';
import { blockTitle, tellFrom } from './taxonomy-words.ts';
import type { WorkingCopy } from './working-copy.ts';
import controls from './controls.module.css';
import classes from './merge.module.css';

function Words({ texts, none }: { texts: readonly string[]; none: string }): ReactNode {
  const said = texts.filter((text) => text !== '');
  if (said.length === 0) return <p className={classes.none}>{none}</p>;
  return said.map((text) => (
    <p key={text} className={classes.words}>
      {text}
    </p>
  ));
}

const noneWords = (of: Conflict): string => (of.block === 'class' ? 'the class is gone' : 'nothing');

function SideChoice({
  of,
  side,
  title,
  name,
  isOn,
  onChoose,
}: {
  of: Conflict;
  side: Side;
  title: string;
  name: string;
  isOn: boolean;
  onChoose: () => void;
}): ReactNode {
  return (
    <label className={`${controls.card} ${classes.side}`} data-on={isOn || undefined}>
      <span className={classes.sideHead}>
        <input type="radio" name={name} checked={isOn} onChange={onChoose} />
        {title}
      </span>
      <Words texts={of[side]} none={noneWords(of)} />
    </label>
  );
}

interface ConflictRowProps {
  of: Conflict;
  title: string;
  version: number;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}

function ConflictRow({ of, title, version, chosen, onChoose }: ConflictRowProps): ReactNode {
  const name = useId();
  return (
    <li className={classes.conflict}>
      <h3>
        {title} <span className={classes.block}>{blockTitle(of.block)}</span>
      </h3>
      {isOnlyTold(of) ? (
        <p className={classes.none}>
          What you said by hand about these labels names classes that version {version} does not have. Say it
          again in the preview if it still holds.
        </p>
      ) : (
        <div className={classes.three} role="radiogroup" aria-label={`${title}, ${blockTitle(of.block)}`}>
          <div className={classes.base}>
            <span className={classes.sideHead}>As it was</span>
            <Words texts={of.base} none="nothing" />
          </div>
          <SideChoice
            {...{ of, name }}
            side="mine"
            title="Yours"
            isOn={chosen === 'mine'}
            onChoose={() => onChoose('mine')}
          />
          <SideChoice
            {...{ of, name }}
            side="theirs"
            title={`Version ${version}`}
            isOn={chosen === 'theirs'}
            onChoose={() => onChoose('theirs')}
          />
        </div>
      )}
    </li>
  );
}

export interface MergePartProps {
  view: TaxonomyView;
  copy: WorkingCopy;
  draft: TaxonomyDraft;
  onDone: () => void;
}

interface ConflictsProps {
  answer: MergeAnswer;
  choices: Choices;
  version: number;
  tell: Tell;
  onChoose: (choices: Choices) => void;
}

function Conflicts({ answer, choices, version, tell, onChoose }: ConflictsProps): ReactNode {
  return (
    <ul className={classes.conflicts}>
      {answer.conflicts.map((one) => (
        <ConflictRow
          key={conflictKey(one)}
          of={one}
          title={tell([one.class])}
          version={version}
          chosen={choices[conflictKey(one)]}
          onChoose={(side) => onChoose({ ...choices, [conflictKey(one)]: side })}
        />
      ))}
    </ul>
  );
}

function Answer({ view, copy, draft, onDone, answer }: MergePartProps & { answer: MergeAnswer }): ReactNode {
  const [choices, setChoices] = useState<Choices>({});
  const { merged, conflicts } = answer;
  const { version } = merged.taxonomy;
  const theirs = view.versions.find((one) => one.taxonomy.version === version)?.taxonomy;
  if (theirs === undefined) return <Skeleton lines={3} label="Reading the newer version" />;
  const result = applyChoices(answer, choices, { mine: draft, theirs });
  const left = conflicts.filter((one) => !isOnlyTold(one) && choices[conflictKey(one)] === undefined).length;
  const then = result ?? merged;
  const title = 'Where both changed the same: choose the words';
  const use = (): void => {
    if (result === null) return;
    copy.change(() => result);
    onDone();
  };
  return (
    <div className={classes.stack}>
      <Panel
        title={conflicts.length === 0 ? 'Everything goes together by itself' : title}
        aside={left > 0 ? `${left} to choose` : undefined}
      >
        <Conflicts
          {...{ answer, choices, version }}
          tell={tellFrom(view, draft.classes)}
          onChoose={setChoices}
        />
        <div className={classes.acts}>
          <Button variant="primary" disabled={result === null} onClick={use}>
            Go on with this
          </Button>
          <Button onClick={onDone}>Leave the copy as it is</Button>
        </div>
      </Panel>
      <Panel title={`What your copy then changes in version ${version}`}>
        <DiffView
          diff={diffClasses(theirs, then, then.operations)}
          empty="Nothing is left of it: the newer version has it all."
        />
      </Panel>
    </div>
  );
}

export function MergePart(props: MergePartProps): ReactNode {
  const merge = useMerge(props.draft);
  if (merge.isError) {
    return <ErrorState {...problemOf(merge.error)} onRetry={() => void merge.refetch()} />;
  }
  if (merge.data === undefined) {
    return (
      <Panel>
        <Skeleton lines={6} label="Putting the copy on top of the newer version" />
      </Panel>
    );
  }
  return <Answer {...props} answer={merge.data} />;
}
