/** Small facts about this hub that are no domain: which demo person it made. */
import type { ReadableHub, WritableHub } from './write.ts';

export async function findMeta(hub: ReadableHub, key: string): Promise<string | null> {
  const row = await hub.selectFrom('hub_meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function putMeta(hub: WritableHub, key: string, value: string): Promise<void> {
  await hub
    .insertInto('hub_meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
