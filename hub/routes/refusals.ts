import { building } from './building.ts';
import { os } from './context.ts';

export const refusals = {
  list: os.refusals.list.handler(building),
};
