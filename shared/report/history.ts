/**
 * Primary rate and agreement of several audits in the order of time, with the versions that were new in each, and whether
 * the line goes on where the taxonomy changed. Must not know where audits are kept.
 *
 * Invariants: a version is new where no earlier audit of the list had it; a relabel is no point of its own, because its
 * items are no sample of a frame: it stands beside the audit that it bridges.
 */
import type { History, Report } from '../contract/report.ts';
import type { Audit, Manifest } from '../domain/audit.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Dimension } from '../domain/trace.ts';
import { NO_VALUE } from '../domain/trace.ts';
import { composedMapping } from '../migration/composed-mapping.ts';
import { lineAcross } from '../migration/line-across.ts';
import { isSameVersion } from '../taxonomy/versions.ts';

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
  readonly scorecard: Scorecard;
}

type Publications = Parameters<typeof composedMapping>[0];

/**
 * Oldest first, by the time of the close, else of the draw; audits of one time by id.
 * @param publications of taxonomies, as far as they are known
 */
export function historyOf(entries: readonly HistoryEntry[], publications: Publications = []): History {
  const all = entries.toSorted(
    (a, b) => compare(timeOf(a.audit), timeOf(b.audit)) || compare(a.audit.id, b.audit.id),
  );
  const ordered = all.filter((of) => of.audit.plan.bridge === undefined);
  const bridges = all.flatMap(({ report }) =>
    report.bridge === undefined ? [] : [{ by: report.auditId, bridge: report.bridge }],
  );
  const seen = new Map<string, Set<string>>();
  return ordered.flatMap((entry, at): History => {
    const { audit, manifest, report } = entry;
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
        agreement: primary.agreement.alpha,
        ...(report.origin === undefined ? {} : { origin: report.origin }),
        line: lineOf(ordered[at - 1], entry, publications, bridges),
        bridged: bridgedOf(audit, bridges),
        changes,
      },
    ];
  });
}

type Bridges = readonly { by: Report['auditId']; bridge: NonNullable<Report['bridge']> }[];

/** The newest relabel of an audit that says a rate. */
function bridgedOf({ id }: Audit, bridges: Bridges): History[number]['bridged'] {
  const last = bridges.findLast(({ bridge }) => bridge.auditId === id && !bridge.isBroken);
  if (last === undefined) return null;
  return { auditId: last.by, version: last.bridge.to.version, rate: last.bridge.after };
}

/** The primary question of an audit, where it offers the classes of a taxonomy. */
function primaryOf({ report, scorecard }: HistoryEntry): ChoiceQuestion | null {
  const id = report.questions.find((of) => of.isPrimary)?.question;
  return scorecard.questions.filter(isChoice).find((of) => of.id === id) ?? null;
}

function lineOf(
  before: HistoryEntry | undefined,
  now: HistoryEntry,
  publications: Publications,
  bridges: Bridges,
): History[number]['line'] {
  const [earlier, later] = [before === undefined ? null : primaryOf(before), primaryOf(now)];
  const [from, to] = [earlier?.taxonomy, later?.taxonomy];
  if (before === undefined || from === undefined || to === undefined || isSameVersion(from, to)) return null;
  const eventsBefore = earlier?.eventOptions ?? null;
  const eventsAfter = later?.eventOptions ?? [];
  const mapping = composedMapping(publications, from, to);
  if (mapping === null) {
    const sentence = `The line is broken: “${now.audit.title}” asks classes that were not made from those asked before.`;
    return { from, to, isBroken: true, sentence };
  }
  const bridged = bridges
    .map((of) => of.bridge)
    .filter((of) => of.auditId === before.audit.id && isSameVersion(of.to, to));
  const versions = [from.version, to.version] as const;
  return { from, to, ...lineAcross({ mapping, eventsBefore, eventsAfter, versions, bridged }) };
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
