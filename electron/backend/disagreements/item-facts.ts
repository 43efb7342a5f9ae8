/**
 * What a case shows and is grouped by of its item's text: the stratum and the model as far as blinding leaves them open,
 * and the passages. Read once for each text, because a text never changes.
 *
 * Invariant: nothing that blinding hides leaves here before the close, not even as a group of its own.
 */
import type { Audit, Manifest, ManifestItem } from '../../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { dimensionValue } from '../../../shared/domain/trace.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import type { CaseItemRow } from '../../../db/queries/disagreements.ts';
import { hiddenIn } from '../item-view.ts';

/** Of an item as far as cases need it. */
export interface ItemFacts {
  stratum: readonly string[];
  /** Canonical JSON of `stratum`. */
  stratumKey: string;
  model: string | null;
  /** Traces of the frame that it speaks for; null without a manifest. */
  weight: number | null;
  isOverlap: boolean | null;
}

/** Of a text, whatever audit it is in. */
export interface TextFacts {
  /** Of each passage, equal where the passages are. */
  passageKeys: readonly string[];
  passageTitles: ReadonlyMap<string, string>;
  asked: string;
  output: string;
  language: string | undefined;
}

/** In the place of a value that blinding hides. */
const hiddenValue = '(hidden)';

/** Of each item: by the manifest where it is here, else by the item's open text. */
export function itemFactsOf(
  store: ReadableStore,
  audit: Audit,
  manifest: Manifest | null,
): (item: CaseItemRow) => ItemFacts {
  const hidden = hiddenIn(audit);
  const isHidden = (dimension: string): boolean =>
    (dimension === 'model' && hidden.includes('model')) ||
    (dimension === 'policyCheck' && hidden.includes('judge'));
  const { dimensions } = audit.plan;
  const masked = (values: readonly string[]): string[] =>
    values.map((value, at) => (isHidden(dimensions[at] ?? '') ? hiddenValue : value));
  const byId = new Map<string, ManifestItem>(manifest?.items.map((one) => [one.id, one]) ?? []);
  const strata = new Map(manifest?.strata.map((one) => [one.key, masked(one.values)]) ?? []);
  return (item) => {
    const drawn = byId.get(item.itemId);
    const stratum =
      drawn === undefined ? masked(readStratum(store, item, dimensions)) : (strata.get(drawn.stratum) ?? []);
    return {
      stratum,
      stratumKey: canonicalJson(stratum),
      model: hidden.includes('model') ? null : (drawn?.facets['model'] ?? null),
      weight: drawn?.weight ?? null,
      isOverlap: drawn?.isOverlap ?? null,
    };
  };
}

function readStratum(
  store: ReadableStore,
  item: CaseItemRow,
  dimensions: Audit['plan']['dimensions'],
): string[] {
  const trace = readTrace(store, item.contentDigest);
  return trace === null ? [] : dimensions.map((dimension) => dimensionValue(trace, dimension));
}

/** The open text; null where it is not here, or not any more. */
export function readTrace(store: ReadableStore, digest: Digest): Trace | null {
  const text = findContent(store, digest);
  return text === null ? null : (JSON.parse(text) as Trace);
}

export function textFactsOf(trace: Trace): TextFacts {
  const keyed = trace.context.map(
    (one) =>
      [
        one.hash ?? one.sourceId ?? sha256Hex(one.text),
        one.title ?? one.sourceId ?? one.text.slice(0, 60),
      ] as const,
  );
  const asked = trace.prompt.findLast((one) => one.role === 'user') ?? trace.prompt.at(-1);
  return {
    passageKeys: [...new Set(keyed.map(([key]) => key))],
    passageTitles: new Map(keyed),
    asked: asked?.text ?? '',
    output: trace.output,
    language: trace.language,
  };
}
