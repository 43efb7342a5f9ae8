/** What the page of a reviewer asks the backend for. */
import { useQuery } from '@tanstack/react-query';
import type { ReviewerPage } from '../../../shared/contract/reviewers.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { api } from '../../lib/query.ts';

export type PageAudit = ReviewerPage['audits'][number];
export type PageQuestion = PageAudit['questions'][number];

export const usePage = (personId: PersonId | null) =>
  useQuery(api.reviewers.page.queryOptions({ input: { personId } }));

export const useOpenPages = () => useQuery(api.reviewers.list.queryOptions({ input: {} }));
