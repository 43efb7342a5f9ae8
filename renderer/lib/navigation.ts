/**
 * Where screens are: path builders, so that features link to one another without importing one another.
 * Use with TanStack Router: `navigate({ to: paths.review(auditId) })` or `<Link to={paths.today}>`.
 */
import type { CaseRef } from '../../shared/domain/adjudication.ts';
import type { AuditId, ItemId } from '../../shared/domain/ids.ts';

export const paths = {
  welcome: '/welcome',
  today: '/today',
  /** The audit that this person worked on last. */
  lastReview: '/review',
  review: (audit: AuditId): string => `/review/${audit}`,
  /** One item of an audit, as the options of `navigate`. */
  reviewItem: (audit: AuditId, item: ItemId) => ({ to: `/review/${audit}`, search: { item } }),
  plan: '/plan',
  reports: '/report',
  report: (audit: AuditId): string => `/report/${audit}`,
  disagreements: '/disagreements',
  /** The worklist of one audit, as the options of `navigate`. */
  disagreementsOf: (audit: AuditId) => ({ to: '/disagreements', search: { audit } }),
  /** One case, as the options of `navigate`. */
  disagreement: ({ auditId: audit, itemId: item, question }: CaseRef) => ({
    to: '/disagreements',
    search: { audit, item, question },
  }),
  taxonomies: '/taxonomy',
  taxonomy: (id: string): string => `/taxonomy/${id}`,
  norming: '/norming',
  normingRound: (round: string): string => `/norming/${round}`,
  imports: '/import',
  /** One's own page; another's by `reviewer`. */
  ownPage: '/me',
  hub: '/hub',
  /** One part of the Hub screen. */
  hubPart: (part: string): string => `/hub/${part}`,
  take: '/take',
  /** The same with one audit chosen, as the options of `navigate`. */
  takeAudit: (audit: AuditId) => ({ to: '/take', search: { audit } }),
  sync: '/sync',
  trail: '/trail',
  settings: '/settings',
} as const;
