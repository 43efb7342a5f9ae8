/** `npm run docs:api`: writes the hub's OpenAPI document and the schema of reports where docs link to them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../hub/routes/openapi.ts';
import { reportSchemaDocument } from './report-schema.ts';

const folder = join(import.meta.dirname, '../../docs/api');
mkdirSync(folder, { recursive: true });
const write = (name: string, text: string): void => writeFileSync(join(folder, name), `${text}\n`);

/** JSON with a line per operation and per schema: small, and a change shows as the line of what changed. */
function toLines(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${JSON.stringify(key)}: ${toLines(one, depth - 1)}`);
  return `{\n${members.join(',\n')}\n}`;
}

write('hub.openapi.json', toLines(await openApiDocument(), 3));
write('report.schema.json', JSON.stringify(reportSchemaDocument(), null, 2));
