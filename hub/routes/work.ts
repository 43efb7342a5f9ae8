import { agreement } from './agreement.ts';
import { building } from './building.ts';
import { os } from './context.ts';

export const work = {
  draw: os.work.draw.handler(building),
  manifest: os.work.manifest.handler(building),
  redraw: os.work.redraw.handler(building),
  load: os.work.load.handler(building),
  reassign: os.work.reassign.handler(building),
  beginSecondLook: os.work.beginSecondLook.handler(building),
  relabel: os.work.relabel.handler(building),
  close: os.work.close.handler(building),
  goldResults: os.work.goldResults.handler(building),
  agreement,
};
