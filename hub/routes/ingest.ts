/**
 * `POST /v1/traces`: batches and streams of traces. A route of its own, because procedures of the contract take no
 * streams. What became of them is the answer; a body that breaks off is answered with what was stored of it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { tracesRoute } from '../../shared/contract/hub-traces.ts';
import type { HubDatabase } from '../database/open.ts';
import { BodyFault } from '../ingest/body/body-fault.ts';
import type { BodyLimits } from '../ingest/body/body-bytes.ts';
import { bytesOf } from '../ingest/body/body-bytes.ts';
import { mostJsonBytes, readArray, tooLargeBody } from '../ingest/body/read-array.ts';
import { readLines } from '../ingest/body/read-lines.ts';
import { Room } from '../ingest/body/room.ts';
import { readAs } from '../ingest/importers.ts';
import type { Arriving } from '../ingest/arriving.ts';
import { BrokenOff, storeTraces } from '../ingest/store-traces.ts';
import { codeOf } from '../failure.ts';
import type { Clock, HubIds } from '../outside.ts';
import { isoNow } from '../outside.ts';
import { mustBeAllowed } from './context.ts';
import { fail } from './fail.ts';

export interface IngestOptions {
  database: HubDatabase;
  clock: Clock;
  ids: HubIds;
  bodyLimits?: BodyLimits | undefined;
}

/** Whole batches that are in memory at once: each has at most 64 MB, several times that once it is read. */
const batchesAtOnce = 4;

export async function addIngestRoutes(scope: FastifyInstance, options: IngestOptions): Promise<void> {
  const room = new Room(batchesAtOnce);
  await scope.register(async (own) => {
    own.removeAllContentTypeParsers();
    // Read by the route, as it comes.
    own.addContentTypeParser('*', (_request, _body, done) => done(null));
    own.route({
      method: tracesRoute.method,
      url: tracesRoute.path,
      handler: async (request, reply) => {
        try {
          return await take(request, options, room);
        } catch (error) {
          // The rest of the body is not waited for.
          if (!request.raw.complete) void reply.header('connection', 'close');
          throw error;
        }
      },
    });
  });
}

async function take(request: FastifyRequest, options: IngestOptions, room: Room): Promise<BatchReport> {
  mustBeAllowed(request.person, 'traces.add');
  const { source, importer } = queryOf(request);
  const format = formatOf(request.headers['content-type']);
  const { database, clock, ids } = options;
  const store = async (): Promise<BatchReport> => {
    const traces = await tracesOf(request, format, options);
    return storeTraces(
      database.db,
      { source, importer: importer ?? format, receivedBy: request.person.id, receivedAt: isoNow(clock) },
      readAs(importer, traces),
      { sampleSeed: database.sampleSeed, ids },
    );
  };
  try {
    return format === 'json' ? await room.within(store) : await store();
  } catch (error) {
    throw explain(error);
  }
}

async function tracesOf(
  { raw, headers }: FastifyRequest,
  format: 'json' | 'jsonl',
  { bodyLimits }: IngestOptions,
): Promise<Iterable<Arriving> | AsyncIterable<Arriving>> {
  const bytes = bytesOf(raw, headers['content-encoding'], bodyLimits);
  if (format === 'jsonl') return readLines(bytes);
  if (Number(headers['content-length'] ?? 0) > mostJsonBytes) throw tooLargeBody();
  return readArray(bytes);
}

function queryOf(request: FastifyRequest): { source: string; importer?: string | undefined } {
  const query = tracesRoute.query.safeParse(request.query);
  if (query.success) return query.data;
  const issue = query.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw fail('INVALID_INPUT', {
    what: `${where === '' ? 'The query' : where}: ${issue?.message ?? 'it cannot be read'}`,
    ...(where === '' ? {} : { where }),
    remedy: 'Name the source in the address: POST /v1/traces?source=support-bot.',
  });
}

const lineTypes = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/jsonlines',
]);

function formatOf(contentType: string | undefined): 'json' | 'jsonl' {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((one) => /^\s*charset="?([^"]*)"?\s*$/.exec(one)?.[1]).find(Boolean);
  const isUtf8 = charset === undefined || charset === 'utf-8' || charset === 'utf8';
  if (isUtf8 && type.trim() === 'application/json') return 'json';
  if (isUtf8 && lineTypes.has(type.trim())) return 'jsonl';
  throw fail('INVALID_INPUT', {
    what: isUtf8 ? 'The body is of a type that is not taken here.' : 'The body is not said to be UTF-8.',
    where: 'header content-type',
    remedy: 'Send application/json (a batch) or application/x-ndjson (one trace per line), in UTF-8.',
  });
}

/** What the sender can put right, said so; what broke off, with what was stored. */
function explain(error: unknown): unknown {
  if (error instanceof BodyFault) return fail(error.code, { what: error.message, remedy: error.remedy });
  if (!(error instanceof BrokenOff)) return error;
  const { cause, report } = error;
  const { id, stored, repeated, rejected } = report;
  const isGone = codeOf(cause) === 'ECONNRESET';
  if (!(cause instanceof BodyFault) && !isGone) return cause;
  return fail(cause instanceof BodyFault ? cause.code : 'INVALID_INPUT', {
    what: `${cause instanceof BodyFault ? cause.message : 'The connection ended before the body did.'} Of batch ${id}, ${stored} traces were stored, ${repeated} were known and ${rejected} were rejected.`,
    where: `batch ${id}`,
    remedy: cause instanceof BodyFault ? cause.remedy : 'Send the whole again: nothing is stored twice.',
  });
}
