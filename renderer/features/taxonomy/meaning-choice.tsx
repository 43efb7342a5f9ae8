/**
 * Whether other words mean the same: the owner says so, because no program can see it. Says what follows from each answer
 * for labels made before.
 */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { sayMeaning } from './draft-edits.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { meaningDiffers, saidOf } from './draft-steps.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './classes.module.css';
import controls from './controls.module.css';

const choices = [
  {
    kind: 'reword',
    title: 'Other words, same meaning',
    follows: 'Labels made before keep counting as they are.',
    command: 'taxonomy_reword',
  },
  {
    kind: 'redefine',
    title: 'It means something else',
    follows: 'Labels made before stay with their version; some are judged anew before rates are compared.',
    command: 'taxonomy_redefine',
  },
] as const;

export function MeaningChoice({ of, copy }: { of: TaxonomyClass; copy: WorkingCopy }): ReactNode {
  const name = useId();
  const keys = useKeyChanges();
  if (!meaningDiffers(copy.base, copy.shown, of.id)) return null;
  const said = saidOf(copy.shown, of.id);
  return (
    <fieldset className={classes.meaning} data-said={said !== null || undefined}>
      <legend className={classes.meaningTitle}>
        {said === null ? 'The words changed. Does the meaning?' : 'The words changed.'}
      </legend>
      {choices.map((one) => {
        const chord = firstChord(one.command, keys);
        return (
          <div
            key={one.kind}
            className={`${controls.card} ${classes.choice}`}
            data-on={said === one.kind || undefined}
          >
            <input
              type="radio"
              id={`${name}-${one.kind}`}
              name={name}
              aria-describedby={`${name}-${one.kind}-follows`}
              checked={said === one.kind}
              onChange={() => copy.change((draft) => sayMeaning(draft, of.id, one.kind))}
            />
            <div>
              <span className={classes.choiceTitle}>
                <label htmlFor={`${name}-${one.kind}`}>{one.title}</label>
                {chord !== undefined && <Kbd chord={chord} />}
              </span>
              <p id={`${name}-${one.kind}-follows`} className={classes.follows}>
                {one.follows}
              </p>
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
