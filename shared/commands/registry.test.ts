import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { slug } from '../domain/ids.ts';
import type { Command } from './command.ts';
import { commands } from './registry.ts';

it('gives every command an id of its own that settings can store', () => {
  const ids = commands.map((one) => one.id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  for (const id of ids) expect(slug.safeParse(id).success, id).toBe(true);
});

it('names what one screen hears after that screen', () => {
  const onOneScreen = commands.filter((one) => one.scope !== 'everywhere');
  expect(onOneScreen.filter((one) => !one.id.startsWith(`${one.scope}_`))).toEqual([]);
});

it('holds every list that stands beside it, once', async () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.includes('.test.'),
  );
  const lists: Command[][] = [];
  for (const name of files.filter((one) => one !== 'registry.ts')) {
    const module = (await import(join(import.meta.dirname, name))) as Record<string, unknown>;
    lists.push(...Object.values(module).filter((value): value is Command[] => Array.isArray(value)));
  }
  expect(lists.length).toBeGreaterThan(5);
  expect(lists.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    commands.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
});

it('lets a key that is kept down go on with nothing but moving, and steps back and forth', () => {
  const again = commands.filter((one) => one.repeats === true).map((one) => one.id);
  expect(again).toContain('review_next');
  const moves = /_(?:next|previous|longer|shorter|later|earlier|undo|redo)$/;
  expect(again.filter((id) => !moves.test(id))).toEqual([]);
  const held = commands.filter((one) => one.repeats === true && /Enter|Space|^[1-9]$/.test(one.keys));
  expect(held).toEqual([]);
});
