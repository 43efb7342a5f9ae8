/**
 * Where screens are: path builders, so that features link to one another without importing one another.
 * Use with TanStack Router: `navigate({ to: paths.review(auditId) })` or `<Link to={paths.today}>`.
 */
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
