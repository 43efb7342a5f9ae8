import { building } from './building.ts';
import { os } from './context.ts';

export const retention = {
  get: os.traces.retention.get.handler(building),
  put: os.traces.retention.put.handler(building),
  purge: os.traces.retention.purge.handler(building),
};
