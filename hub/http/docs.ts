/**
 * The description of the API, for programs (`/v1/openapi.json`) and for people (`/docs`): from this server alone, with no
 * script or font from elsewhere, and without a token.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from '../routes/openapi.ts';

/** Only what this server sends itself; styles that the page sets on its elements are allowed, scripts in it are not. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function addDocs(app: FastifyInstance, publicUrl: string | undefined): Promise<void> {
  const made: { document: Record<string, unknown>; text: string } = { document: {}, text: '' };
  // Made when somebody asks for it: many hubs are never asked.
  const make = async (): Promise<void> => {
    if (made.text !== '') return;
    made.document = { ...(await openApiDocument(publicUrl)) };
    made.text = JSON.stringify(made.document);
  };
  app.get('/v1/openapi.json', async (_, reply) => {
    await make();
    void reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache');
    return made.text;
  });
  await app.register(async (scope) => {
    const info = { title: 'Assay hub', version: '1' };
    await scope.register(swagger, {
      mode: 'static',
      specification: { document: { openapi: '3.1.0', info, paths: {} } },
    });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: policy,
      theme: { title: 'Assay hub' },
      uiHooks: { onRequest: make },
      // The page reads it from `/docs/json`.
      transformSpecification: () => made.document,
      transformSpecificationClone: false,
      uiConfig: {
        // Without the bar that loads descriptions from elsewhere.
        layout: 'BaseLayout',
        docExpansion: 'list',
        defaultModelsExpandDepth: 0,
        persistAuthorization: false,
        displayRequestDuration: true,
      },
    });
  });
}
