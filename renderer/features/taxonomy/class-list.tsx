/** The classes as a list: the one that is open, what became of each in the copy, and how many rulings ask for a change. */
import type { ReactNode } from 'react';
import { formatCounted } from '../../lib/format.ts';
import spoken from '../../ui/spoken.module.css';
import { askedOf } from './asked-changes.ts';
import { findClass, isNew, listUnsaid, saidOf } from './draft-steps.ts';
import type { AskedChange } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './classes.module.css';
import controls from './controls.module.css';

export interface ClassListProps {
  copy: WorkingCopy;
  asked: readonly AskedChange[];
  chosenId: string;
  onChoose: (id: string) => void;
}

/** What became of a class in the copy, in a word or two. */
export function changeInWords({ shown, base }: WorkingCopy, id: string): string {
  if (isNew(base, id)) return 'new';
  if (listUnsaid(shown, base).some((one) => one.id === id)) return 'changed';
  const words: string[] = [];
  if (findClass(shown, id)?.title !== findClass(base, id)?.title) words.push('renamed');
  const said = saidOf(shown, id);
  if (said === 'redefine') words.push('redefined');
  if (said === 'reword') words.push('reworded');
  if (shown.operations.some((one) => one.kind === 'merge' && one.into === id)) words.push('merged');
  if (shown.counting !== undefined && id !== shown.cleanClass && !shown.counting.includes(id))
    words.push('not counted');
  return words.join(', ');
}

export function ClassList({ copy, asked, chosenId, onChoose }: ClassListProps): ReactNode {
  return (
    <nav aria-label="Classes">
      <ul className={classes.list}>
        {copy.shown.classes.map((one) => {
          const change = changeInWords(copy, one.id);
          const count = askedOf(asked, one, findClass(copy.base, one.id)).length;
          return (
            <li key={one.id}>
              <button
                type="button"
                className={`${controls.row} ${classes.one}`}
                aria-current={one.id === chosenId || undefined}
                onClick={() => onChoose(one.id)}
              >
                <span className={classes.dot} data-tone={one.tone} aria-hidden />
                <span className={classes.oneTitle}>{one.title}</span>
                {change !== '' && <span className={classes.change}>{change}</span>}
                {count > 0 && (
                  <span className={classes.askedCount} title={formatCounted(count, 'asked change')}>
                    <span aria-hidden>{count}</span>
                    <span className={spoken.only}>{formatCounted(count, 'asked change')}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
