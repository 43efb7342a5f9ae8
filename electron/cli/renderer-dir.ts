/** Where the built window lies; as far from the sources beside this file as from the bundle in dist/backend. */
import { fileURLToPath } from 'node:url';

export const rendererDir = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
