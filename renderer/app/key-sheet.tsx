/**
 * All keys on one sheet (`?`), as they are now, changed ones included.
 */
import { Modal } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Command } from '../../shared/commands/registry.ts';
import { commands, listChords } from '../../shared/commands/registry.ts';
import {
  currentKeyChanges,
  subscribeKeyChanges,
  useCommands,
  useSuspendedShortcuts,
} from '../lib/shortcuts.ts';
import { Kbd } from '../ui/kbd.tsx';
import classes from './key-sheet.module.css';

const groups = ['Queue', 'Scoring', 'Evidence', 'Reading', 'Report', 'Hub', 'Today', 'Everywhere'] as const;
const OPTION = 'review_option_';

function rowsOf(group: Command['group']): readonly Command[] {
  return commands.filter(
    (one) => one.group === group && (!one.id.startsWith(OPTION) || one.id === `${OPTION}1`),
  );
}

export function KeySheet(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const changes = useSyncExternalStore(subscribeKeyChanges, currentKeyChanges);
  useCommands({ keys: () => setOpen(true) });
  useSuspendedShortcuts(isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title="Keys"
      size={860}
      centered
      classNames={{ content: classes.content, header: classes.header, title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className={classes.group}>{group}</h3>
            <dl className={classes.list}>
              {rowsOf(group).map((one) => (
                <div key={one.id} className={classes.row}>
                  <dt>{one.id === `${OPTION}1` ? 'Option with that number' : one.title}</dt>
                  <dd className={classes.chords}>
                    {listChords(one, changes).map((chord) => (
                      <Kbd key={chord} chord={chord} />
                    ))}
                    {one.id === `${OPTION}1` && (
                      <>
                        … <Kbd chord="9" />
                      </>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>Every key can be changed in Settings. Keys rest while you type text.</p>
    </Modal>
  );
}
