/** Cases whose rulings asked for another guideline, to tick: which of them something is about. */
import type { ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { AskedChange } from './taxonomy-queries.ts';
import controls from './controls.module.css';

export interface AskedTicksProps {
  legend: string;
  asked: readonly AskedChange[];
  /** Keys of the cases that are ticked. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export function AskedTicks({ legend, asked, chosen, onChange }: AskedTicksProps): ReactNode {
  if (asked.length === 0) return null;
  return (
    <fieldset className={controls.tickList}>
      <legend>{legend}</legend>
      {asked.map((one) => {
        const key = caseKey(one.case);
        return (
          <label key={key}>
            <input
              type="checkbox"
              checked={chosen.includes(key)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, key] : chosen.filter((held) => held !== key))
              }
            />
            <span>{one.title}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
