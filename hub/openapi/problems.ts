/** Failures in the OpenAPI document: one schema and one response per status, whatever route answers it. */
import { errors } from '../../shared/contract/errors.ts';
import type { JsonSchema } from './components.ts';

const text = { type: 'string' } as const;

export const problemSchema: JsonSchema = {
  type: 'object',
  description:
    'A problem (RFC 9457). `code` tells programs what it is; `data` tells people what happened, where, and what to do.',
  properties: {
    type: { type: 'string', description: 'urn:assay:problem:<code>' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    instance: { type: 'string', description: 'urn:uuid:<x-request-id>: the request as the log names it' },
    defined: { type: 'boolean' },
    code: { enum: [...Object.keys(errors), 'TOO_MANY_REQUESTS'], type: 'string' },
    message: text,
    data: {
      type: 'object',
      properties: { what: text, where: text, remedy: text },
      required: ['what', 'remedy'],
      additionalProperties: false,
    },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'defined', 'code', 'message', 'data'],
};

const example = {
  type: 'urn:assay:problem:forbidden',
  title: 'This is not yours to do.',
  status: 403,
  detail: 'The role reviewer may not do this.',
  instance: 'urn:uuid:2f0c1f0e-7a51-4a60-9f37-3d8a9a1c5b11',
  defined: true,
  code: 'FORBIDDEN',
  message: 'This is not yours to do.',
  data: {
    what: 'The role reviewer may not do this.',
    where: 'people.update',
    remedy: 'Ask an admin of this hub for a token of a role that may.',
  },
};

/** Component name → status and description. */
const responses: Record<string, { status: string; description: string }> = {
  InvalidInput: { status: '400', description: 'INVALID_INPUT: the request does not fit this description' },
  Unauthorized: { status: '401', description: 'UNAUTHORIZED: no token, or one that is not good (any more)' },
  Forbidden: {
    status: '403',
    description: 'FORBIDDEN: the role may not do this (see x-roles), or it is not yours',
  },
  NotFound: { status: '404', description: 'NOT_FOUND: nothing here has this id' },
  Conflict: {
    status: '409',
    description: 'CONFLICT, LEDGER_GAP, LEDGER_FORK: it does not fit what is there; nothing was changed',
  },
  TooLarge: { status: '413', description: 'TOO_LARGE: send it in smaller pieces' },
  Unprocessable: {
    status: '422',
    description: 'LEDGER_BROKEN, EMPTY_FRAME, INFEASIBLE_PLAN: well-formed, but it cannot be done',
  },
  TooManyRequests: { status: '429', description: 'TOO_MANY_REQUESTS: wait as long as Retry-After says' },
};

const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const retryAfter = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } };

export const problemResponses: Record<string, JsonSchema> = {
  ...Object.fromEntries(
    Object.entries(responses).map(([name, { status, description }]) => [
      name,
      { description, ...(status === '429' ? { headers: { 'Retry-After': retryAfter } } : {}), content },
    ]),
  ),
  Failure: {
    description:
      'Any other failure: INTERNAL (500), HUB_UNREACHABLE (503: the database is away), STORAGE_FULL or STORAGE_READ_ONLY (507). Nothing was changed; the same request may be sent again.',
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example },
    },
  },
};

/** References to the failures that an operation can answer. */
export function problemsOf(operation: { method: string; path: string; isOpen: boolean }): JsonSchema {
  const { method, path, isOpen } = operation;
  const writes = method !== 'get';
  const names = [
    'InvalidInput',
    ...(isOpen ? [] : ['Unauthorized', 'Forbidden']),
    ...(path.includes('{') ? ['NotFound'] : []),
    ...(writes || path === '/v1/feed' ? ['Conflict'] : []),
    ...(writes ? ['TooLarge', 'Unprocessable'] : []),
    'TooManyRequests',
  ];
  const refs = names.map((name) => [responses[name]?.status ?? '', refTo(name)]);
  return { ...Object.fromEntries(refs), default: refTo('Failure') } as JsonSchema;
}

const refTo = (name: string): JsonSchema => ({ $ref: `#/components/responses/${name}` });
