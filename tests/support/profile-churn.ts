/**
 * A process that changes who uses a data folder without end, to be killed in the middle. Says on standard output, line by
 * line, what it begins and what is done. Argument: the data folder, in which Anna has begun a group.
 */
import { silentLog } from '../../electron/backend/log.ts';
import { createProfileHost } from '../../electron/backend/profiles/profile-host.ts';
import { firstId } from '../../electron/backend/profiles/profile-folder.ts';
import { createFileSecrets } from '../../electron/backend/secrets.ts';

const [, , dataDir, annaPin] = process.argv;
if (dataDir === undefined || annaPin === undefined) throw new Error('folder and PIN are missing');
const { context } = await createProfileHost({
  dataDir,
  host: 'loopback',
  version: '0.0.0-test',
  hubLauncher: null,
  secretsOf: (_id, folder) => createFileSecrets(folder),
  log: silentLog(),
});
const { desk } = context;

async function step<T>(said: Record<string, string>, act: () => Promise<T>): Promise<T> {
  process.stdout.write(`${JSON.stringify({ ...said, at: 'begun' })}\n`);
  const result = await act();
  process.stdout.write(`${JSON.stringify({ ...said, at: 'done' })}\n`);
  return result;
}

await desk.unlock({ id: firstId, pin: annaPin });
process.stdout.write('{"act":"ready"}\n');
for (let n = 0; ; n += 1) {
  const name = `Guest ${process.pid} ${n}`;
  const { profiles } = await step({ act: 'add', name }, () => desk.add({ name, pin: '1357' }));
  const { id } = profiles.at(-1)!;
  await step({ act: 'changePin', name }, () => desk.changePin({ id, pin: '1357', next: '7531' }));
  if (n % 2 === 0) {
    await step({ act: 'remove', name }, () => desk.remove({ id, pin: '7531', losesUnsent: true }));
  }
}
