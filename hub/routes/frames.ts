import { building } from './building.ts';
import { os } from './context.ts';

export const frames = {
  count: os.frames.count.handler(building),
};
