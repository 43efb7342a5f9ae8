/**
 * The description of the API, for programs (`/v1/openapi.json`) and for people (`/docs`): from this server alone, with no
 * script or font from elsewhere, and without a token.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../shared/contract/page-policy.ts';
import { openApiDocument } from '../routes/openapi.ts';

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
      // The page of this API may load what the window of Assay may: what its own origin sends.
      staticCSP: contentSecurityPolicy,
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
