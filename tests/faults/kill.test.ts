import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChance } from '../support/chance.ts';
import type { LaneReport, Target } from '../support/kill-lane.ts';
import { KillLane } from '../support/kill-lane.ts';
import { Processes } from '../support/killable.ts';
import { makeFolder } from '../support/test-device.ts';

/** Of the backend while it answers submissions, of the backend while it syncs, of the hub while it is synced with. */
const wanted: Record<Target, number> = { submit: 115, sync: 60, hub: 25 };
const lanes = 2;
const itemsPerLane = 3000;
const seed = 20260107;

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

/** The targets of one lane in a seeded order. */
function planOf(lane: number): Target[] {
  const chance = createChance(seed + lane);
  const plan = (Object.keys(wanted) as Target[]).flatMap((target) => {
    const share = Math.floor(wanted[target] / lanes) + (lane < wanted[target] % lanes ? 1 : 0);
    return Array.from({ length: share }, () => ({ target, key: chance.next() }));
  });
  return plan.toSorted((a, b) => a.key - b.key).map((one) => one.target);
}

async function runLane(lane: number): Promise<{ report: LaneReport; faults: string[] }> {
  const killed = new KillLane(join(folder.path, `lane-${lane}`), seed + lane, processes);
  await killed.begin(itemsPerLane);
  for (const target of planOf(lane)) await killed.kill(target);
  return killed.end();
}

test('kill -9 at 200 moments of submit, of sync and of the hub loses and doubles no acknowledged review', async () => {
  const ended = await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
  const sum = (of: (report: LaneReport) => number): number =>
    ended.reduce((total, { report }) => total + of(report), 0);
  const kills = sum(({ kills: { submit, sync, hub } }) => submit + sync + hub);
  console.log(
    `${kills} kills (${sum((one) => one.kills.submit)} in submit, ${sum((one) => one.kills.sync)} in sync, ` +
      `${sum((one) => one.kills.hub)} of the hub): ${sum((one) => one.submitted)} reviews acknowledged, 0 lost, 0 doubled; ` +
      `${sum((one) => one.unanswered)} answers cut off, ${sum((one) => one.unansweredButStored)} of them already stored; ` +
      `${sum((one) => one.roundsCut)} rounds of sync cut off`,
  );
  expect(ended.flatMap((one) => one.faults)).toEqual([]);
  expect(kills).toBe(200);
  expect(sum((one) => one.unanswered)).toBeGreaterThan(50);
  expect(sum((one) => one.roundsCut)).toBeGreaterThan(20);
});
