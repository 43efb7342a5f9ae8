import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { closeReader, openReader } from '../../db/connection.ts';
import { findSetting } from '../../db/queries/settings.ts';
import { createSourceEngine } from '../../electron/backend/sources/engine.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { workbench } from '../../shared/contract/workbench.ts';
import { firstId } from '../../electron/backend/profiles/profile-folder.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';
import type { Clocks, ProfileWorld, Transport, Window } from '../support/profile-world.ts';
import { startProfiles, transports } from '../support/profile-world.ts';
import type { Backend } from '../../electron/backend/backend.ts';
import { draftOf, failureOf, newReviewId, storeMadeAudit } from '../support/test-backend.ts';
import { answersOf, makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let worlds: ProfileWorld[];
beforeEach(() => {
  folder = makeFolder();
  worlds = [];
});
afterEach(async () => {
  for (const world of worlds) await world.close();
  folder.remove();
});

type Change = Parameters<typeof startProfiles>[2];
async function start(transport?: Transport, change?: Change): Promise<ProfileWorld> {
  const world = await startProfiles(folder.path, transport, change);
  worlds.push(world);
  return world;
}

async function stop(world: ProfileWorld): Promise<void> {
  worlds = worlds.filter((one) => one !== world);
  await world.close();
}

const annaPin = '2468';
const bertPin = '13579';

/** Anna begins a group and adds Bert; Anna's profile is open. */
async function group(transport?: Transport, change?: Change) {
  const world = await start(transport, change);
  const anna = world.window(firstId);
  await anna.profiles.beginGroup({ name: 'Anna', pin: annaPin });
  const { profiles } = await anna.profiles.add({ name: 'Bert', pin: bertPin });
  const bertId = profiles[1]!.id;
  return { world, anna, bertId, bert: world.window(bertId) };
}

const marker = 'Only-Anna-may-read-this';

/** A review with a note, a draft, a name, a preference and a token, all of them traceable to their person. */
async function work(world: ProfileWorld, window: Window) {
  const context = world.context();
  const { manifest } = storeMadeAudit({ context } as Backend, 3, { plan: { title: `${marker} audit` } });
  const { auditId } = manifest;
  const on = (n: number) => ({ auditId, itemId: manifest.items[n]!.id as ItemId });
  const noted = { ...answersOf(), note: { type: 'text' as const, text: `${marker} note` } };
  const submissionId = newReviewId({ context } as Backend);
  await window.reviews.submit({ ...on(0), submissionId, draft: draftOf(noted) });
  await window.reviews.saveDraft({ ...on(1), draft: draftOf(noted) });
  await window.app.rename({ name: `${marker} name` });
  await window.settings.update({ theme: 'dark' });
  await context.secrets.set('hub-token', `${marker} token`);
  const { ledger, person } = await window.app.status({});
  return { auditId, on, submissionId, ledgerId: ledger.id, personId: person.id };
}

type Call = {
  path: string;
  input: z.ZodType | undefined;
  call: (window: Window, input: unknown) => Promise<unknown>;
};

/** Every procedure of the contract but those of part profiles, and the look at folders of the disk, which holds no store. */
function listCalls(of: object = workbench, path: string[] = []): Call[] {
  return Object.entries(of).flatMap(([name, held]) => {
    const here = [...path, name];
    if (here[0] === 'profiles' || here[0] === 'files') return [];
    if (!isContractProcedure(held)) return listCalls(held as object, here);
    const input = held['~orpc'].inputSchema as z.ZodType | undefined;
    const call = (window: Window, value: unknown): Promise<unknown> => {
      let at: unknown = window;
      for (const part of here) at = (at as Record<string, unknown>)[part];
      return (at as (value: unknown) => Promise<unknown>)(value);
    };
    return [{ path: here.join('.'), input, call }];
  });
}

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
}

