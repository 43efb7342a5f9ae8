/** The hub's contract as an OpenAPI 3.1 document: generated, with the feed, which procedures cannot describe. */
import type { OpenAPI } from '@orpc/openapi';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { problem } from '../../shared/contract/errors.ts';
import { feedRoute, hub as contract } from '../../shared/contract/hub.ts';

/** The document; `publicUrl` is where this hub is reached, if that is known. */
export async function openApiDocument(publicUrl?: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Assay hub',
      version: '1',
      description:
        'Where ledgers of reviews are replicated to, and where audits, assignments and reports come from. Every failure is {defined, code, status, message, data: {what, where?, remedy}}.',
    },
    ...(publicUrl === undefined ? {} : { servers: [{ url: publicUrl }] }),
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  const paths = { ...document.paths, [feedRoute.path]: { get: describeFeed() } };
  return { ...document, paths: paths as NonNullable<OpenAPI.Document['paths']> };
}

function describeFeed(): object {
  const query = z.toJSONSchema(feedRoute.query, { io: 'input' });
  return {
    operationId: 'feed',
    summary: feedRoute.summary,
    description:
      'One entry per line, in order of position, then one end line. A page without its end line is to be discarded. Pass the `cursor` of the end line as `after` of the next pull.',
    parameters: Object.entries(query.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema,
    })),
    responses: {
      200: {
        description: 'A page',
        content: { 'application/x-ndjson': { schema: schemaOf(feedRoute.line) } },
      },
      409: {
        description: 'CONFLICT: the cursor is of another epoch; read everything again',
        content: { 'application/json': { schema: schemaOf(failureBody) } },
      },
    },
  };
}

const failureBody = z.object({
  defined: z.boolean(),
  code: z.string(),
  status: z.int(),
  message: z.string(),
  data: problem,
});

function schemaOf(of: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(of, { io: 'output', unrepresentable: 'any' });
  return schema;
}
