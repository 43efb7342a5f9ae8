/**
 * The primary rate of several audits in the order of time, with the versions that were new in each. Must not know where
 * audits are kept. Invariant: a version is new where no earlier audit of the list had it.
 */
import type { History, Report } from '../contract/report.ts';
import type { Audit, Manifest } from '../domain/audit.ts';
import type { Dimension } from '../domain/trace.ts';
import { NO_VALUE } from '../domain/trace.ts';

/** Dimensions whose values are versions of something that can be changed. */
const versionedDimensions: readonly Dimension[] = [
  'model',
  'promptTemplate',
  'policy',
  'knowledgeBase',
  'retrievalIndex',
  'taxonomy',
];

export interface HistoryEntry {
  readonly audit: Audit;
  readonly manifest: Manifest;
  readonly report: Report;
}

/** Oldest first, by the time of the close, else of the draw; audits of one time by id. */
export function historyOf(entries: readonly HistoryEntry[]): History {
  const ordered = entries.toSorted(
    (a, b) => compare(timeOf(a.audit), timeOf(b.audit)) || compare(a.audit.id, b.audit.id),
  );
  const seen = new Map<string, Set<string>>();
  return ordered.flatMap(({ audit, manifest, report }, at) => {
    const changes = listNew(manifest, seen, at === 0);
    const primary = report.questions.find((of) => of.isPrimary);
    if (primary === undefined) return [];
    return [
      {
        auditId: audit.id,
        title: audit.title,
        at: timeOf(audit),
        rate: primary.overall,
        limit: primary.threshold?.limit ?? null,
        verdict: primary.threshold?.verdict ?? null,
        changes,
      },
    ];
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const timeOf = ({ closedAt, drawnAt, plannedAt }: Audit): string => closedAt ?? drawnAt ?? plannedAt;

/** Versions that no audit before had, which are then known; nothing is new in the first audit of all. */
function listNew(
  { items }: Manifest,
  seen: Map<string, Set<string>>,
  isFirst: boolean,
): History[number]['changes'] {
  return versionedDimensions.flatMap((dimension) => {
    const values = new Set<string>();
    for (const { facets } of items) {
      const value = facets[dimension];
      if (value !== undefined && value !== NO_VALUE) values.add(value);
    }
    const known = seen.get(dimension);
    const added = [...values].filter((value) => known?.has(value) !== true).toSorted();
    seen.set(dimension, new Set([...(known ?? []), ...values]));
    // An audit that is the first to record a dimension shows no change of it.
    return isFirst || known === undefined || known.size === 0 || added.length === 0
      ? []
      : [{ dimension, values: added }];
  });
}
