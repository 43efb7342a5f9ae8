/**
 * The hub's contract as an OpenAPI 3.1 document: generated from the procedures, with the streams beside them, who may
 * call what (`x-roles`, from the access table), and every schema and failure said once.
 */
import type { OpenAPI } from '@orpc/openapi';
import { OpenAPIGenerator } from '@orpc/openapi';
import { hub as contract } from '../../shared/contract/hub.ts';
import type { JsonSchema } from '../openapi/components.ts';
import { converter, shareSchemas } from '../openapi/components.ts';
import type { OperationExamples } from '../openapi/examples.ts';
import { examples } from '../openapi/examples.ts';
import { problemResponses, problemSchema, problemsOf } from '../openapi/problems.ts';
import { listStreams } from '../openapi/streams.ts';
import type { RouteName } from './access.ts';
import { access } from './access.ts';

const description =
  'Where traces arrive, samples are drawn, work is given out, and ledgers of reviews come home. Sign in with `Authorization: Bearer <token>`; `x-roles` says which roles may call an operation. Every failure is a problem (application/problem+json). Lists in pages answer `next`: pass it as `after`. Answers to GET carry an ETag; send it as If-None-Match.';

const documents = new Map<string | undefined, Promise<OpenAPI.Document>>();

/** The document; `publicUrl` is where this hub is reached, if that is known. */
export function openApiDocument(publicUrl?: string): Promise<OpenAPI.Document> {
  const known = documents.get(publicUrl) ?? compose(publicUrl);
  documents.set(publicUrl, known);
  return known;
}

interface Operation extends JsonSchema {
  operationId: string;
  responses: Record<string, JsonSchema>;
}

async function compose(publicUrl: string | undefined): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [converter] });
  const generated = await generator.generate(contract, { info: { title: 'Assay hub', version: '1' } });
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [path, methods] of Object.entries(generated.paths ?? {})) {
    for (const [method, one] of Object.entries(methods ?? {})) {
      const operation = one as unknown as Operation;
      const row = operation.operationId as RouteName;
      (paths[path] ??= {})[method] = finish(operation, { row, method, path });
    }
  }
  for (const { route, method, path, operation } of listStreams()) {
    const row = route as RouteName | null;
    (paths[path] ??= {})[method] = finish(operation as Operation, { row, method, path });
  }
  const { document, schemas } = shareSchemas(paths);
  return {
    openapi: '3.1.1',
    info: { title: 'Assay hub', version: '1', description },
    servers: [{ url: publicUrl ?? '/' }],
    tags: tagsOf(document),
    security: [{ token: [] }],
    paths: document,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of this hub' } },
      schemas: { Problem: problemSchema, ...schemas },
      responses: problemResponses,
    },
  } as unknown as OpenAPI.Document;
}

interface Place {
  /** Row of the access table; null for what needs no token. */
  row: RouteName | null;
  method: string;
  path: string;
}

/** An operation with who may call it, its failures and its examples. */
function finish(operation: Operation, { row, method, path }: Place): JsonSchema {
  const { operationId, responses, ...rest } = operation;
  const good = Object.entries(responses).filter(([status]) => /^2|^503$/.test(status) && isOwn(status, row));
  const example = examples[operationId] ?? {};
  return {
    operationId,
    ...withRequest(rest, example),
    tags: [operationId.includes('.') ? operationId.split('.')[0] : 'hub'],
    security: row === null ? [] : [{ token: [] }],
    ...(row === null ? {} : { 'x-roles': access[row] }),
    responses: {
      ...Object.fromEntries(good.map(([status, one]) => [status, withExample(one, example.response)])),
      ...problemsOf({ method, path, isOpen: row === null }),
    },
  };
}

/** Generated operations name 503 as a failure; only the open ones answer it with something else. */
const isOwn = (status: string, row: RouteName | null): boolean => status !== '503' || row === null;

function withRequest(operation: JsonSchema, { request }: OperationExamples): JsonSchema {
  const body = operation['requestBody'] as JsonSchema | undefined;
  return body === undefined || request === undefined
    ? operation
    : { ...operation, requestBody: withExample(body, request) };
}

/** Puts an example beside the JSON schema of a body. */
function withExample(body: JsonSchema, example: unknown): JsonSchema {
  const content = body['content'] as Record<string, JsonSchema> | undefined;
  const json = content?.['application/json'];
  if (example === undefined || json === undefined) return body;
  return { ...body, content: { ...content, 'application/json': { ...json, example } } };
}

function tagsOf(paths: Record<string, Record<string, JsonSchema>>): { name: string }[] {
  const names = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap((one) => one['tags'] as string[]),
  );
  return [...new Set(names)].toSorted().map((name) => ({ name }));
}
