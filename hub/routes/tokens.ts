import { building } from './building.ts';
import { os } from './context.ts';

export const tokens = {
  list: os.tokens.list.handler(building),
  issue: os.tokens.issue.handler(building),
  rotate: os.tokens.rotate.handler(building),
  revoke: os.tokens.revoke.handler(building),
};
