import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../electron/backend/backend.ts';
import { firstId } from '../../electron/backend/profiles/profile-folder.ts';
import { addAudits } from '../../electron/cli/commands/audits.ts';
import { addLedger } from '../../electron/cli/commands/ledger.ts';
import { addOpen } from '../../electron/cli/commands/open.ts';
import { addRecover } from '../../electron/cli/commands/recover.ts';
import { addReport } from '../../electron/cli/commands/report.ts';
import { addSources } from '../../electron/cli/commands/sources.ts';
import { enterProfile } from '../../electron/cli/profile.ts';
import { startProfiles } from '../support/profile-world.ts';
import { runCommand } from '../support/run-command.ts';
import { storeMadeAudit } from '../support/test-backend.ts';
import { makeFolder } from '../support/test-device.ts';

let folder: ReturnType<typeof makeFolder>;
let bertId: string;
/** Anna and Bert share the folder; only Anna has an audit. */
beforeEach(async () => {
  folder = makeFolder();
  const world = await startProfiles(folder.path);
  const anna = world.window(firstId);
  storeMadeAudit({ context: world.context() } as Backend, 1);
  await anna.profiles.beginGroup({ name: 'Anna', pin: '2468' });
  bertId = (await anna.profiles.add({ name: 'Bert', pin: '13579' })).profiles[1]!.id;
  await world.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const list = (...more: string[]) => runCommand(['audit', 'list', '--json', '--data', folder.path, ...more]);

describe('in a group', () => {
  test('a command refuses without a PIN, and says where it can be given', async () => {
    const refused = await list();
    expect(refused).toMatchObject({ code: 1, answer: null });
    expect(refused.told).toMatch(/PIN of Anna[\s\S]*ASSAY_PIN/);
  });

  test('a command says whose profile it opens, and opens that one only', async () => {
    vi.stubEnv('ASSAY_PIN', '2468');
    const first = await list();
    expect(first).toMatchObject({ code: 0, answer: [{ progress: { mine: 1 } }] });
    expect(first.told).toContain('The profile of Anna (of 2; --profile NAME for another).');
    vi.stubEnv('ASSAY_PIN', '13579');
    const second = await list('--profile', ' BERT ');
    expect(second).toMatchObject({ code: 0, answer: [], told: 'The profile of Bert.\n' });
  });

  test('a wrong PIN is counted as in the window, and a name that nobody has is told', async () => {
    vi.stubEnv('ASSAY_PIN', '0000');
    for (let n = 0; n < 3; n += 1) expect((await list()).told).toContain('This is not the PIN of Anna.');
    vi.stubEnv('ASSAY_PIN', '2468');
    expect((await list()).told).toContain('Too many wrong PINs for Anna.');
    expect((await list('--profile', 'Cleo')).told).toContain('Anna, Bert');
  });

  test('neither the folder of one person nor their store for reading opens by its path', async () => {
    const data = join(folder.path, 'profiles', bertId);
    vi.stubEnv('ASSAY_PIN', '13579');
    await list('--profile', 'Bert');
    await expect(enterProfile({ data })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('every command that opens a store can say whose', () => {
  const program = new Command();
  for (const add of [addAudits, addLedger, addOpen, addRecover, addReport, addSources]) add(program);
  const every = (of: Command): Command[] => [of, ...of.commands.flatMap(every)];
  const opening = every(program).filter((one) => one.options.some((option) => option.long === '--data'));
  expect(opening.length).toBeGreaterThan(8);
  const silent = opening.filter((one) => one.options.every((option) => option.long !== '--profile'));
  expect(silent.map((one) => one.name())).toEqual([]);
});
