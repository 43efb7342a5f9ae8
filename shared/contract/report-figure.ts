/** The shape of every figure on the wire: never without its interval, its count and its method, or a named reason. */
import { z } from 'zod';
import { label, safeText } from '../domain/text.ts';

/** A figure, or the named reason why there is none. */
export const figure = z.strictObject({
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Units that it rests on. */
  n: z.int().min(0),
  method: label(),
  reason: label().nullable(),
  notes: z.array(safeText),
});
export type Figure = z.infer<typeof figure>;

const cellStates = ['INSUFFICIENT', 'UNRELIABLE', 'ZERO_OR_FULL', 'RELIABLE'] as const;

export const rate = z.strictObject({
  figure,
  /** Items on which the event was seen. */
  events: z.int().min(0),
  cell: z.enum(cellStates).nullable(),
});
