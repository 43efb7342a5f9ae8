/**
 * Giving a command another key: what is being captured, what waits for a decision. Invariant: a key that two commands
 * would fight for is not stored before the person has decided.
 */
import { useState } from 'react';
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { commands } from '../../../shared/commands/registry.ts';
import { listClashes, remap, restore, takeOver } from './key-changes.ts';
import type { Clash } from './key-changes.ts';

export interface Pending {
  command: Command;
  changes: KeyChanges;
  clashes: Clash[];
}

export interface RemappingOptions {
  changes: KeyChanges;
  onChange: (changes: Record<string, string>) => void;
}

/** What is being captured, what waits for a decision, and the acts on both. */
export function useRemapping({ changes, onChange }: RemappingOptions) {
  const [capturing, setCapturing] = useState<string | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const propose = (command: Command, next: KeyChanges): void => {
    setCapturing(null);
    const clashes = listClashes(commands, next, command);
    if (clashes.length > 0) setPending({ command, changes: next, clashes });
    else {
      setPending(null);
      onChange({ ...next });
    }
  };
  return {
    capturing,
    pending,
    start: (command: Command) => {
      setPending(null);
      setCapturing(command.id);
    },
    cancel: () => setCapturing(null),
    forget: () => setPending(null),
    give: (command: Command, chord: string) => propose(command, remap(changes, command, chord)),
    restore: (command: Command) => propose(command, restore(changes, command)),
    decide: () => {
      if (pending === null) return;
      onChange({ ...takeOver(commands, pending.changes, pending.command) });
      setPending(null);
    },
  };
}

export type Remapping = ReturnType<typeof useRemapping>;
