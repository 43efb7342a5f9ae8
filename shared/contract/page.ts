/** Pages of long lists: ask with the cursor of the page before; the last page has none. */
import { z } from 'zod';

export const pageQuery = z.strictObject({
  /** `next` of the page before; absent for the first page. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

export const page = <T extends z.ZodType>(of: T) =>
  z.strictObject({ rows: z.array(of), next: z.string().max(200).nullable() });

/** Rows of a page when the caller does not say how many. */
export const usualPage = 100;
