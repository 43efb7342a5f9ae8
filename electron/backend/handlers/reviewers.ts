/**
 * The private page of a reviewer. Must not rank, nor answer figures of more than one person at once.
 *
 * Invariant: what a page may show, and to whom, is decided here and in `reviewer-page`, not on screen.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import { composePage } from '../../../shared/reviewer-page/compose-page.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { isoNow } from '../clock.ts';
import { gatherPageAudit } from '../reviewer-page/gather-page.ts';
import { isOpened, listAuditsOnPage, listOpenPages } from '../reviewer-page/page-access.ts';
import { getSelf } from '../self.ts';
import { base } from './workbench-base.ts';

const list = base.reviewers.list.handler(({ context: { store } }) =>
  listOpenPages(store, getSelf(store).person),
);

const page = base.reviewers.page.handler(({ context: { store, clock }, input }) => {
  const { person } = getSelf(store);
  const personId = input.personId ?? person.id;
  const audits = listAuditsOnPage(store, person, personId);
  const now = isoNow(clock);
  const isMine = personId === person.id;
  return {
    personId,
    name: findPerson(store, personId)?.name ?? person.name,
    isMine,
    privacy: isMine ? privacyOfOwn(audits) : privacyOfOther(audits),
    ...composePage({
      personId,
      audits: audits.map((audit) => gatherPageAudit(store, audit, personId, person, now)),
    }),
  };
});

export const reviewersHandlers = { list, page };

function privacyOfOwn(audits: readonly Audit[]): string {
  const opened = audits.filter(isOpened);
  if (opened.length === 0) return 'Only you can open this page. Nobody is ranked by it.';
  return `Leads and owners may open what this page says of ${titles(opened)}, because the plan said so from the start. Nobody else, and nothing else. Nobody is ranked by it.`;
}

function privacyOfOther(audits: readonly Audit[]): string {
  return `You may open this page for ${titles(audits)}, because the plan said so from the start, and its reviewer is told so. Other audits are not on it. Nobody is ranked by it.`;
}

function titles(audits: readonly Audit[]): string {
  const [first, ...more] = audits.map((audit) => `“${audit.title}”`);
  if (first === undefined) return 'no audit';
  if (more.length === 0) return first;
  return more.length > 2
    ? `${first} and ${more.length} others`
    : `${[first, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)}`;
}
