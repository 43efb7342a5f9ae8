/**
 * Scorecards and taxonomies by reference. Only the shipped ones exist so far; whoever looks one up asks here, so that
 * published ones of a hub can join without a change elsewhere.
 */
import { hallucinationAudit, hallucinationAuditLong, hallucinationTaxonomy } from './defaults.ts';
import type { Scorecard, ScorecardRef } from './scorecard.ts';
import { isChoice } from './scorecard.ts';
import type { Taxonomy, TaxonomyRef } from './taxonomy.ts';

const scorecards: readonly Scorecard[] = [hallucinationAudit, hallucinationAuditLong];
const taxonomies: readonly Taxonomy[] = [hallucinationTaxonomy];

/** Every scorecard that a plan may name. */
export function listScorecards(): readonly Scorecard[] {
  return scorecards;
}

/** The scorecard with this id and version, or null. */
export function findScorecard(ref: ScorecardRef): Scorecard | null {
  return scorecards.find((one) => one.id === ref.id && one.version === ref.version) ?? null;
}

/** The taxonomy with this id and version, or null. */
export function findTaxonomy(ref: TaxonomyRef): Taxonomy | null {
  return taxonomies.find((one) => one.id === ref.id && one.version === ref.version) ?? null;
}

/** The taxonomies that a scorecard's questions offer, each once, in the order of the questions. */
export function listTaxonomiesOf(card: Scorecard): Taxonomy[] {
  const found = new Map<string, Taxonomy>();
  for (const question of card.questions) {
    const ref = isChoice(question) || question.type === 'spans' ? question.taxonomy : undefined;
    const taxonomy = ref === undefined ? null : findTaxonomy(ref);
    if (taxonomy !== null) found.set(`${taxonomy.id}@${taxonomy.version}`, taxonomy);
  }
  return [...found.values()];
}
