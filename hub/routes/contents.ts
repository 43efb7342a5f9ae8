/** Contents by digest: what is still to be sent, and sending it. */
import { acceptContents } from '../intake.ts';
import { listWithoutText } from '../store/erased.ts';
import { os } from './context.ts';
import type { Digest } from '../../shared/domain/ids.ts';

const missing = os.contents.missing.handler(async ({ context, input }) => ({
  missing: (await listWithoutText(context.database.db, input.digests)) as Digest[],
}));

const put = os.contents.put.handler(async ({ context, input }) => ({
  stored: await acceptContents(context.database.db, input.contents, context.database.hubId),
}));

export const contents = { missing, put };
