/**
 * A small contract with one procedure of each kind of call, for the suite that compares transports. Uses the real error
 * map; knows nothing of audits.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { errors } from '../../shared/contract/errors.ts';
import { safeText } from '../../shared/domain/text.ts';

const base = oc.errors(errors);

export const echo = {
  /** Gives back what it was given. */
  say: base
    .input(z.strictObject({ text: safeText, numbers: z.array(z.number()).optional() }))
    .output(z.strictObject({ text: z.string(), numbers: z.array(z.number()).optional() })),
  nested: { deep: { say: base.input(z.strictObject({})).output(z.literal('deep')) } },
  /** Fails with the declared error of that code. */
  refuse: base
    .input(z.strictObject({ code: z.enum(Object.keys(errors) as [keyof typeof errors]) }))
    .output(z.null()),
  /** Fails in a way that nobody declared. */
  crash: base.input(z.strictObject({ secret: z.string() })).output(z.null()),
  /** Answers with something that its own contract forbids. */
  lie: base.input(z.strictObject({})).output(z.strictObject({ count: z.int() })),
  /** Counts up until it is cancelled, or crashes after `crashAfter`. */
  count: base
    .input(z.strictObject({ crashAfter: z.int().nullable() }))
    .output(eventIterator(z.strictObject({ n: z.int() }))),
};
