/**
 * Which masking rules run: the kinds that ship and are on, and a company's own patterns. Must not know where rules are
 * kept.
 *
 * Invariants: the version is a digest of everything that decides what is found, so that the same version means the same
 * bytes; every pattern is bounded in time (`custom-pattern.ts`).
 */
import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import type { MaskRule, MaskRules } from './mask.ts';
import { noRules } from './mask.ts';
import { customRule } from './custom-pattern.ts';
import { shippedKinds } from './shipped-kinds.ts';

export interface MaskingRules {
  kinds: string[];
  custom: { name: string; pattern: string }[];
}

/** Why rules cannot be used. */
export class RuleFault extends Error {
  /** Name of the kind or pattern. */
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(message);
    this.rule = rule;
  }
}

/** What a hub masks until somebody decides otherwise: everything that ships. */
export const usualRules: MaskingRules = { kinds: shippedKinds.map((one) => one.kind), custom: [] };

/** Raised with every change of what a kind finds: the same version must mean the same bytes. */
const edition = 1;

/** Rules that can run. Throws `RuleFault` for an unknown kind, a name that is taken and a pattern that is not safe. */
export function compileRules({ kinds, custom }: MaskingRules): MaskRules {
  if (kinds.length === 0 && custom.length === 0) return noRules;
  const wanted = new Set(kinds);
  for (const kind of wanted) {
    if (!shippedKinds.some((one) => one.kind === kind)) throw new RuleFault(kind, 'is no kind that ships');
  }
  const names = new Set<string>(shippedKinds.map((one) => one.kind));
  const own: MaskRule[] = [];
  for (const { name, pattern } of custom) {
    if (names.has(name)) throw new RuleFault(name, 'is the name of another rule');
    names.add(name);
    const rule = customRule(name, pattern);
    if ('fault' in rule) throw new RuleFault(name, rule.fault);
    own.push(rule.rule);
  }
  const decided = { edition, kinds: [...wanted].toSorted(), custom };
  return {
    version: `rules-${sha256Hex(canonicalJson(decided)).slice(0, 12)}`,
    // In the order in which they ship: more telling kinds first, whatever the order in which they were chosen.
    rules: [...shippedKinds.filter((one) => wanted.has(one.kind)), ...own],
  };
}
