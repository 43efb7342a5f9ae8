import { building } from './building.ts';
import { os } from './context.ts';

export const gold = {
  list: os.gold.list.handler(building),
  add: os.gold.add.handler(building),
  retire: os.gold.retire.handler(building),
};
