/**
 * The clusters of an audit's question, its class × class map and its reviewers, as an owner reads them. Must not compute a
 * cause. Invariant: names of reviewers only where the plan opens their pages to owners; letters otherwise.
 */
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import { classMap, reviewerLines, viewCluster } from '../../../shared/disagreements/cluster-view.ts';
import { missingOf } from '../../../shared/disagreements/verdict-words.ts';
import { notFound } from '../errors.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseCalls } from './case-calls.ts';
import { letterOf } from './case-view.ts';
import { waitingStates } from './worklist.ts';

export function viewClusters(
  book: CaseBook,
  { auditId, question, at }: CaseCalls['caseClusters']['takes'],
): CaseCalls['caseClusters']['gives'] {
  const cases = book.casesOf(auditId);
  const found = cases === null ? undefined : book.triageOf(cases).questions.get(question);
  if (cases === null || found === undefined) throw notFound('This question');
  const work = book.worklist([auditId], at).filter((one) => one.question === question);
  const open = new Set<string>(
    work.filter((one) => waitingStates.includes(one.state)).map((one) => one.known.item.itemId),
  );
  const context = { auditId, of: found.triage, isOpen: (itemId: string) => open.has(itemId) };
  const { options } = found.triage.question;
  const clusters = found.clusters().map((one) => viewCluster(one, context));
  return {
    clusters: clusters.toSorted(
      (a, b) => tellingOf(b) - tellingOf(a) || b.cases - a.cases || (a.id < b.id ? -1 : 1),
    ),
    options: options.map(({ id, title }) => ({ option: id, title })),
    map: classMap(
      options.map(({ id }) => id),
      work.map((one) => one.known.found.options.map(({ option }) => option)),
    ),
    reviewers: linesOf(book, cases.audit.plan.blinding.opensReviewerPages === true, auditId, found.triage),
    missing: missingOf(found.triage),
  };
}

/** Clusters with a cause that somebody can do something about come first. */
function tellingOf({ verdict }: { verdict: string }): number {
  return verdict === 'unknown' ? 0 : verdict === 'slip' ? 1 : 2;
}

/** By letter in an order that says nothing. */
function linesOf(
  book: CaseBook,
  isOpen: boolean,
  auditId: string,
  triage: Parameters<typeof reviewerLines>[0],
): CaseCalls['caseClusters']['gives']['reviewers'] {
  const people = book.people();
  return reviewerLines(triage)
    .map(({ personId, ...line }) => ({ personId, key: sha256Hex(`${auditId}:${personId}`), line }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ personId, line }, place) => {
      const person = people.get(personId);
      const isNamed = isOpen || person?.isImported === true;
      return { letter: letterOf(place), name: isNamed ? (person?.name ?? null) : null, ...line };
    });
}
