/**
 * One class to edit: title, definition, four blocks, and what the change of its words means. Owns no text: what is typed
 * goes into the working copy at once. Invariant: a class always has a title in the copy; an empty one waits here.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import spoken from '../../ui/spoken.module.css';
import type { Act } from './act-shell.tsx';
import { countedOf, toggleCounting } from './counting.ts';
import { writeClass } from './draft-steps.ts';
import { BlockField } from './block-field.tsx';
import { CountsChoice } from './counts-choice.tsx';
import { ExampleList } from './example-list.tsx';
import { MeaningChoice } from './meaning-choice.tsx';
import { whyNotAct } from './structure-words.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './classes.module.css';

const MOST_TITLE = 60;

function Title({ of, onChange }: { of: TaxonomyClass; onChange: (title: string) => void }): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? of.title;
  return (
    <Field label="Title" error={shown.trim() === '' ? 'A class needs a title.' : null}>
      {(control) => (
        <TextInput
          {...control}
          name="title"
          value={shown}
          maxLength={MOST_TITLE}
          onBlur={() => setTyped(null)}
          onChange={(event) => {
            const next = event.target.value;
            setTyped(next);
            if (next.trim() !== '') onChange(next);
          }}
        />
      )}
    </Field>
  );
}

const acts = [
  { act: 'split', title: 'Split', command: 'taxonomy_split' },
  { act: 'merge', title: 'Merge', command: 'taxonomy_merge' },
  { act: 'retire', title: 'Retire', command: 'taxonomy_retire' },
] as const;

export interface ClassEditingProps {
  of: TaxonomyClass;
  copy: WorkingCopy;
  /** Classes of the newest version that count for the rate. */
  counting: readonly string[];
  onAct: (act: Act) => void;
}

function Acts({ of, copy, onAct }: ClassEditingProps): ReactNode {
  const keys = useKeyChanges();
  return (
    <div className={classes.acts}>
      {acts.map(({ act, title, command }) => {
        const whyNot = whyNotAct(copy.shown, copy.base, of.id, act);
        return (
          <Button
            key={act}
            size="s"
            chord={firstChord(command, keys)}
            disabled={whyNot !== null}
            title={whyNot ?? undefined}
            onClick={() => onAct(act)}
          >
            {title}
          </Button>
        );
      })}
    </div>
  );
}

type Write = (change: Partial<Omit<TaxonomyClass, 'id'>>, block: string) => void;

function Examples({ of, write, onPick }: { of: TaxonomyClass; write: Write; onPick: () => void }): ReactNode {
  const items = of.exampleItems ?? [];
  return (
    <div className={classes.two}>
      <ExampleList
        title="Examples"
        texts={of.examples}
        items={items}
        onChange={(examples) => write({ examples }, 'examples')}
        onPick={onPick}
      />
      <ExampleList
        title="Counter-examples"
        texts={of.counterExamples}
        items={items}
        onChange={(counterExamples) => write({ counterExamples }, 'counterExamples')}
      />
    </div>
  );
}

export function ClassEditing(props: ClassEditingProps): ReactNode {
  const { of, copy, counting, onAct } = props;
  const write: Write = (change, block) =>
    copy.change((draft) => writeClass(draft, copy.base, of.id, change), `${of.id} ${block}`);
  return (
    <section className={classes.editing} aria-labelledby="class-edited">
      <h2 id="class-edited" className={spoken.only}>
        Edit {of.title}
      </h2>
      <div className={classes.editHead}>
        <Title of={of} onChange={(title) => write({ title }, 'title')} />
        <Acts {...props} />
      </div>
      <BlockField
        title="Definition"
        hint="What it is, in one sentence."
        text={of.definition}
        onChange={(definition) => write({ definition }, 'definition')}
      />
      <div className={classes.two}>
        <BlockField
          title="Use when"
          hint="What must be seen for it to be this class."
          text={of.useWhen}
          onChange={(useWhen) => write({ useWhen }, 'useWhen')}
        />
        <BlockField
          title="Avoid when"
          hint="What looks like it and is another class."
          text={of.avoidWhen}
          onChange={(avoidWhen) => write({ avoidWhen }, 'avoidWhen')}
        />
      </div>
      <MeaningChoice of={of} copy={copy} />
      {of.id !== copy.shown.cleanClass && (
        <CountsChoice
          counts={countedOf(copy.shown, copy.base, counting).includes(of.id)}
          onChange={() => copy.change((draft) => toggleCounting(draft, copy.base, counting, of.id))}
        />
      )}
      <Examples of={of} write={write} onPick={() => onAct('example')} />
    </section>
  );
}
