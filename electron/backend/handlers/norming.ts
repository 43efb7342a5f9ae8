/** Norming rounds. */
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const normingHandlers = {
  list: base.norming.list.handler(later),
  get: base.norming.get.handler(later),
  begin: base.norming.begin.handler(later),
  vote: base.norming.vote.handler(later),
  move: base.norming.move.handler(later),
};
