import { building } from './building.ts';
import { os } from './context.ts';

export const templates = {
  list: os.templates.list.handler(building),
  save: os.templates.save.handler(building),
  stop: os.templates.stop.handler(building),
  run: os.templates.run.handler(building),
};
