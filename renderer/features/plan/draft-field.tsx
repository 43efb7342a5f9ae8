/** A text field of the form: what is typed is kept as typed; its problem is said beside it. */
import type { ReactNode } from 'react';
import { Field, TextInput } from '../../ui/field.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { changeDraft } from './plan-store.ts';

/** Fields of the form that hold one line of text. */
type TextKey = {
  [K in keyof PlanDraft]: PlanDraft[K] extends string ? (string extends PlanDraft[K] ? K : never) : never;
}[keyof PlanDraft];

export interface DraftFieldProps {
  name: TextKey;
  label: string;
  draft: PlanDraft;
  hint?: ReactNode;
  error?: string | undefined;
  type?: 'text' | 'date';
  isNumber?: boolean;
  isMono?: boolean;
  isRequired?: boolean;
}

export function DraftField(props: DraftFieldProps): ReactNode {
  const {
    name,
    label,
    draft,
    hint,
    error,
    type = 'text',
    isNumber = false,
    isMono = false,
    isRequired = false,
  } = props;
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} error={error} isRequired={isRequired}>
      {(control) => (
        <TextInput
          {...control}
          type={type}
          isMono={isMono}
          inputMode={isNumber ? 'decimal' : undefined}
          value={draft[name]}
          onChange={(event) => {
            const { value } = event.target;
            changeDraft((held) => ({ ...held, [name]: value }));
          }}
        />
      )}
    </Field>
  );
}
