/** Examples of a class to edit, one field each; where one was taken from a real item, it says so until it is changed. */
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import classes from './classes.module.css';
import controls from './controls.module.css';

export interface ExampleListProps {
  title: string;
  texts: readonly string[];
  items: NonNullable<TaxonomyClass['exampleItems']>;
  onChange: (texts: string[]) => void;
  /** Opens the list of real items; left out where none can be taken. */
  onPick?: () => void;
}

interface ExampleFieldProps {
  label: string;
  removeLabel: string;
  text: string;
  /** Taken from a real item, and not changed since. */
  isReal: boolean;
  onChange: (text: string) => void;
  onRemove: () => void;
}

function ExampleField({
  label,
  removeLabel,
  text,
  isReal,
  onChange,
  onRemove,
}: ExampleFieldProps): ReactNode {
  return (
    <li className={classes.exampleField}>
      <textarea
        className={`${controls.area} ${controls.asRead}`}
        rows={1}
        dir="auto"
        aria-label={label}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <IconButton label={removeLabel} onClick={onRemove}>
        <IconX size={14} stroke={1.8} />
      </IconButton>
      {isReal && <span className={classes.linked}>from a real item</span>}
    </li>
  );
}

export function ExampleList({ title, texts, items, onChange, onPick }: ExampleListProps): ReactNode {
  const keys = useKeyChanges();
  const list = useRef<HTMLUListElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (isAdding.current) list.current?.querySelector<HTMLElement>('li:last-child textarea')?.focus();
    isAdding.current = false;
  });
  const one = title.toLowerCase().replace(/s$/, '');
  return (
    <section aria-label={title} className={classes.block}>
      <h3 className={classes.blockTitle}>{title}</h3>
      <ul className={classes.exampleFields} ref={list}>
        {texts.map((text, at) => (
          <ExampleField
            // oxlint-disable-next-line react/no-array-index-key -- a text that is being typed is no key
            key={at}
            label={`${title}, ${at + 1}`}
            removeLabel={`Remove ${one} ${at + 1}`}
            text={text}
            isReal={items.some((item) => item.text === text)}
            onChange={(next) => onChange(texts.with(at, next))}
            onRemove={() => onChange(texts.toSpliced(at, 1))}
          />
        ))}
      </ul>
      <div className={classes.acts}>
        <Button
          size="s"
          variant="quiet"
          onClick={() => {
            isAdding.current = true;
            onChange([...texts, '']);
          }}
        >
          Add {one}
        </Button>
        {onPick !== undefined && (
          <Button size="s" variant="quiet" chord={firstChord('taxonomy_example', keys)} onClick={onPick}>
            From real items
          </Button>
        )}
      </div>
    </section>
  );
}
