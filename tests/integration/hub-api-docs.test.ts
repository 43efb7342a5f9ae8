import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../hub/routes/openapi.ts';

const file = join(import.meta.dirname, '../../docs/api/hub.openapi.json');

describe('the published description of the hub', () => {
  it('is the one that the code generates (npm run docs:api writes it)', async () => {
    const generated = JSON.parse(JSON.stringify(await openApiDocument())) as {
      openapi: string;
      paths: object;
    };
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(generated);
    expect(generated.openapi).toMatch(/^3\.1/);
    expect(Object.keys(generated.paths)).toEqual(expect.arrayContaining(['/v1/feed', '/v1/me']));
  });
});
