/**
 * One call per route of the hub with the least input that its schema accepts, made from the contract, so that a test of
 * every route cannot forget a new one. Streams, which procedures cannot describe, are listed by hand.
 */
import { traverseContractProcedures } from '@orpc/server';
import { z } from 'zod';
import { feedRoute, hub as contract } from '../../shared/contract/hub.ts';
import { otlpRoute, tracesRoute } from '../../shared/contract/hub-traces.ts';

export interface HubCall {
  /** As in the access table. */
  route: string;
  method: string;
  /** The pattern, with `{name}` for a parameter. */
  pattern: string;
  url: string;
  body: unknown;
}

/** A call per route, in the order of the contract. */
export async function listHubCalls(): Promise<HubCall[]> {
  const calls: HubCall[] = [];
  await traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { inputSchema, route } = procedure['~orpc'];
    const { method = 'GET', path: pattern = '/' } = route;
    const input = inputSchema === undefined ? {} : leastInput(inputSchema as unknown as z.ZodType);
    calls.push({ route: path.join('.'), method, pattern, ...place(method, pattern, input) });
  });
  const ofStream = (
    route: string,
    method: string,
    pattern: string,
    url = pattern,
    body?: unknown,
  ): HubCall => ({ route, method, pattern, url, body });
  return [
    ...calls,
    ofStream('feed', feedRoute.method, feedRoute.path),
    ofStream('backup', 'GET', '/v1/backup'),
    ofStream('metrics', 'GET', '/metrics'),
    ofStream('traces.add', tracesRoute.method, tracesRoute.path, `${tracesRoute.path}?source=calls`, []),
    ofStream('traces.otlp', otlpRoute.method, otlpRoute.path, otlpRoute.path, { resourceSpans: [] }),
  ];
}

/** Puts an input where the route wants it: path, query or body. */
function place(method: string, pattern: string, input: unknown): { url: string; body: unknown } {
  if (typeof input !== 'object' || input === null) return { url: pattern, body: input };
  const rest = { ...(input as Record<string, unknown>) };
  const url = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (method !== 'GET') return { url, body: rest };
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
  return { url: query.size === 0 ? url : `${url}?${query.toString()}`, body: undefined };
}

/** The least value that a schema accepts; throws when what was made is not accepted. */
export function leastInput(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const made = least(json, json);
  const checked = schema.safeParse(made);
  if (checked.success) return made;
  throw new Error(`no least input: ${checked.error.message}\n${JSON.stringify(made)}`);
}

interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  type?: string;
  format?: string;
  pattern?: string;
  minLength?: number;
  minItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  items?: JsonSchema;
  required?: string[];
  properties?: Record<string, JsonSchema>;
}

/** Texts of which one fits each pattern of the contract. */
const texts = [
  'a',
  '0'.repeat(32),
  '0'.repeat(64),
  'model',
  '2026-03-02T08:00:00.000Z',
  '08:00',
  '2026-W10',
  'UTC',
];
const formats: Record<string, string> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  'date-time': '2026-03-02T08:00:00.000Z',
};

function least(schema: JsonSchema, root: JsonSchema): unknown {
  if (schema.$ref !== undefined) {
    return least(
      schema.$ref === '#' ? root : (root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}),
      root,
    );
  }
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (choice !== undefined) return least(choice, root);
  if (schema.type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((key) => [key, least(schema.properties?.[key] ?? {}, root)]));
  }
  if (schema.type === 'array') {
    return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items ?? {}, root));
  }
  if (schema.type === 'string') return leastText(schema);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'null') return null;
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 0, schema.exclusiveMinimum ?? 0);
  if (schema.type === 'number') return schema.exclusiveMinimum === undefined ? (schema.minimum ?? 0) : 0.5;
  // Texts that JSON Schema cannot describe have no type there.
  return 'a';
}

function leastText({ format, pattern, minLength = 0 }: JsonSchema): string {
  const known = formats[format ?? ''];
  if (known !== undefined) return known;
  if (pattern === undefined) return 'a'.repeat(Math.max(1, minLength));
  const found = texts.find((text) => new RegExp(pattern, 'u').test(text));
  if (found === undefined) throw new Error(`no text for the pattern ${pattern}`);
  return found;
}
