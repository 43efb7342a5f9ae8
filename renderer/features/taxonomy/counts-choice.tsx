/** Whether a class counts for the rate that reports show. */
import type { ReactNode } from 'react';
import { Check } from '../../ui/field.tsx';

export function CountsChoice({ counts, onChange }: { counts: boolean; onChange: () => void }): ReactNode {
  return (
    <Check
      label="Counts for the rate"
      hint={
        counts
          ? 'An answer of this class is one of those that the rate counts.'
          : 'An answer of this class is told in reports, and the rate does not count it.'
      }
      checked={counts}
      onChange={onChange}
    />
  );
}
