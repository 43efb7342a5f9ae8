import { building } from './building.ts';
import { os } from './context.ts';

export const provenance = os.traces.provenance.handler(building);
