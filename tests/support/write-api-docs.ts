/** `npm run docs:api`: writes the hub's OpenAPI document and the schema of reports where docs link to them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../hub/routes/openapi.ts';
import { reportSchemaDocument } from './report-schema.ts';

const folder = join(import.meta.dirname, '../../docs/api');
mkdirSync(folder, { recursive: true });
const write = (name: string, value: object): void =>
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
write('hub.openapi.json', await openApiDocument());
write('report.schema.json', reportSchemaDocument());
