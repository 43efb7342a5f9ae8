/**
 * All keys that work here and now on one sheet (`?`), as they are now, changed ones included; it can be printed.
 */
import { Modal } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { canRun, useCommands, useKeyChanges, useSuspendedShortcuts } from '../lib/shortcuts.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { listKeyGroups } from './key-rows.ts';
import type { KeyRow } from './key-rows.ts';
import classes from './key-sheet.module.css';
import './key-sheet-print.css';

function Row({ row }: { row: KeyRow }): ReactNode {
  return (
    <div className={classes.row}>
      <dt>{row.title}</dt>
      <dd className={classes.chords}>
        {row.chords.length === 0 && <span className={classes.none}>no key</span>}
        {row.chords.map((chord) => (
          <Kbd key={chord} chord={chord} />
        ))}
        {row.upTo !== null && (
          <>
            … <Kbd chord={row.upTo} />
          </>
        )}
      </dd>
    </div>
  );
}

function Sheet(): ReactNode {
  const changes = useKeyChanges();
  return (
    <>
      <div className={classes.groups}>
        {listKeyGroups(canRun, changes).map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={classes.group}>{group.title}</h3>
            <dl>
              {group.rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={classes.foot}>
        <p className={classes.note}>
          What works on this screen. Every key can be changed in Settings; keys rest while you type text.
        </p>
        <Button
          size="s"
          variant="quiet"
          icon={<IconPrinter size={15} stroke={1.6} />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </div>
    </>
  );
}

export function KeySheet(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  useCommands({ keys: () => setOpen(true) });
  useSuspendedShortcuts(isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title="Keys"
      size={900}
      centered
      className="key-sheet"
      classNames={{ content: classes.content, header: classes.header, title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Sheet />
    </Modal>
  );
}
