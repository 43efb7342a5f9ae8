/** Reviews from elsewhere. */
import { base } from './workbench-base.ts';

const later = (): never => {
  throw new Error('This is being built.');
};

export const importsHandlers = {
  inspect: base.imports.inspect.handler(later),
  run: base.imports.run.handler(later),
  list: base.imports.list.handler(later),
  rejected: base.imports.rejected.handler(later),
};