/** An input of the shape that a procedure asks for, with what is known of somebody wherever a name fits. */
function fill(schema: Schema, known: Record<string, unknown>, name = ''): unknown {
  if (name in known) return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined) return fill(choice[0]!, known, name);
  if (schema.type === 'object') {
    const fields = (schema.required ?? []).map((key) => [key, fill(schema.properties![key]!, known, key)]);
    return Object.fromEntries(fields) as unknown;
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'boolean') return false;
  if (schema.type === 'number' || schema.type === 'integer') return Math.max(1, schema.minimum ?? 1);
  return schema.type === 'null' ? null : 'x';
}

function inputFor(input: z.ZodType | undefined, known: Record<string, unknown>): unknown {
  if (input === undefined) return {};
  return fill(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema, known);
}

/** What a call answers, or fails with, as text; of a stream what comes first. */
async function answerOf(call: Promise<unknown>): Promise<{ text: string; code: string | null }> {
  try {
    const answer = await call;
    const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
    if (!isStream) return { text: JSON.stringify(answer) ?? '', code: null };
    const events = answer as unknown as AsyncIterator<unknown>;
    const first = await events.next();
    void events.return?.();
    return { text: JSON.stringify(first.value) ?? '', code: null };
  } catch (error) {
    const { code, data, message } = error as { code: string; data: unknown; message: string };
    return { text: JSON.stringify([code, data, message]), code };
  }
}

/** Paths of the calls whose answer or failure holds one of `secrets`. */
async function listTelling(
  window: Window,
  known: Record<string, unknown>,
  secrets: string[],
): Promise<string[]> {
  const told: string[] = [];
  for (const { path, input, call } of listCalls()) {
    const { text } = await answerOf(call(window, inputFor(input, known)));
    if (secrets.some((one) => text.includes(one))) told.push(path);
  }
  return told;
}

