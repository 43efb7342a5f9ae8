/**
 * OTLP/HTTP for traces, in JSON and protobuf: a route of its own, because its encodings and answers are those of
 * OpenTelemetry. Exporters send again what was answered with 429 or 503, and nothing else.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { otlpRoute } from '../../shared/contract/hub-traces.ts';
import type { HubDatabase } from '../database/open.ts';
import { Room } from '../ingest/body/room.ts';
import { acceptSpans } from '../ingest/otlp/accept.ts';
import type { Answer } from '../ingest/otlp/answer.ts';
import { rpcCodes, writeResponse, writeStatus } from '../ingest/otlp/answer.ts';
import { decodeRequest, encodingOf, Undecodable, unpack } from '../ingest/otlp/decode.ts';
import { readSpans } from '../ingest/otlp/read-spans.ts';
import { startSettling } from '../ingest/otlp/settle.ts';
import type { Clock, HubIds } from '../outside.ts';
import { mustBeAllowed } from './context.ts';
import { toFailure } from './fail.ts';

export interface OtlpOptions {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
  log: Logger;
}

/** Bytes of a body as it travels. */
const largestBody = 16 * 1024 * 1024;

/** Requests that are unpacked and read at once: each may be 64 MB of spans. */
const requestsAtOnce = 4;

/** The database comes back within seconds, or somebody makes room on its disk. */
const retryAfterS = 10;

/** Adds the route, and settles what waits as long as the application runs. */
export async function addOtlpRoutes(scope: FastifyInstance, options: OtlpOptions): Promise<void> {
  await scope.register(async (own) => {
    own.removeAllContentTypeParsers();
    const room = new Room(requestsAtOnce);
    own.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    own.route({
      method: otlpRoute.method,
      url: otlpRoute.path,
      bodyLimit: largestBody,
      handler: (request, reply) => room.within(() => take(request, reply, options)),
      errorHandler: (error, request, reply) => answerFailure(error, request, reply, options),
    });
    const settling = startSettling(options);
    own.addHook('onClose', () => settling.stop());
  });
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  options: OtlpOptions,
): Promise<FastifyReply> {
  mustBeAllowed(request.person, 'traces.otlp');
  const encoding = encodingOf(request.headers['content-type']);
  if (encoding === null) {
    const message = 'Send application/json or application/x-protobuf.';
    return send(reply.status(415), writeStatus('json', rpcCodes.unimplemented, message));
  }
  const query = otlpRoute.query.safeParse(request.query);
  if (!query.success) throw new Undecodable('The address may name a source and an importer, nothing else.');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const bytes = unpack(body, request.headers['content-encoding']);
  const rejects = await acceptSpans(options, {
    spans: readSpans(decodeRequest(bytes, encoding)),
    source: query.data.source,
    importer: query.data.importer ?? 'otlp',
    receivedBy: request.person.id,
  });
  return send(reply, writeResponse(encoding, rejects));
}

const send = (reply: FastifyReply, { contentType, body }: Answer): FastifyReply =>
  reply.type(contentType).send(body);

/** What the sender can put right, and what passes, in OTLP's own form; everything else as everywhere. */
function answerFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  { ids }: OtlpOptions,
): FastifyReply {
  const encoding = encodingOf(request.headers['content-type']) ?? 'json';
  if (error instanceof Undecodable && !error.isTooLarge) {
    return send(reply.status(400), writeStatus(encoding, rpcCodes.invalidArgument, error.message));
  }
  if (error instanceof Undecodable || error.statusCode === 413) {
    const message = 'The request is too large: send fewer spans at once.';
    return send(reply.status(413), writeStatus(encoding, rpcCodes.resourceExhausted, message));
  }
  const { status, data } = toFailure(error, request.log, ids);
  if (status !== 503 && status !== 507) throw error;
  reply.header('retry-after', String(retryAfterS));
  return send(reply.status(503), writeStatus(encoding, rpcCodes.unavailable, data.what));
}
