/**
 * The classes: a list on the left, the class that is open in the middle to read or to edit, and at its side what people
 * asked for. Owns which class is open, how, and which act is being said.
 */
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { ActForm } from './act-forms.tsx';
import type { Act } from './act-shell.tsx';
import { ClassAside } from './class-aside.tsx';
import { ClassEditing } from './class-editing.tsx';
import { ClassList } from './class-list.tsx';
import { ClassReading } from './class-reading.tsx';
import { sayMeaning } from './draft-edits.ts';
import { listUnsaid, meaningDiffers } from './draft-steps.ts';
import type { PartProps } from './part-props.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './classes.module.css';

export interface ClassesPartProps extends PartProps {
  /** Class that another part asked to be shown. */
  wanted: string | null;
}

function useChosen({ copy, wanted }: ClassesPartProps) {
  const [chosenId, setChosen] = useState(wanted);
  const shown = copy.shown.classes;
  const chosen = shown.find((one) => one.id === chosenId) ?? shown[0];
  if (chosen === undefined) throw new Error('a taxonomy has no class');
  const at = shown.indexOf(chosen);
  const step = (by: 1 | -1): void =>
    setChosen(shown[(at + by + shown.length) % shown.length]?.id ?? chosen.id);
  return { chosen, choose: setChosen, step };
}

/** Puts the cursor into the field with this name, once it is there. */
function focusSoon(place: HTMLElement | null, name: string): void {
  requestAnimationFrame(() => place?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
}

type Mode = 'read' | 'edit';

function useClassCommands(
  { copy }: ClassesPartProps,
  state: ReturnType<typeof useChosen> & {
    mode: Mode;
    setMode: (mode: Mode) => void;
    act: Act | null;
    setAct: (act: Act | null) => void;
    rename: () => void;
  },
): void {
  const { chosen, step, mode, setMode, act, setAct, rename } = state;
  const begin = (next: Act) => (): void => {
    setMode('edit');
    setAct(next);
  };
  const canSay = meaningDiffers(copy.base, copy.shown, chosen.id);
  const say = (kind: 'reword' | 'redefine') => (): void =>
    copy.change((draft) => sayMeaning(draft, chosen.id, kind));
  const leave = (): void => {
    const field = document.activeElement;
    if (act !== null) setAct(null);
    else if (field instanceof HTMLElement && field.matches('input, textarea, select')) field.blur();
    else if (mode === 'edit') setMode('read');
  };
  useCommands({
    taxonomy_class_next: () => step(1),
    taxonomy_class_previous: () => step(-1),
    taxonomy_edit: () => setMode(mode === 'edit' ? 'read' : 'edit'),
    taxonomy_rename: rename,
    taxonomy_add: begin('add'),
    taxonomy_split: begin('split'),
    taxonomy_merge: begin('merge'),
    taxonomy_retire: begin('retire'),
    taxonomy_example: begin('example'),
    taxonomy_leave: leave,
    ...(canSay ? { taxonomy_redefine: say('redefine'), taxonomy_reword: say('reword') } : {}),
  });
}

interface BarProps {
  copy: WorkingCopy;
  mode: Mode;
  onMode: (mode: Mode) => void;
}

function Bar({ copy, mode, onMode }: BarProps): ReactNode {
  const unsaid = listUnsaid(copy.shown, copy.base).length;
  return (
    <div className={classes.bar}>
      <Segments
        label="Read or edit"
        value={mode}
        onChange={onMode}
        options={[
          { value: 'read', title: 'Read' },
          { value: 'edit', title: 'Edit' },
        ]}
      />
      {unsaid > 0 && <span className={classes.unsaid}>{unsaid} changed: say whether the meaning did</span>}
    </div>
  );
}

/** Which act is being said: about the class that was open when it was begun, and gone with it. */
function useAct(classId: string): [Act | null, (next: Act | null) => void] {
  const [begun, setBegun] = useState<{ act: Act; classId: string } | null>(null);
  const set = (act: Act | null): void => setBegun(act === null ? null : { act, classId });
  return [begun?.classId === classId ? begun.act : null, set];
}

export function ClassesPart(props: ClassesPartProps): ReactNode {
  const { view, copy } = props;
  const keys = useKeyChanges();
  const [mode, setMode] = useState<Mode>(copy.draft === null ? 'read' : 'edit');
  const middle = useRef<HTMLDivElement>(null);
  const state = useChosen(props);
  const { chosen, choose } = state;
  const [act, setAct] = useAct(chosen.id);
  const edit = (next: Act | null): void => {
    setMode('edit');
    setAct(next);
  };
  const rename = (): void => {
    edit(null);
    focusSoon(middle.current, 'title');
  };
  useClassCommands(props, { ...state, mode, setMode, act, setAct, rename });
  const done = (next: string | null): void => {
    setAct(null);
    if (next !== null) choose(next);
  };
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <ClassList copy={copy} asked={view.asked} chosenId={chosen.id} onChoose={choose} />
        <Button size="s" variant="quiet" chord={firstChord('taxonomy_add', keys)} onClick={() => edit('add')}>
          Add a class
        </Button>
      </div>
      <div className={classes.middle} ref={middle}>
        <Bar copy={copy} mode={mode} onMode={setMode} />
        {act !== null && (
          <ActForm key={`${act} ${chosen.id}`} {...{ act, view, copy }} of={chosen} onDone={done} />
        )}
        {mode === 'read' ? (
          <ClassReading of={chosen} isClean={chosen.id === copy.shown.cleanClass} />
        ) : (
          <ClassEditing
            key={chosen.id}
            of={chosen}
            copy={copy}
            counting={view.counting ?? []}
            onAct={setAct}
          />
        )}
      </div>
      <ClassAside of={chosen} {...props} />
    </div>
  );
}
