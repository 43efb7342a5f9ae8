/** The form of an act on the classes: add, split, merge, retire, take an example; where it is not offered, why. */
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import type { Act, ActFormProps } from './act-shell.tsx';
import { AddForm } from './add-form.tsx';
import { ExamplePicker } from './example-picker.tsx';
import { MergeForm } from './merge-form.tsx';
import { RetireForm } from './retire-form.tsx';
import { SplitForm } from './split-form.tsx';
import { whyNotAct } from './structure-words.ts';

export function ActForm({ act, ...props }: ActFormProps & { act: Act }): ReactNode {
  const { copy, of, onDone } = props;
  if (act === 'example') return <ExamplePicker {...props} />;
  const whyNot = whyNotAct(copy.shown, copy.base, of.id, act);
  if (whyNot !== null) {
    return (
      <Notice
        tone="warn"
        actions={
          <Button size="s" onClick={() => onDone(null)}>
            Close
          </Button>
        }
      >
        {whyNot}
      </Notice>
    );
  }
  switch (act) {
    case 'add':
      return <AddForm {...props} />;
    case 'split':
      return <SplitForm {...props} />;
    case 'merge':
      return <MergeForm {...props} />;
    case 'retire':
      return <RetireForm {...props} />;
  }
}
