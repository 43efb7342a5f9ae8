/** Reviews from elsewhere: looked at before anything is stored, then imported whole or not at all. */
import { listRejected } from '../../../db/queries/imports.ts';
import { inspectImport } from '../imports/inspect-import.ts';
import { listImports } from '../imports/list-imports.ts';
import { runImport } from '../imports/run-import.ts';
import { base } from './workbench-base.ts';

export const importsHandlers = {
  inspect: base.imports.inspect.handler(({ context, input }) => inspectImport(context, input)),
  run: base.imports.run.handler(({ context, input }) => runImport(context, input)),
  list: base.imports.list.handler(({ context }) => listImports(context.store)),
  rejected: base.imports.rejected.handler(({ context, input }) =>
    listRejected(context.store, input.importId, input.offset, input.limit),
  ),
};
