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
  let text: Promise<string> | null = null;
  const read = (): Promise<string> =>
    (text ??= openApiDocument(publicUrl).then((one) => JSON.stringify(one)));
  app.get('/v1/openapi.json', async (_, reply) => {
    void reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache');
    return read();
  });
  await app.register(async (scope) => {
    // The page reads the document from its address: it is made when somebody asks for it.
    const info = { title: 'Assay hub', version: '1' };
    await scope.register(swagger, {
      mode: 'static',
      specification: { document: { openapi: '3.1.0', info, paths: {} } as never },
    });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: policy,
      theme: { title: 'Assay hub' },
      uiConfig: {
        url: '/v1/openapi.json',
        docExpansion: 'list',
        defaultModelsExpandDepth: 0,
        persistAuthorization: false,
        displayRequestDuration: true,
        validatorUrl: null,
      },
    });
  });
}
