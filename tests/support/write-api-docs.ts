/** `npm run docs:api`: writes the hub's OpenAPI document where docs link to it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../hub/routes/openapi.ts';

const folder = join(import.meta.dirname, '../../docs/api');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'hub.openapi.json'), `${JSON.stringify(await openApiDocument(), null, 2)}\n`);
