import { building } from './building.ts';
import { os } from './context.ts';

export const sources = {
  list: os.traces.sources.list.handler(building),
  create: os.traces.sources.create.handler(building),
  declare: os.traces.sources.declare.handler(building),
  dimensions: os.traces.sources.dimensions.handler(building),
};
