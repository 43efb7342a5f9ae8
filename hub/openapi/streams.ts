/** Routes that are streams, files or for machines, which procedures of the contract cannot describe. */
import { z } from 'zod';
import { feedEnd, feedEntry, feedRoute } from '../../shared/contract/hub.ts';
import { batchReport, otlpRoute, tracesRoute } from '../../shared/contract/hub-traces.ts';
import { trace } from '../../shared/domain/trace.ts';
import type { JsonSchema } from './components.ts';
import { schemaOf } from './components.ts';

export interface StreamOperation {
  /** Row of the access table; null for what needs no token. */
  route: string | null;
  method: string;
  path: string;
  operation: JsonSchema;
}

const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } });
const binary = { type: 'string', format: 'binary' };

function parametersOf(query: z.ZodObject): JsonSchema[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

export function listStreams(): StreamOperation[] {
  return [describeFeed(), describeTraces(), describeOtlp(), ...describeMachines()];
}

function describeFeed(): StreamOperation {
  const line = { anyOf: [schemaOf(feedEntry, 'output'), schemaOf(feedEnd, 'output')] };
  return {
    route: 'feed',
    method: 'get',
    path: feedRoute.path,
    operation: {
      operationId: 'feed',
      summary: feedRoute.summary,
      description:
        'One entry per line, in order of position, then one end line. A page without its end line is to be discarded. Pass the `cursor` of the end line as `after` of the next pull. 409: the cursor is of another epoch; read everything again, without `after`.',
      parameters: parametersOf(feedRoute.query),
      responses: {
        200: { description: 'A page', content: { 'application/x-ndjson': { schema: line } } },
      },
    },
  };
}

function describeTraces(): StreamOperation {
  const one = schemaOf(trace, 'input');
  const list = { type: 'array', items: one };
  return {
    route: 'traces.add',
    method: 'post',
    path: tracesRoute.path,
    operation: {
      operationId: 'traces.add',
      summary: tracesRoute.summary,
      description:
        'Idempotent by source and trace id: what is there already, unchanged, is counted as repeated. A trace that cannot be taken is rejected by its line with a reason; the others are stored. A body that breaks off stores nothing of the piece that broke: send it again. Lines may be gzipped (`content-encoding: gzip`).',
      parameters: parametersOf(tracesRoute.query),
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              anyOf: [list, { type: 'object', properties: { traces: list }, required: ['traces'] }],
            },
            example: [exampleTrace],
          },
          'application/x-ndjson': { schema: one, example: exampleTrace },
        },
      },
      responses: {
        200: { description: 'What became of the batch', content: json(schemaOf(batchReport, 'output')) },
      },
    },
  };
}

const exampleTrace = {
  id: 'call-1',
  occurredAt: '2026-03-02T08:00:00.000Z',
  model: 'support-1',
  prompt: [{ role: 'user', text: 'Where is my parcel?' }],
  output: 'It arrives tomorrow.',
  attributes: { team: 'orders' },
};

function describeOtlp(): StreamOperation {
  const answer = { type: 'object', properties: { partialSuccess: { type: 'object' } } };
  return {
    route: 'traces.otlp',
    method: 'post',
    path: otlpRoute.path,
    operation: {
      operationId: 'traces.otlp',
      summary: otlpRoute.summary,
      description:
        'The body is an ExportTraceServiceRequest of OpenTelemetry, as JSON or as protobuf; the answer is an ExportTraceServiceResponse in the same form. Spans of one trace may come in pieces and in any order.',
      parameters: parametersOf(otlpRoute.query),
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object' }, example: { resourceSpans: [] } },
          'application/x-protobuf': { schema: binary },
        },
      },
      responses: {
        200: {
          description: 'Taken; `partialSuccess` says what was rejected',
          content: { ...json(answer), 'application/x-protobuf': { schema: binary } },
        },
      },
    },
  };
}

/** For those who run the hub. */
function describeMachines(): StreamOperation[] {
  return [
    get('backup', '/v1/backup', {
      operationId: 'backup',
      summary: 'The whole hub as one file',
      responses: { 200: { description: 'A backup', content: { 'application/gzip': { schema: binary } } } },
    }),
    get('metrics', '/metrics', {
      operationId: 'metrics',
      summary: 'What the hub measures of itself, for Prometheus',
      description: 'Also with the token that was set for it alone, or without one where the hub was told so.',
      responses: {
        200: { description: 'Text exposition', content: { 'text/plain': { schema: { type: 'string' } } } },
      },
    }),
    get(null, '/healthz', {
      operationId: 'health',
      summary: 'Whether the process lives',
      responses: { 200: { description: 'It does', content: json(life) } },
    }),
    get(null, '/readyz', {
      operationId: 'readiness',
      summary: 'Whether the hub can work, and which part cannot',
      responses: {
        200: { description: 'Ready', content: json(readiness) },
        503: { description: 'Not ready', content: json(readiness) },
      },
    }),
  ];
}

function get(route: string | null, path: string, operation: JsonSchema): StreamOperation {
  return { route, method: 'get', path, operation };
}

const life = { type: 'object', properties: { status: { type: 'string' } }, required: ['status'] };
const readiness = {
  type: 'object',
  properties: {
    status: { enum: ['ready', 'not ready'], type: 'string' },
    parts: {
      type: 'object',
      properties: {
        database: { enum: ['ok', 'slow', 'unreachable', 'other version'], type: 'string' },
        stopping: { type: 'boolean' },
      },
      required: ['database', 'stopping'],
    },
  },
  required: ['status', 'parts'],
};
