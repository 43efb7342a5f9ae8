import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findConflicts } from '../../../shared/commands/conflicts.ts';
import { commands } from '../../../shared/commands/registry.ts';
import { isChord, isWhole, readKeyFile, writeKeyFile } from './key-file.ts';
import type { ReadKeys } from './key-file.ts';

const file = (keys: unknown, more = {}): string =>
  JSON.stringify({ kind: 'assay keys', version: 1, keys, ...more });

function read(text: string): ReadKeys {
  const found = readKeyFile(commands, text);
  if (!found.isRead) throw new Error(found.what);
  return found.read;
}

it('reads what it wrote', () => {
  const changes = { review_next: 'y', review_note: '', review_skip: 'Mod+Shift+s F2' };
  const back = read(writeKeyFile(changes));
  expect(back.changes).toEqual(changes);
  expect(isWhole(back)).toBe(true);
});

it.each([
  ['not JSON', 'j = next', /not JSON/],
  ['other JSON', '{"name":"x"}', /no keys of Assay/],
  ['a list', '[1]', /no keys of Assay/],
  ['nothing', '', /not JSON/],
  ['a later version', file({}, { version: 2 }), /another version/],
  ['no keys', file(null), /names no keys/],
  ['a film', 'x'.repeat(300_000), /too large/],
])('refuses %s with a reason, and says that nothing is lost', (_, text, reason) => {
  const found = readKeyFile(commands, text);
  expect(found).toMatchObject({ isRead: false, what: expect.stringMatching(reason) });
  expect(found.isRead ? '' : found.remedy).toContain('as they were');
});

it('names commands that there are not, and takes the rest', () => {
  const found = read(file({ review_dance: 'd', review_note: 'y' }));
  expect(found.unknown).toEqual(['review_dance']);
  expect(found.changes).toEqual({ review_note: 'y' });
});

it('names keys that no keyboard makes, and takes the rest', () => {
  const found = read(file({ review_skip: 'Hyper+q', review_flag: 7, review_note: 'y' }));
  expect(found.unusable.map((one) => [one.command.id, one.keys])).toEqual([
    ['review_skip', 'Hyper+q'],
    ['review_flag', '7'],
  ]);
  expect(found.changes).toEqual({ review_note: 'y' });
});

it('names commands that would fight for a key, and leaves both as they come', () => {
  const found = read(file({ review_note: 'j', review_skip: 'y' }));
  expect(found.conflicts).toEqual([{ chord: 'j', commandIds: ['review_next', 'review_note'] }]);
  expect(found.changes).toEqual({ review_skip: 'y' });
});

it('takes two commands that exchange their keys', () => {
  const found = read(file({ review_skip: 'f', review_flag: 's' }));
  expect(found.conflicts).toEqual([]);
  expect(found.changes).toEqual({ review_skip: 'f', review_flag: 's' });
});

it('knows chords from other words', () => {
  for (const one of ['a', 'ü', 'й', '+', 'Mod++', 'Mod+Shift+ArrowUp', 'F12', 'Space', '?', '𝒜'])
    expect(isChord(one), one).toBe(true);
  for (const one of ['', 'ab', 'Mod+', 'Ctrl+k', 'F99', 'Mod', '\n']) expect(isChord(one), one).toBe(false);
});

it('never takes over a conflict or an unknown command, whatever the file says', () => {
  const id = fc.constantFrom(...commands.map((one) => one.id), 'unknown', '__proto__');
  const keys = fc.oneof(
    fc.constantFrom('j', 'k', 's', 'Mod+k', 'j k', '', 'Hyper+x', 'ArrowRight'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.dictionary(id, keys), (some) => {
      const found = readKeyFile(commands, file(some));
      if (!found.isRead) return;
      const { changes } = found.read;
      expect(findConflicts(commands, changes)).toEqual([]);
      for (const one of Object.keys(changes)) expect(commands.some((of) => of.id === one)).toBe(true);
      expect(read(writeKeyFile(changes)).changes).toEqual(changes);
    }),
  );
});