describe('without a group', () => {
  test('everything is as it was: one person, no PIN, no file of people, and nothing to lock', async () => {
    const world = await start();
    const window = world.window(null);
    expect(await window.profiles.state({})).toMatchObject({
      mode: 'single',
      openId: firstId,
      profiles: [{ id: firstId, hasPin: false }],
    });
    expect((await window.app.status({})).isFresh).toBe(true);
    expect(existsSync(join(folder.path, 'profiles.json'))).toBe(false);
    expect(await failureOf(window.profiles.lock({}))).toMatchObject({ code: 'CONFLICT', defined: true });
    expect(await failureOf(window.profiles.add({ name: 'Bert', pin: bertPin }))).toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe.each(transports)('over %s', (transport) => {
  test('nothing of one person can be reached by any procedure while another is open', async () => {
    const { world, anna, bert, bertId } = await group(transport);
    const { auditId, on, ...ids } = await work(world, anna);
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    const known = { auditId, id: auditId, itemId: on(0).itemId, reviewId: ids.submissionId, ...ids };
    expect((await bert.app.status({})).person.name).toBe('Bert');
    expect((await bert.settings.get({})).theme).toBe('system');
    expect(await world.context().secrets.get('hub-token')).toBeNull();
    const told = (window: Window) => listTelling(window, known, [marker, ids.personId, ids.ledgerId]);
    expect(await told(bert)).toEqual([]);
    await anna.profiles.unlock({ id: firstId, pin: annaPin });
    expect((await anna.reviews.item(on(1))).draft).not.toBeNull();
    expect((await anna.app.status({})).person.name).toBe(`${marker} name`);
    // The same calls by Anna tell a lot, so what they ask for is what there is to be had.
    expect((await told(anna)).length).toBeGreaterThan(8);
  });

  test('while it is locked, every procedure but those of profiles answers LOCKED', async () => {
    const { anna } = await group(transport);
    await anna.profiles.lock({});
    const others: string[] = [];
    for (const { path, call } of listCalls()) {
      const { code } = await answerOf(call(anna, {}));
      if (code !== 'LOCKED') others.push(`${path}: ${code}`);
    }
    expect(others).toEqual([]);
    expect(await anna.profiles.state({})).toMatchObject({ mode: 'group', openId: null });
  });

  test('a window that still shows somebody else neither reads nor writes the store of who is open now', async () => {
    const { world, anna, bert, bertId } = await group(transport);
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    const { manifest } = storeMadeAudit({ context: world.context() } as Backend, 1);
    const on = { auditId: manifest.auditId, itemId: manifest.items[0]!.id as ItemId };
    const submissionId = newReviewId({ context: world.context() } as Backend);
    const stale = anna.reviews.submit({ ...on, submissionId, draft: draftOf(answersOf()) });
    expect(await failureOf(stale)).toMatchObject({ code: 'LOCKED', defined: true });
    expect(await failureOf(anna.reviews.queue({ auditId: manifest.auditId }))).toMatchObject({
      code: 'LOCKED',
    });
    expect(await failureOf(world.window(null).app.status({}))).toMatchObject({ code: 'LOCKED' });
    expect((await bert.reviews.queue({ auditId: manifest.auditId })).progress.done).toBe(0);
  });

  test('every window learns of a lock at once, and its streams of the locked profile end', async () => {
    const { world, anna } = await group(transport);
    const other = world.window(firstId);
    const states = await other.profiles.watch({});
    expect((await states.next()).value).toMatchObject({ openId: firstId });
    const statuses = await other.app.watch({});
    await statuses.next();
    const ended = failureOf(statuses.next());
    await anna.profiles.lock({});
    expect(await ended).toMatchObject({ code: 'LOCKED', defined: true });
    for await (const state of states) {
      expect(state.mode).toBe('group');
      if (state.openId === null) break;
    }
  });

  test('a call that is under way finishes on its own store or answers LOCKED, whoever comes next', async () => {
    const held: (() => void)[] = [];
    const { anna, bert, bertId } = await group(transport, {
      createSources: () => ({
        ...createSourceEngine(),
        inspect: () => new Promise((_, reject) => held.push(() => reject(new Error('let go')))),
      }),
    });
    const call = failureOf(anna.sources.inspect({ paths: ['/nowhere.jsonl'], preset: null, mapping: null }));
    await expect.poll(() => held.length).toBe(1);
    await anna.profiles.lock({});
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    expect(await call).toMatchObject({ code: 'LOCKED', defined: true });
    for (const letGo of held) letGo();
    expect((await bert.app.status({})).person.name).toBe('Bert');
  });
});

describe('a PIN', () => {
  const wrong = { id: firstId, pin: '0000' };

  test('opens only its own profile, and a wrong one says so without opening anything', async () => {
    const { anna, bertId } = await group();
    await anna.profiles.lock({});
    expect(await failureOf(anna.profiles.unlock({ id: bertId, pin: annaPin }))).toMatchObject({
      code: 'FORBIDDEN',
      data: { what: 'This is not the PIN of Bert.' },
    });
    expect(await anna.profiles.state({})).toMatchObject({ openId: null });
  });

  test('has to wait after the third wrong one, also after a restart and with the clock set back', async () => {
    const clocks: Clocks = { wallMs: Date.parse('2026-01-07T08:00:00.000Z'), uptimeMs: 1_000_000 };
    const first = await group(undefined, { clocks });
    await first.anna.profiles.lock({});
    for (let n = 0; n < 3; n += 1) await failureOf(first.anna.profiles.unlock(wrong));
    const right = { id: firstId, pin: annaPin };
    expect(await failureOf(first.anna.profiles.unlock(right))).toMatchObject({
      code: 'FORBIDDEN',
      data: { remedy: 'Wait 5 seconds, then try again.' },
    });
    await stop(first.world);
    clocks.wallMs -= 3_600_000;
    const again = (await start(undefined, { clocks })).window(null);
    expect(await failureOf(again.profiles.unlock(right))).toMatchObject({ code: 'FORBIDDEN' });
    const { profiles } = await again.profiles.state({});
    expect(profiles[0]!.nextTryAt).toBe(new Date(clocks.wallMs + 5000).toISOString());
    clocks.wallMs += 5001;
    clocks.uptimeMs += 5001;
    expect(await again.profiles.unlock(right)).toMatchObject({ openId: firstId });
  });

  test('is counted wrong in parallel, too: many guesses at once are no faster', async () => {
    const { anna } = await group();
    await anna.profiles.lock({});
    const guesses = await Promise.all(
      Array.from({ length: 8 }, (_, n) => failureOf(anna.profiles.unlock({ id: firstId, pin: `000${n}` }))),
    );
    const whats = guesses.map((one) => (one.data as { what: string }).what);
    expect(whats.filter((what) => what.startsWith('This is not'))).toHaveLength(3);
    expect(whats.filter((what) => what.startsWith('Too many'))).toHaveLength(5);
  });

  test('can be changed by who knows it, and is nowhere on disk', async () => {
    const { anna, bertId } = await group();
    await anna.profiles.changePin({ id: bertId, pin: bertPin, next: '86420' });
    expect(await failureOf(anna.profiles.unlock({ id: bertId, pin: bertPin }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await anna.profiles.unlock({ id: bertId, pin: '86420' })).toMatchObject({ openId: bertId });
    const kept = readFileSync(join(folder.path, 'profiles.json'), 'utf8');
    for (const pin of [annaPin, bertPin, '86420']) expect(kept).not.toContain(`"${pin}"`);
  });
});

describe('people', () => {
  test('have names that others can tell apart, whatever the case and the blanks', async () => {
    const { anna, bertId } = await group();
    for (const name of ['anna', ' Ａnna ', 'ANNA']) {
      expect(await failureOf(anna.profiles.add({ name, pin: '1111' }))).toMatchObject({ code: 'CONFLICT' });
    }
    expect(await failureOf(anna.profiles.rename({ id: bertId, name: ' Anna' }))).toMatchObject({
      code: 'CONFLICT',
    });
    for (const name of ['', '   ', '–']) {
      expect(await failureOf(anna.profiles.add({ name, pin: '1111' }))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    for (const pin of ['123', '1234567890123', '12a4', '١٢٣٤']) {
      expect(await failureOf(anna.profiles.add({ name: 'Cleo', pin }))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    const { profiles } = await anna.profiles.rename({ id: bertId, name: '  Bert   Zwei ' });
    expect(profiles.map((one) => one.name)).toEqual(['Anna', 'Bert Zwei']);
  });

  test('have files that only this account can read', async () => {
    const { bert, bertId } = await group();
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    const mode = (...parts: string[]) => statSync(join(folder.path, ...parts)).mode & 0o777;
    expect(mode('profiles.json')).toBe(0o600);
    expect(mode('profiles')).toBe(0o700);
    expect(mode('profiles', bertId)).toBe(0o700);
    expect(mode('profiles', bertId, 'workbench.db')).toBe(0o600);
    expect(mode('profiles', bertId, 'workbench.db-wal')).toBe(0o600);
  });

  test('are not removed with unsent work unless that is said, and then with everything of theirs', async () => {
    const { world, anna, bert, bertId } = await group();
    const { ledgerId } = await work(world, anna);
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    const removal = { id: firstId, pin: annaPin, losesUnsent: false };
    const refused = await failureOf(bert.profiles.remove(removal));
    expect(refused).toMatchObject({ code: 'CONFLICT' });
    expect((refused.data as { what: string }).what).toMatch(/^\d+ events of Anna were never sent/);
    expect(await failureOf(bert.profiles.remove({ ...removal, pin: bertPin }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const mine = { id: bertId, pin: bertPin, losesUnsent: true };
    expect(await failureOf(bert.profiles.remove(mine))).toMatchObject({ code: 'CONFLICT' });
    const left = await bert.profiles.remove({ ...removal, losesUnsent: true });
    expect(left.profiles.map((one) => one.name)).toEqual(['Bert']);
    expect(existsSync(join(folder.path, 'workbench.db'))).toBe(false);
    expect(await createFileSecrets(folder.path).get('hub-token')).toBeNull();
    const { ledger } = await bert.app.status({});
    expect(ledger.id).not.toBe(ledgerId);
    // Bert is alone now and ends the group: from then on his store opens without a PIN.
    await bert.profiles.endGroup({ pin: bertPin });
    await stop(world);
    const alone = (await start()).window(null);
    expect(await alone.profiles.state({})).toMatchObject({ mode: 'single', openId: bertId });
    expect((await alone.app.status({})).ledger.id).toBe(ledger.id);
  });

  test('whose removal was cut off are gone after the next start, with their folder', async () => {
    const { world, bert, bertId } = await group();
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    await stop(world);
    const path = join(folder.path, 'profiles.json');
    const held = JSON.parse(readFileSync(path, 'utf8')) as { people: { id: string }[]; leaving: string[] };
    const cutOff = { ...held, people: held.people.filter((one) => one.id !== bertId), leaving: [bertId] };
    writeFileSync(path, JSON.stringify(cutOff));
    const { profiles } = await (await start()).window(null).profiles.state({});
    expect(profiles.map((one) => one.name)).toEqual(['Anna']);
    expect(existsSync(join(folder.path, 'profiles', bertId))).toBe(false);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ leaving: [] });
  });

  test('cannot be thrown out by ending the group', async () => {
    const { anna } = await group();
    expect(await failureOf(anna.profiles.endGroup({ pin: annaPin }))).toMatchObject({ code: 'CONFLICT' });
  });

  test('who are not there any more, or are nobody yet, are told of', async () => {
    const { anna } = await group();
    const nobody = { id: '11111111-1111-4111-8111-111111111111', pin: '1111' };
    expect(await failureOf(anna.profiles.unlock(nobody))).toMatchObject({ code: 'NOT_FOUND' });
    await anna.profiles.lock({});
    for (const call of [
      anna.profiles.add({ name: 'Cleo', pin: '1111' }),
      anna.profiles.rename({ id: firstId, name: 'Cleo' }),
      anna.profiles.setLock({ lockAfterMinutes: 0 }),
      anna.profiles.endGroup({ pin: annaPin }),
    ]) {
      expect(await failureOf(call)).toMatchObject({ code: 'LOCKED' });
    }
  });
});

describe('the folder', () => {
  test('starts locked after a restart, with how much of each waits', async () => {
    const { world, anna } = await group();
    await work(world, anna);
    await stop(world);
    const state = await (await start()).window(null).profiles.state({});
    expect(state).toMatchObject({ mode: 'group', openId: null });
    expect(state.profiles[0]!.waiting).toBeGreaterThan(3);
  });

  test('is looked after while its profiles are closed: texts end on their day, whoever works that day', async () => {
    const clocks: Clocks = { wallMs: Date.parse('2026-01-07T08:00:00.000Z'), uptimeMs: 1_000_000 };
    const { world } = await group(undefined, { clocks });
    await stop(world);
    clocks.wallMs += 3_600_000;
    await stop(await start(undefined, { clocks }));
    const store = openReader(join(folder.path, 'workbench.db'));
    const checked = findSetting(store, 'retention.clock');
    closeReader(store);
    expect(checked).toMatchObject({ seenAt: '2026-01-07T09:00:00.000Z' });
  });

  test('goes on from the copy when the file of people is damaged, and keeps the damaged one aside', async () => {
    const { world } = await group();
    await stop(world);
    writeFileSync(join(folder.path, 'profiles.json'), '{"version":1,"people":[');
    const window = (await start()).window(null);
    const { mode, profiles } = await window.profiles.state({});
    expect([mode, ...profiles.map((one) => one.name)]).toEqual(['group', 'Anna', 'Bert']);
    expect(await window.profiles.unlock({ id: firstId, pin: annaPin })).toMatchObject({ openId: firstId });
  });

  test.each(['damaged', 'gone'])(
    'opens for nobody when file and copy are %s, and loses no store',
    async (how) => {
      const { world, anna } = await group();
      await work(world, anna);
      await stop(world);
      for (const name of ['profiles.json', 'profiles.json.copy']) {
        if (how === 'gone') rmSync(join(folder.path, name));
        else writeFileSync(join(folder.path, name), 'null');
      }
      const before = readFileSync(join(folder.path, 'workbench.db'));
      for (let n = 0; n < 2; n += 1) {
        await expect(startProfiles(folder.path)).rejects.toMatchObject({
          code: 'STORAGE_CORRUPT',
          problem: { remedy: expect.stringContaining('backup') },
        });
      }
      expect(readFileSync(join(folder.path, 'workbench.db')).equals(before)).toBe(true);
    },
  );

  test('of a person that is gone is never made anew', async () => {
    const { world, anna, bert, bertId } = await group();
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    await anna.profiles.unlock({ id: firstId, pin: annaPin });
    rmSync(join(folder.path, 'profiles', bertId), { recursive: true });
    expect(await failureOf(bert.profiles.unlock({ id: bertId, pin: bertPin }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(existsSync(join(folder.path, 'profiles', bertId))).toBe(false);
    await anna.profiles.unlock({ id: firstId, pin: annaPin });
    const removed = await anna.profiles.remove({ id: bertId, pin: bertPin, losesUnsent: false });
    expect(removed.profiles).toHaveLength(1);
    await expect(world.host.close()).resolves.toBeUndefined();
  });

  test('of a profile does not open by itself: that would be a way around its PIN', async () => {
    const { world, bert, bertId } = await group();
    await bert.profiles.unlock({ id: bertId, pin: bertPin });
    await stop(world);
    await expect(startProfiles(join(folder.path, 'profiles', bertId))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('serves two processes: each its own person, and no change of the people is lost', async () => {
    const { anna, bertId, world } = await group();
    const second = await start();
    const window = second.window(firstId);
    expect(await failureOf(window.profiles.unlock({ id: firstId, pin: annaPin }))).toMatchObject({
      data: { what: expect.stringContaining('Another window') },
    });
    await second.window(bertId).profiles.unlock({ id: bertId, pin: bertPin });
    const names = ['Cleo', 'Dora', 'Emil', 'Fritz'];
    await Promise.all(
      names.map((name, n) =>
        (n % 2 === 0 ? anna : second.window(bertId)).profiles.add({ name, pin: '1111' }),
      ),
    );
    await anna.profiles.setLock({ lockAfterMinutes: 7 });
    const { profiles } = await anna.profiles.state({});
    expect(profiles.map((one) => one.name).toSorted()).toEqual(['Anna', 'Bert', ...names]);
    expect(world.host.context.desk.openId).toBe(firstId);
  });

  test('that cannot be written changes nothing and says so', async () => {
    const { anna } = await group();
    mkdirSync(join(folder.path, 'profiles.json.new'));
    const failed = await failureOf(anna.profiles.add({ name: 'Cleo', pin: '1111' }));
    expect(failed).toMatchObject({ code: 'STORAGE_READ_ONLY', defined: true });
    const { profiles } = await anna.profiles.state({});
    expect(profiles.map((one) => one.name)).toEqual(['Anna', 'Bert']);
  });
});

test('a profile that nobody has used for longer than its windows allow is locked without them', async () => {
  const { world, anna } = await group();
  const { desk } = world.host.context;
  await anna.profiles.setLock({ lockAfterMinutes: 5 });
  world.clocks.uptimeMs += 6 * 60_000;
  desk.lockWhenUnattended();
  expect(desk.openId).toBe(firstId);
  await anna.profiles.state({});
  world.clocks.uptimeMs += 6 * 60_000;
  desk.lockWhenUnattended();
  expect(desk.openId).toBe(firstId);
  world.clocks.uptimeMs += 2 * 60_000;
  desk.lockWhenUnattended();
  expect(desk.openId).toBeNull();
});
