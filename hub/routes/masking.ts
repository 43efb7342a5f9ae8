import { building } from './building.ts';
import { os } from './context.ts';

export const masking = {
  get: os.traces.masking.get.handler(building),
  put: os.traces.masking.put.handler(building),
};
