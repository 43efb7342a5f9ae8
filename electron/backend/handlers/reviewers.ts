/** The private page of a reviewer. */
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const reviewersHandlers = {
  list: base.reviewers.list.handler(later),
  page: base.reviewers.page.handler(later),
};
