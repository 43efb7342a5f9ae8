/** Numbers what this page sends to be kept half written, whatever form it is of. */
import type { DraftOrder } from '../../shared/contract/draft-order.ts';
import { newUuid } from './uuid.ts';

const pageId = newUuid();
let places = 0;

/** The place of the next save: above that of every save before it. */
export const nextDraftOrder = (): DraftOrder => ({ pageId, place: (places += 1) });
