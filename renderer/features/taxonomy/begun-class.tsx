/** One class of a taxonomy in the making: its title, whether it counts, and the four blocks. */
import type { ReactNode } from 'react';
import type { BegunClass } from '../../../shared/domain/new-taxonomy.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import spoken from '../../ui/spoken.module.css';
import { removeBegun, toggleBegun, writeBegun } from './begun-edits.ts';
import { BlockField } from './block-field.tsx';
import { CountsChoice } from './counts-choice.tsx';
import { ExampleList } from './example-list.tsx';
import type { Begun } from './use-begun.ts';
import classes from './classes.module.css';

export interface BegunClassProps {
  of: BegunClass;
  copy: Begun;
  onRemoved: () => void;
}

function Head({ of, copy, onRemoved }: BegunClassProps): ReactNode {
  const isClean = of.id === copy.begun.cleanClass;
  return (
    <div className={classes.editHead}>
      <Field label="Title of the class">
        {(control) => (
          <TextInput
            {...control}
            name="title"
            value={of.title}
            maxLength={60}
            onChange={(event) => {
              const title = event.target.value;
              copy.change((begun) => writeBegun(begun, of.id, { title }));
            }}
          />
        )}
      </Field>
      {!isClean && (
        <Button
          size="s"
          disabled={copy.begun.classes.length <= 2}
          title={copy.begun.classes.length <= 2 ? 'A taxonomy needs two classes at least.' : undefined}
          onClick={() => {
            copy.change((begun) => removeBegun(begun, of.id));
            onRemoved();
          }}
        >
          Remove
        </Button>
      )}
    </div>
  );
}

type Write = (change: Partial<Omit<BegunClass, 'id'>>) => void;

function Examples({ of, write }: { of: BegunClass; write: Write }): ReactNode {
  return (
    <div className={classes.two}>
      <ExampleList
        title="Examples"
        texts={of.examples}
        items={[]}
        onChange={(examples) => write({ examples })}
      />
      <ExampleList
        title="Counter-examples"
        texts={of.counterExamples}
        items={[]}
        onChange={(counterExamples) => write({ counterExamples })}
      />
    </div>
  );
}

export function BegunClassEditing(props: BegunClassProps): ReactNode {
  const { of, copy } = props;
  const write: Write = (change) => copy.change((begun) => writeBegun(begun, of.id, change));
  return (
    <section className={classes.editing} aria-labelledby="class-begun">
      <h2 id="class-begun" className={spoken.only}>
        {of.title === '' ? 'A class without a title' : of.title}
      </h2>
      <Head {...props} />
      {of.id === copy.begun.cleanClass ? (
        <p className={classes.quiet}>This class means “no error”: the rate counts against it.</p>
      ) : (
        <CountsChoice
          counts={copy.begun.counting.includes(of.id)}
          onChange={() => copy.change((begun) => toggleBegun(begun, of.id))}
        />
      )}
      <BlockField
        title="Definition"
        hint="What it is, in one sentence."
        text={of.definition}
        onChange={(definition) => write({ definition })}
      />
      <div className={classes.two}>
        <BlockField
          title="Use when"
          hint="What must be seen for it to be this class."
          text={of.useWhen}
          onChange={(useWhen) => write({ useWhen })}
        />
        <BlockField
          title="Avoid when"
          hint="What looks like it and is another class."
          text={of.avoidWhen}
          onChange={(avoidWhen) => write({ avoidWhen })}
        />
      </div>
      <Examples of={of} write={write} />
    </section>
  );
}
