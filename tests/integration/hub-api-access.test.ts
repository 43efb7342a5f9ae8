/** Every route × every role, and the description of every route: made from the contract and the access table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { access } from '../../hub/routes/access.ts';
import type { RouteName } from '../../hub/routes/access.ts';
import { openApiDocument } from '../../hub/routes/openapi.ts';
import { roles } from '../../shared/domain/person.ts';
import { inMemory } from '../support/databases.ts';
import type { HubCall } from '../support/hub-calls.ts';
import { listHubCalls } from '../support/hub-calls.ts';
import type { FailureBody } from '../support/hub-fixture.ts';
import { TestHub } from '../support/hub-fixture.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** What anybody may read without a token. */
const open = ['GET /healthz', 'GET /readyz', 'GET /v1/openapi.json'];

const named = (call: HubCall): string => `${call.method} ${call.pattern}`;

let hub: TestHub;
let calls: HubCall[];

beforeAll(async () => {
  hub = await TestHub.start(inMemory());
  calls = await listHubCalls();
});
afterAll(async () => {
  await hub.close();
});

describe('access', () => {
  it('has a row per route and a route per row, and nothing is served beside them', () => {
    expect(calls.map((call) => call.route).toSorted()).toEqual(Object.keys(access).toSorted());
    const served = listServed(hub.app.printRoutes({ commonPrefix: false }));
    const known = [...calls.map(named), ...open].map((one) => one.replaceAll(/\{\w+\}/g, ':'));
    const ours = served
      .filter((one) => !one.startsWith('GET /docs'))
      .map((one) => one.replaceAll(/:\w+/g, ':'));
    expect(ours.toSorted()).toEqual(known.toSorted());
  });

  it.each(roles)('of a %s is what the table says, route by route', async (role) => {
    const { token } = await hub.add(role);
    for (const { route, method, url, body } of calls) {
      const answer = await hub.ask<FailureBody>(token, method as Method, url, body);
      const may = (access[route as RouteName] as readonly string[]).includes(role);
      const isRefused = answer.status === 403 && answer.body.data.what.startsWith('The role');
      expect([route, isRefused], answer.text).toEqual([route, !may]);
      if (!may) expect(answer.body.code).toBe('FORBIDDEN');
    }
  });

  it('without a token is refused on every one of them', async () => {
    for (const { route, method, url, body } of calls) {
      const answer = await hub.ask<FailureBody>(null, method as Method, url, body);
      expect([route, answer.status, answer.body.code]).toEqual([route, 401, 'UNAUTHORIZED']);
    }
  });

  it('is refused before a body is read: nobody makes the hub take in what it would refuse', async () => {
    const { token } = await hub.add('reviewer');
    const payload = '{"contents": this is no JSON';
    const send = (authorization: string) =>
      hub.app.inject({
        method: 'POST',
        url: '/v1/contents',
        headers: { authorization, 'content-type': 'application/json' },
        payload,
      });
    expect((await send(`Bearer ${token}`)).statusCode).toBe(403);
    expect((await send('Bearer nobody')).statusCode).toBe(401);
  });
});

/** `METHOD /path` of what the application serves, from Fastify's own list. */
function listServed(tree: string): string[] {
  const served: string[] = [];
  const path: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}|[ ]{4})*)(?:├── |└── )(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = '', part = '', methods] = match;
    path.splice(indent.length / 4, Infinity, part);
    if (methods === undefined) continue;
    for (const method of methods.split(', ')) {
      if (method !== 'HEAD' && method !== 'OPTIONS') served.push(`${method} ${path.join('')}`);
    }
  }
  return served;
}

interface Body {
  $ref?: string;
  content?: Record<string, { schema: object; example?: unknown }>;
}

interface Operation {
  operationId: string;
  security: object[];
  'x-roles'?: string[];
  parameters?: { name: string; in: string }[];
  requestBody?: Body;
  responses: Record<string, Body>;
}

interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, object> };
}

/** A JSON pointer as part of an address. */
const pointTo = (parts: string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

describe('the description of the API', () => {
  let document: Description;
  let operations: { path: string; method: string; operation: Operation }[];

  beforeAll(async () => {
    document = JSON.parse(JSON.stringify(await openApiDocument('https://hub.example'))) as Description;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  });

  it('is OpenAPI 3.1 of every route, once, with who may call it and with what it answers', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const described = new Map(
      operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one.operation]),
    );
    for (const { route, method, pattern } of calls) {
      const operation = described.get(`${method} ${pattern}`);
      expect(operation, route).toBeDefined();
      expect(operation?.operationId).toBe(route);
      expect(operation?.['x-roles']).toEqual(access[route as RouteName]);
      expect(operation?.security).toEqual([{ token: [] }]);
    }
    const others = operations.filter(({ operation }) => operation.security.length === 0);
    expect(others.map(({ path }) => path).toSorted()).toEqual(['/healthz', '/readyz']);
    expect(operations).toHaveLength(calls.length + others.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  it('names every parameter of a path, an answer of success and the failures of each route', () => {
    for (const { path, operation } of operations) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect([path, given.toSorted()]).toEqual([path, wanted.toSorted()]);
      const statuses = Object.keys(operation.responses);
      expect([path, statuses.some((status) => status.startsWith('2'))]).toEqual([path, true]);
      expect(statuses).toEqual(expect.arrayContaining(['400', '429', 'default']));
    }
  });

  it('has only references that lead somewhere, schemas that compile, and examples that fit them', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'hub');
    for (const name of Object.keys(document.components.schemas)) {
      expect(ajv.compile({ $ref: `hub#/components/schemas/${name}` }), name).toBeTypeOf('function');
    }
    let checked = 0;
    for (const { path, method, operation } of operations) {
      const bodies = Object.entries(operation.responses).map(([status, body]) => ({
        at: ['responses', status],
        body,
      }));
      for (const { at, body } of [...bodies, { at: ['requestBody'], body: operation.requestBody ?? {} }]) {
        if (body.$ref !== undefined) {
          expect(document.components.responses).toHaveProperty(body.$ref.split('/').at(-1) ?? '');
        }
        for (const [type, media] of Object.entries(body.content ?? {})) {
          const parts = ['paths', path, method, ...at, 'content', type, 'schema'];
          const check = ajv.compile({ $ref: `hub#/${pointTo(parts)}` });
          if (media.example === undefined) continue;
          checked += 1;
          expect(check(media.example), `${method} ${path}: ${JSON.stringify(check.errors)}`).toBe(true);
        }
      }
    }
    expect(checked).toBeGreaterThan(25);
  });

  it('says everything once: it stays small enough to be read', () => {
    expect(JSON.stringify(document).length).toBeLessThan(160_000);
  });

  it('is served to everybody, tagged, and browsable without anything from elsewhere', async () => {
    const served = await hub.ask<Description>(null, 'GET', '/v1/openapi.json');
    expect(Object.keys(served.body.paths)).toEqual(Object.keys(document.paths));
    const etag = String(served.headers['etag']);
    const again = await hub.app.inject({ url: '/v1/openapi.json', headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
    const shown = await hub.ask<Description>(null, 'GET', '/docs/json');
    expect(shown.body).toEqual(served.body);
    const page = await hub.app.inject({ url: '/docs' });
    expect(page.statusCode).toBe(200);
    const assets = [...page.payload.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    expect(assets.length).toBeGreaterThan(3);
    for (const url of assets) {
      const asset = await hub.app.inject({ url });
      expect([url, asset.statusCode]).toEqual([url, 200]);
    }
    expect(page.payload).not.toMatch(/https?:\/\//);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
