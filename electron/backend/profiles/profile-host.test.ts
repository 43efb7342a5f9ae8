import { expect, test } from 'vitest';
import { messageToMain } from '../../../shared/contract/process.ts';
import { createMemorySecrets } from '../secrets.ts';
import { tokenName } from '../sync/connection.ts';
import { firstId } from './profile-folder.ts';
import { secretsWithin } from './profile-host.ts';

const bertId = '5f1d7c8e-9a4b-4c2d-8e6f-0123456789ab';

test('in a key store that all profiles share, none reads, changes or removes the token of another', async () => {
  const all = createMemorySecrets();
  const [anna, bert] = [secretsWithin(all, firstId), secretsWithin(all, bertId)];
  await anna.set(tokenName, 'token of Anna');
  expect(await bert.get(tokenName)).toBeNull();
  await bert.set(tokenName, 'token of Bert');
  expect(await anna.get(tokenName)).toBe('token of Anna');
  await bert.remove(tokenName);
  expect([await anna.get(tokenName), await bert.get(tokenName)]).toEqual(['token of Anna', null]);
});

test('the first person finds the token that was kept before there was a group', async () => {
  const all = createMemorySecrets();
  await all.set(tokenName, 'kept before');
  expect(await secretsWithin(all, firstId).get(tokenName)).toBe('kept before');
});

test('the name of a token of any profile is one that main keeps', async () => {
  const names: string[] = [];
  const all = { ...createMemorySecrets(), get: async (name: string) => (names.push(name), null) };
  await secretsWithin(all, bertId).get(tokenName);
  const [name] = names;
  const question = { type: 'secret-get', requestId: bertId, name };
  expect(messageToMain.safeParse(question).success).toBe(true);
});
