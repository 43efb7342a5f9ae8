import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstId } from '../../electron/backend/profiles/profile-folder.ts';
import { startProfiles } from '../support/profile-world.ts';
import { makeFolder } from '../support/test-device.ts';

const entry = fileURLToPath(new URL('../support/profile-churn.ts', import.meta.url));
const annaPin = '2468';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

interface Said {
  act: 'ready' | 'add' | 'changePin' | 'remove';
  name: string;
  at: 'begun' | 'done';
}

/** Lets a process change the people, kills it `afterMs` after its first act, and answers what it said. */
async function churn(afterMs: number): Promise<Said[]> {
  const child = spawn(process.execPath, [entry, folder.path, annaPin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const one = JSON.parse(line) as Said;
    if (one.act === 'ready') setTimeout(() => child.kill('SIGKILL'), afterMs);
    else said.push(one);
  }
  await ended;
  return said;
}

/** Who must be there, and who may be or not because the act on them was cut off. */
function expected(said: readonly Said[]): { there: string[]; unsure: string[] } {
  const there = new Set<string>();
  for (const { act, name, at } of said) {
    if (act === 'add' && at === 'done') there.add(name);
    if (act === 'remove') there.delete(name);
  }
  const last = said.at(-1);
  const isCutOff = last !== undefined && last.at === 'begun' && last.act !== 'changePin';
  return { there: [...there], unsure: isCutOff ? [last.name] : [] };
}

test('whenever a process that changes the people is killed, each act is done or was never begun', async () => {
  const first = await startProfiles(folder.path);
  await first.window(firstId).profiles.beginGroup({ name: 'Anna', pin: annaPin });
  await first.close();
  let before: string[] = ['Anna'];
  for (const afterMs of [150, 420, 700, 1100]) {
    const said = await churn(afterMs);
    const { there, unsure } = expected(said);
    const world = await startProfiles(folder.path);
    const window = world.window(null);
    const { mode, profiles } = await window.profiles.state({});
    const names = profiles.map((one) => one.name);
    expect(mode).toBe('group');
    expect(names.filter((name) => !unsure.includes(name))).toEqual([...before, ...there]);
    // The PIN of whoever was in hand is the old one or the new one.
    const last = profiles.find((one) => one.name === said.at(-1)?.name);
    if (last !== undefined) {
      const opened = await Promise.allSettled(
        ['1357', '7531'].map((pin) => window.profiles.unlock({ id: last.id, pin })),
      );
      expect(opened.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    }
    await world.close();
    const ids = profiles.map((one) => one.id as string);
    expect(readdirSync(join(folder.path, 'profiles')).filter((id) => !ids.includes(id))).toEqual([]);
    before = names;
  }
});
