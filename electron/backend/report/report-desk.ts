/**
 * Answers the calls of the report engine on one store, in whatever thread it is made. The figures are `shared/report`'s;
 * here they get their input, the titles of items, and what a reader may see.
 *
 * Must not know who may read a report: that is asked before, on the backend's thread.
 */
import type { z } from 'zod';
import type { Explanation } from '../../../shared/contract/report-ref.ts';
import { workbench } from '../../../shared/contract/workbench.ts';
import { briefOf } from '../../../shared/report/brief.ts';
import { compareReports } from '../../../shared/report/compare.ts';
import { explainFigure } from '../../../shared/report/explain.ts';
import { historyOf } from '../../../shared/report/history.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { hasContent } from '../../../db/queries/contents.ts';
import { listOfKinds } from '../../../db/queries/deliberation.ts';
import { listItemTitles } from '../../../db/queries/report-evidence.ts';
import { checkRef } from './check-ref.ts';
import type { CallName, ReportCalls } from './report-calls.ts';
import { makeReportFile } from './report-file.ts';
import type { ReportGatherer } from './report-gather.ts';
import { createReportGatherer } from './report-gather.ts';
import { viewReportItem } from './report-item.ts';

export type ReportDesk = <K extends CallName>(
  name: K,
  takes: ReportCalls[K]['takes'],
) => ReportCalls[K]['gives'];

type Handlers = { [K in CallName]: (takes: ReportCalls[K]['takes']) => ReportCalls[K]['gives'] };

/** Most items that an explanation lists: more would not be read, and would hold up the window. */
const mostItems = 10_000;

export function createReportDesk(store: ReadableStore): ReportDesk {
  const gatherer = createReportGatherer(store);
  const handlers: Handlers = {
    get: ({ auditId, at }) => gatherer.report(auditId, at),
    brief: ({ auditId, at }) => briefOf(gatherer.report(auditId, at)),
    explain: (takes) => explain(store, gatherer, takes),
    item: ({ auditId, at, itemId, reader }) =>
      viewReportItem(store, gatherer.input(auditId, at), itemId, reader),
    compare: (takes) => compare(store, gatherer, takes),
    history: (takes) => history(store, gatherer, takes),
    export: (takes) => makeReportFile(store, gatherer, takes),
  };
  return (name, takes) => {
    const gives = handlers[name](takes);
    requireDeclared(name, gives);
    return gives;
  };
}

/** Throws when an answer is not what the contract declares: nothing else leaves here. */
function requireDeclared(name: CallName, gives: unknown): void {
  const schema = workbench.reports[name]['~orpc'].outputSchema as z.ZodType | undefined;
  schema?.parse(gives);
}

function explain(
  store: ReadableStore,
  gatherer: ReportGatherer,
  { auditId, at, ref, reader }: ReportCalls['explain']['takes'],
): Explanation {
  const input = gatherer.input(auditId, at);
  checkRef(input, ref, gatherer.memo);
  const told = explainFigure(input, ref, gatherer.memo);
  if (!reader.seesOthers) return { ...told, steps: [...told.steps, itemsAreHidden], items: [] };
  const titles = listItemTitles(store, auditId);
  const items = told.items
    .slice(0, mostItems)
    .map((item) => ({ ...item, title: titles.get(item.itemId) ?? '' }));
  if (items.length === told.items.length) return { ...told, items };
  const cut = `The list shows the first ${mostItems} of ${told.items.length} items in queue order.`;
  return { ...told, steps: [...told.steps, cut], items };
}

/** Even which items they are would tell what others answered. */
const itemsAreHidden =
  'The items are not listed: by its plan, this audit never reveals to a reviewer what others answered.';

/** Audits whose manifest is on this computer. */
function listHere(store: ReadableStore, ids: readonly AuditId[]): Audit[] {
  return ids.flatMap((id) => {
    const audit = findAudit(store, id);
    const digest = audit?.manifestDigest ?? null;
    return audit !== null && digest !== null && hasContent(store, digest) ? [audit] : [];
  });
}

const listPublications = (store: ReadableStore) =>
  listOfKinds(store, ['taxonomy.published']).map((one) => one.body);

function compare(
  store: ReadableStore,
  gatherer: ReportGatherer,
  { auditId, withAuditId, bridgeIds, at }: ReportCalls['compare']['takes'],
): ReportCalls['compare']['gives'] {
  const asked = (id: AuditId) => ({
    report: gatherer.report(id, at),
    scorecard: gatherer.input(id, at).scorecard,
  });
  const bridges = listHere(store, bridgeIds).flatMap(({ id }) => gatherer.report(id, at).bridge ?? []);
  return compareReports(asked(auditId), asked(withAuditId), {
    publications: listPublications(store),
    bridges: bridges.toReversed(),
  });
}

function history(
  store: ReadableStore,
  gatherer: ReportGatherer,
  { auditIds, at }: ReportCalls['history']['takes'],
): ReportCalls['history']['gives'] {
  const entries = listHere(store, auditIds).map((audit) => {
    const { manifest, scorecard } = gatherer.input(audit.id, at);
    return { audit, manifest, scorecard, report: gatherer.report(audit.id, at) };
  });
  return historyOf(entries, listPublications(store));
}
