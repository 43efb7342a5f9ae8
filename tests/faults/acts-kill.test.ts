// Rulings, claims, comments, appeals, proposals, working copies, publications and imports while the backend dies at every
// point of them: in its writes, around the commit, and when only the answer is missing.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulingId } from '../../shared/domain/adjudication.ts';
import { createChance } from '../support/chance.ts';
import type { Death } from '../support/dying.ts';
import { Processes } from '../support/killable.ts';
import type { Act } from '../support/mortal-acts.ts';
import {
  appealing,
  beginningRound,
  changedCopy,
  claiming,
  commenting,
  endingProposal,
  importing,
  moving,
  proposing,
  publishing,
  ruling,
  savingDraft,
  voting,
} from '../support/mortal-acts.ts';
import { MortalDesk } from '../support/mortal-desk.ts';
import { startMortalHub } from '../support/mortal-hub.ts';
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

const points: Death[] = ['before commit', 'after commit', 'before answer'];

function say(where: string, { tally: { deaths, found } }: MortalDesk): void {
  console.log(
    `${where}: ${deaths} deaths in the middle of an act, ${found} of these acts were stored before`,
  );
}

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
  for (const death of points) {
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
      publishing(copy, true),
      importing(folder.path, 20),
    ];
    for (const act of acts) await desk.die(act, death);
  }
  for (let n = 0; n < 3; n += 1) await desk.die(importing(folder.path, 20), `write ${1 + chance.below(150)}`);
  for (let n = 0; n < 4; n += 1) await desk.cut(importing(folder.path, 20), chance.next() * 200);
  for (const of of cases.slice(0, 4)) await desk.cut(ruling(of, 'bad'), chance.next() * 20);
  await desk.stop();
  desk.look();
  say('alone', desk);
  expect(desk.faults).toEqual([]);
  // Of an import that ended half-way no text is left beside the store.
  expect(readdirSync(join(data, 'imports')).map((name) => extname(name))).toEqual(['.jsonl', '.jsonl']);
});

test('kill -9 of a device or of the hub in a norming round or a publication leaves one vote, one step and one version', async () => {
  const world = await startMortalHub(join(folder.path, 'with-hub'), processes, 6);
  const { desk, hub, auditId, cases, personIds } = world;
  for (const [n, death] of (['before commit', 'before answer'] as const).entries()) {
    const roundId = randomUUID();
    await desk.die(beginningRound(auditId, cases.slice(0, 3), personIds, roundId), death);
    await desk.die(voting(roundId, cases[n]!, 'first', 'factual'), death);
    await desk.die(moving(roundId, 'discuss'), death);
    await desk.do(moving(roundId, 'second'), voting(roundId, cases[n]!, 'second', 'none'));
    const copy = await changedCopy(desk.client, `What can be looked up, ${death}.`);
    await desk.do(savingDraft(copy));
    await desk.die(publishing(copy, false), death);
  }
  for (const when of ['asked', 'before answer'] as const) {
    await hub.begin('/v1/taxonomies', when);
    const copy = await changedCopy(desk.client, `What can be looked up, hub ${when}.`);
    await desk.do(savingDraft(copy));
    await desk.lose(publishing(copy, false), () => hub.begin());
  }
  const faults = await world.end();
  say('with a hub', desk);
  expect([...desk.faults, ...faults]).toEqual([]);
});
