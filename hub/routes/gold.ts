/** Items with known answers. */
import { addGold, listGoldRows, retireGold } from '../work/gold.ts';
import { os } from './context.ts';

export const gold = {
  list: os.gold.list.handler(({ context }) => listGoldRows(context.database.db, context.person)),
  add: os.gold.add.handler(({ context, input }) => addGold(context, context.person, input)),
  retire: os.gold.retire.handler(({ context, input }) => retireGold(context, context.person, input.goldId)),
};
