/**
 * The masking rules of this hub: one setting, read by every batch when it begins, so that a change holds for the next
 * batch at every instance. Every version that was ever used stays, so that a trace that comes again is known again.
 */
import type { MaskRules } from '../../shared/privacy/mask.ts';
import type { MaskingRules } from '../../shared/privacy/rule-set.ts';
import { compileRules, usualRules } from '../../shared/privacy/rule-set.ts';
import type { ReadableHub } from '../store/write.ts';

const settingKey = 'masking';
const versionKey = (version: string): string => `${settingKey}.${version}`;

export interface Masking {
  rules: MaskingRules;
  compiled: MaskRules;
}

/** What is masked now: what an admin chose, or everything that ships. */
export async function getMasking(hub: ReadableHub): Promise<Masking> {
  const rules = (await findRules(hub, settingKey)) ?? usualRules;
  return { rules, compiled: compileRules(rules) };
}

/** Changes what is masked from the next batch on; answers the version. Throws `RuleFault` for rules that cannot be. */
export async function putMasking(
  hub: ReadableHub,
  rules: MaskingRules,
  changed: { at: string; by: string },
): Promise<string> {
  const { version } = compileRules(rules);
  await putRules(hub, settingKey, rules, changed);
  await keepVersion(hub, { rules, compiled: { version, rules: [] } }, changed);
  return version;
}

/** Keeps rules by their version. */
export async function keepVersion(
  hub: ReadableHub,
  { rules, compiled: { version } }: Masking,
  { at, by }: { at: string; by: string },
): Promise<void> {
  await hub
    .insertInto('setting')
    .values({ key: versionKey(version), value: JSON.stringify(rules), changed_at: at, changed_by: by })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Rules of another time; null where this hub never had them. */
export async function findRulesOfVersion(hub: ReadableHub, version: string): Promise<MaskRules | null> {
  const rules = await findRules(hub, versionKey(version));
  if (rules === null) return null;
  const compiled = compileRules(rules);
  // A later version of Assay may find other things under the same names.
  return compiled.version === version ? compiled : null;
}

async function findRules(hub: ReadableHub, key: string): Promise<MaskingRules | null> {
  const row = await hub.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.value) as MaskingRules);
}

async function putRules(
  hub: ReadableHub,
  key: string,
  rules: MaskingRules,
  { at, by }: { at: string; by: string },
): Promise<void> {
  const row = { value: JSON.stringify(rules), changed_at: at, changed_by: by };
  await hub
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
