/** Reviews from elsewhere: looked at before anything is stored, then imported whole or not at all. */
import { listRejected } from '../../../db/queries/imports.ts';
import { inspectImport } from '../imports/inspect-import.ts';
import { findImport, listImports } from '../imports/list-imports.ts';
import { runImport } from '../imports/run-import.ts';
import { cancelRunning, findProgress } from '../imports/running-imports.ts';
import { base } from './workbench-base.ts';

export const importsHandlers = {
  inspect: base.imports.inspect.handler(({ context, input }) => inspectImport(context, input)),
  run: base.imports.run.handler(({ context, input }) => runImport(context, input)),
  progress: base.imports.progress.handler(({ context, input }) =>
    findProgress(context.store, input.importId),
  ),
  cancel: base.imports.cancel.handler(async ({ context, input }) => {
    await cancelRunning(context.store, input.importId);
    return findImport(context.store, input.importId);
  }),
  list: base.imports.list.handler(({ context }) => listImports(context.store)),
  rejected: base.imports.rejected.handler(({ context, input }) =>
    listRejected(context.store, input.importId, input.offset, input.limit),
  ),
};
