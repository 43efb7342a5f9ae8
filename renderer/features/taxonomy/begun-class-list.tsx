/** The classes of a taxonomy in the making: which is open, which means “no error”, which do not count. */
import type { ReactNode } from 'react';
import type { BegunTaxonomy } from '../../../shared/domain/new-taxonomy.ts';
import classes from './classes.module.css';
import controls from './controls.module.css';

export interface BegunClassListProps {
  begun: BegunTaxonomy;
  openId: string;
  onChoose: (id: string) => void;
}

export function BegunClassList({ begun, openId, onChoose }: BegunClassListProps): ReactNode {
  const noteOf = (id: string): string =>
    id === begun.cleanClass ? 'no error' : begun.counting.includes(id) ? '' : 'not counted';
  return (
    <nav aria-label="Classes">
      <ul className={classes.list}>
        {begun.classes.map((one, at) => {
          const note = noteOf(one.id);
          return (
            <li key={one.id}>
              <button
                type="button"
                className={`${controls.row} ${classes.one}`}
                aria-current={one.id === openId || undefined}
                onClick={() => onChoose(one.id)}
              >
                <span className={classes.dot} data-tone={one.tone} aria-hidden />
                <span className={classes.oneTitle}>
                  {one.title.trim() === '' ? `Class ${at + 1}` : one.title}
                </span>
                {note !== '' && <span className={classes.change}>{note}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
