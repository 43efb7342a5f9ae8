import { describe, expect, it } from 'vitest';
import { findConflicts } from '../../../shared/commands/conflicts.ts';
import type { Command } from '../../../shared/commands/command.ts';
import { commands, findCommand } from '../../../shared/commands/registry.ts';
import { isChanged, listClashes, remap, restore, takeOver } from './key-changes.ts';

const get = (id: string): Command => {
  const found = findCommand(id);
  if (found === null) throw new Error(`no command ${id}`);
  return found;
};

describe('changing a key', () => {
  const next = get('review_next');

  it('stores only what differs from the default', () => {
    const changed = remap({}, next, 'x');
    expect(changed).toEqual({ review_next: 'x' });
    expect(isChanged(changed, next)).toBe(true);
    expect(restore(changed, next)).toEqual({});
    expect(remap(changed, next, next.keys)).toEqual({});
  });

  it('leaves the keys of other commands alone', () => {
    expect(remap({ review_note: 'o' }, next, 'x')).toEqual({ review_note: 'o', review_next: 'x' });
  });

  it('names the command that already has the key', () => {
    const clashes = listClashes(commands, remap({}, next, 's'), next);
    expect(clashes.map((clash) => [clash.chord, clash.others.map((one) => one.id)])).toEqual([
      ['s', ['review_skip']],
    ]);
    expect(listClashes(commands, remap({}, next, 'x'), next)).toEqual([]);
  });

  it('does not see a clash between screens that are never shown together', () => {
    const today = get('today_continue');
    expect(listClashes(commands, remap({}, today, 'j'), today)).toEqual([]);
  });

  it('can take a key from its command, after which nobody fights for it', () => {
    const wanted = remap({}, next, 's');
    const taken = takeOver(commands, wanted, next);
    expect(taken).toEqual({ review_next: 's', review_skip: '' });
    expect(findConflicts(commands, taken)).toEqual([]);
  });

  it('takes only the key in question from a command that has several', () => {
    const note = get('review_note');
    const taken = takeOver(commands, remap({}, note, 'k'), note);
    expect(taken['review_previous']).toBe('ArrowLeft');
  });
});
