/**
 * How long what is kept: one setting. Of its rules the first that fits a trace counts, and the last fits everything.
 * Until somebody decides otherwise nothing is erased but what says itself until when it may be kept.
 */
import { retention } from '../../shared/contract/hub-traces.ts';
import type { Retention } from '../../shared/contract/hub-traces.ts';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { ReadableHub } from '../store/write.ts';

const settingKey = 'retention';

const usualRetention: Retention = { rules: [{ riskClasses: [], traceDays: null, itemDays: null }] };

export async function getRetention(hub: ReadableHub): Promise<Retention> {
  const row = await hub
    .selectFrom('setting')
    .select('value')
    .where('key', '=', settingKey)
    .executeTakeFirst();
  return row === undefined ? usualRetention : retention.parse(JSON.parse(row.value));
}

export async function putRetention(
  hub: ReadableHub,
  of: Retention,
  { at, by }: { at: string; by: string },
): Promise<void> {
  const row = { value: JSON.stringify(of), changed_at: at, changed_by: by };
  await hub
    .insertInto('setting')
    .values({ key: settingKey, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

const dayMs = 86_400_000;

/** Milliseconds that something of the risk class `riskClass` (SQL, may be null) is kept; null for ever. */
export function keptMsSql(
  { rules }: Retention,
  which: 'traceDays' | 'itemDays',
  riskClass: RawBuilder<string | null>,
): RawBuilder<number | null> {
  const cases = rules.map((rule) => {
    const days = rule[which];
    const kept = days === null ? sql`NULL::bigint` : sql`${sql.lit(days * dayMs)}::bigint`;
    return rule.riskClasses.length === 0
      ? sql`WHEN true THEN ${kept}`
      : sql`WHEN ${riskClass} IN (${sql.join(rule.riskClasses.map((one) => sql.lit(one)))}) THEN ${kept}`;
  });
  return sql<number | null>`(CASE ${sql.join(cases, sql` `)} END)`;
}

/** Milliseconds that the text of an item of this risk class is kept after the close; null for ever. */
export function itemKeptMs({ rules }: Retention, riskClass: string | null): number | null {
  const rule = rules.find(
    ({ riskClasses }) => riskClasses.length === 0 || riskClasses.some((one) => one === riskClass),
  );
  const days = rule?.itemDays ?? null;
  return days === null ? null : days * dayMs;
}

/** The shortest time that anything is kept, milliseconds; null where nothing ends by a rule. */
export function shortestMs({ rules }: Retention): number | null {
  const days = rules.flatMap((rule) => [rule.traceDays, rule.itemDays]).filter((one) => one !== null);
  return days.length === 0 ? null : Math.min(...days) * dayMs;
}
