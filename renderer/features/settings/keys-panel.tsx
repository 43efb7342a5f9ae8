/**
 * Every command with its keys, to find, change, reset, carry out as a file and bring in again. Must not decide what is
 * heard: the registry and the dispatcher do.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { commands } from '../../../shared/commands/registry.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Check, TextInput } from '../../ui/field.tsx';
import { chordText } from '../../ui/kbd.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useKeyFile } from './key-file-panel.tsx';
import { KeyRow } from './key-row.tsx';
import { searchCommands } from './key-search.ts';
import { useRemapping } from './use-remapping.ts';
import classes from './settings.module.css';

export interface KeysPanelProps {
  changes: KeyChanges;
  onChange: (changes: Record<string, string>) => void;
  /** Letters, digits and marks without Ctrl or Alt start commands. */
  hasSingleKeys: boolean;
  onSingleKeys: (isOn: boolean) => void;
}

const groups = [...new Set(commands.map((one) => one.group))];

function Groups({ found, changes, onChange }: KeysPanelProps & { found: readonly Command[] }): ReactNode {
  const remapping = useRemapping({ changes, onChange });
  return groups
    .filter((group) => found.some((one) => one.group === group))
    .map((group) => (
      <section key={group} aria-label={`Keys: ${group}`} className={classes.keyGroup}>
        <h3 className={classes.groupTitle}>{group}</h3>
        <ul className={classes.keys}>
          {found
            .filter((one) => one.group === group)
            .map((one) => (
              <KeyRow key={one.id} command={one} changes={changes} remapping={remapping} />
            ))}
        </ul>
      </section>
    ));
}

export function KeysPanel(props: KeysPanelProps): ReactNode {
  const { changes, onChange, hasSingleKeys, onSingleKeys } = props;
  const [words, setWords] = useState('');
  const file = useKeyFile(props);
  const found = searchCommands(commands, changes, words, chordText);
  const hasChanges = Object.keys(changes).length > 0;
  return (
    <Panel
      title="Keys"
      aside={
        <span className={classes.keyActs}>
          {file.acts}
          <Button size="s" variant="quiet" disabled={!hasChanges} onClick={() => onChange({})}>
            Reset all
          </Button>
        </span>
      }
    >
      <div className={classes.fileSaid}>{file.said}</div>
      <Check
        label="Single-letter keys"
        hint="Letters, digits and marks start commands without Ctrl or Alt. Switch them off when you dictate or hit keys by chance; digits still answer the question in focus."
        checked={hasSingleKeys}
        onChange={(event) => onSingleKeys(event.target.checked)}
      />
      <div className={classes.keySearch}>
        <TextInput
          type="search"
          aria-label="Find a command or a key"
          placeholder="Find a command or a key"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <output className={classes.found}>
          {words.trim() !== '' && formatCounted(found.length, 'command')}
        </output>
      </div>
      {found.length === 0 && (
        <p className={classes.none}>
          {[...words.trim()].length === 1
            ? 'No command has this key: it is free.'
            : 'No command by that name.'}
        </p>
      )}
      <Groups {...props} found={found} />
    </Panel>
  );
}
