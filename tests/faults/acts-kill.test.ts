// Rulings, claims, comments, appeals, proposals, working copies, publications and imports while the backend dies at every
// point of them: in its writes, around the commit, and when only the answer is missing.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulingId } from '../../shared/domain/adjudication.ts';
import { createChance } from '../support/chance.ts';
import type { Death } from '../support/dying.ts';
import { Processes } from '../support/killable.ts';
import type { Act } from '../support/mortal-acts.ts';
import {
  appealing,
  changedCopy,
  claiming,
  commenting,
  endingProposal,
  importing,
  proposing,
  publishing,
  ruling,
  savingDraft,
} from '../support/mortal-acts.ts';
import { MortalDesk } from '../support/mortal-desk.ts';
import { makeFolder } from '../support/test-device.ts';

const seed = 20261122;
let folder: ReturnType<typeof makeFolder>;
let processes: Processes;
beforeAll(() => {
  folder = makeFolder();
  processes = new Processes(join(folder.path, 'compiled'));
});
afterAll(() => {
  processes.killAll();
  folder.remove();
});

const deaths: Death[] = ['before commit', 'after commit', 'before answer'];

test('kill -9 at every point of an act on a case, a taxonomy or an import leaves it whole or not at all, and once', async () => {
  const data = join(folder.path, 'alone');
  const chance = createChance(seed);
  const desk = new MortalDesk(data, processes);
  await desk.start();
  await desk.do(importing(folder.path, 30, true));
  await desk.stop();
  await desk.start();
  const { rows } = await desk.client.disagreements.list({ filter: { auditIds: [] }, offset: 0, limit: 500 });
  const cases = rows.map((row) => row.case);
  expect(cases).toHaveLength(30);
  for (const death of deaths) {
    const [first, second] = [cases.pop()!, cases.pop()!];
    const rulingId = randomUUID() as RulingId;
    const proposalId = randomUUID();
    await desk.do(claiming(second, true));
    const copy = await changedCopy(desk.client, `What can be looked up, ${death}.`);
    const acts: Act[] = [
      claiming(first, true),
      ruling(first, 'good', rulingId),
      appealing(first, rulingId),
      commenting(first),
      claiming(second, false),
      proposing(copy, proposalId),
      endingProposal(proposalId),
      savingDraft(copy),
      publishing(copy),
      importing(folder.path, 20),
    ];
    for (const act of acts) await desk.die(act, death);
  }
  for (let n = 0; n < 3; n += 1) await desk.die(importing(folder.path, 20), `write ${1 + chance.below(150)}`);
  for (let n = 0; n < 4; n += 1) await desk.cut(importing(folder.path, 20), chance.next() * 200);
  for (const of of cases.slice(0, 4)) await desk.cut(ruling(of, 'bad'), chance.next() * 20);
  await desk.stop();
  desk.look();
  console.log(desk.tally);
  expect(desk.faults).toEqual([]);
});
