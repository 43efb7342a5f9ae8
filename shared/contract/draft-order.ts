/** Where a save of something half written stands among the saves of its page: the last one may come before one under way. */
import { z } from 'zod';

/** Which page wrote it, and as its how manieth. */
export const draftOrder = z.strictObject({ pageId: z.uuid(), place: z.int().min(0) });
export type DraftOrder = z.infer<typeof draftOrder>;
