/** Sources: looking into files without storing anything, and keeping those that were chosen. */
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { Source } from '../../../shared/domain/source.ts';
import { inTransaction } from '../../../db/connection.ts';
import { insertSource, listSources } from '../../../db/queries/sources.ts';
import { isoNow } from '../clock.ts';
import { getSpec, listDimensions } from './source-of.ts';
import { base } from './workbench-base.ts';

export const sourcesHandlers = {
  inspect: base.sources.inspect.handler(({ input, context }) => context.sources.inspect(input)),

  /** The same files read in the same way are the same source, added once. */
  add: base.sources.add.handler(async ({ input, context }) => {
    const { name, ...request } = input;
    const spec = await context.sources.resolve(request);
    const opened = await context.sources.open(spec);
    const known = listSources(context.store).find(
      (one) => one.fingerprint === opened.fingerprint && JSON.stringify(one.spec) === JSON.stringify(spec),
    );
    if (known !== undefined) return known;
    const source: Source = {
      id: context.ids.uuidv7() as SourceId,
      name,
      spec,
      ...opened,
      addedAt: isoNow(context.clock),
    };
    inTransaction(context.store, () => insertSource(context.store, source));
    context.events.notify();
    return source;
  }),

  list: base.sources.list.handler(({ context }) => listSources(context.store)),

  rejected: base.sources.rejected.handler(async ({ input, context }) =>
    context.sources.rejected(await getSpec(context, input.sourceId), input.offset, input.limit),
  ),

  dimensions: base.sources.dimensions.handler(({ input, context }) =>
    listDimensions(context, input.sourceId),
  ),
};
