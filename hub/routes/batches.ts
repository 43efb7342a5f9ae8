import { building } from './building.ts';
import { os } from './context.ts';

export const batches = {
  list: os.traces.batches.list.handler(building),
  get: os.traces.batches.get.handler(building),
};
