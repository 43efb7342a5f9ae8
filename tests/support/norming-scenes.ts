/**
 * A norming round in three moments: while it is voted blind, when the votes are shown and discussed, and when it is closed
 * with both agreements. Two people at a hub of their own.
 */
import type { Page } from '@playwright/test';
import type { NormingMove } from '../../shared/domain/norming.ts';
import type { NormingWorld, Seated } from './norming-world.ts';
import { startNormingWorld } from './norming-world.ts';

const titles = { voting: 'Refund promises', discussing: 'Deadlines', closed: 'Gift cards' } as const;
export type NormingScene = keyof typeof titles;
export const normingScenes = ['voting', 'discussing', 'closed'] as const satisfies NormingScene[];

export interface NormingScenes {
  world: NormingWorld;
  roundIds: Readonly<Record<NormingScene, string>>;
}

async function begin(world: NormingWorld, title: string): Promise<string> {
  const { lead, reviewer, auditId } = world;
  const { rows } = await lead.client.disagreements.list({
    filter: { auditIds: [auditId], question: 'hallucination' },
    offset: 0,
    limit: 2,
  });
  const roundId = crypto.randomUUID();
  await lead.client.norming.begin({
    roundId,
    auditId,
    title,
    cases: rows.map((row) => row.case),
    personIds: [lead.person.id, reviewer.person.id],
    isLive: true,
  });
  return roundId;
}

/** Both vote on every case of the stage, then the devices meet at the hub. */
async function vote(world: NormingWorld, roundId: string, stage: 'first' | 'second'): Promise<void> {
  const { lead, reviewer } = world;
  await meet(world);
  const say = async ({ client }: Seated, option: string, rationale: string): Promise<void> => {
    const { items } = await client.norming.get({ roundId });
    for (const { case: of } of items)
      await client.norming.vote({ roundId, case: of, stage, option, rationale });
  };
  await say(reviewer, stage === 'first' ? 'none' : 'factual', 'Passage one gives thirty days.');
  await say(lead, 'factual', 'The thirty days are for annual plans only; the customer pays by the month.');
  await meet(world);
}

async function meet({ lead, reviewer }: NormingWorld): Promise<void> {
  for (const { client } of [lead, reviewer, lead]) await client.sync.now({});
}

/** Starts the hub and its two people, and brings one round to each moment. Stop its `world` at the end. */
export async function startNormingScenes(folder: string): Promise<NormingScenes> {
  const world = await startNormingWorld(folder);
  const { lead } = world;
  const move = async (roundId: string, stage: NormingMove['stage']): Promise<void> => {
    await lead.client.norming.move({ roundId, stage });
    await meet(world);
  };
  const closed = await begin(world, titles.closed);
  await vote(world, closed, 'first');
  await move(closed, 'discuss');
  await move(closed, 'second');
  await vote(world, closed, 'second');
  await move(closed, 'closed');
  const discussing = await begin(world, titles.discussing);
  await vote(world, discussing, 'first');
  await move(discussing, 'discuss');
  const voting = await begin(world, titles.voting);
  await meet(world);
  return { world, roundIds: { voting, discussing, closed } };
}

/** Goes to the round of this moment, as its lead. */
export async function showNorming(
  page: Page,
  { roundIds }: NormingScenes,
  scene: NormingScene,
): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/norming/${roundIds[scene]}`);
  await page.getByRole('heading', { level: 1, name: titles[scene] }).waitFor();
}
