/**
 * Failures on the wire: `application/problem+json` (RFC 9457) that also holds the members of the contract, so that
 * programs of either kind can read them.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import type { RequestFailure } from '../routes/fail.ts';
import { fail } from '../routes/fail.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** The body of a failed request. `requestId` is what the log calls it. */
export function problemOf(failure: RequestFailure, requestId: string): Record<string, unknown> {
  return {
    type: `urn:assay:problem:${failure.code.toLowerCase().replaceAll('_', '-')}`,
    title: failure.message,
    detail: failure.data.what,
    instance: `urn:uuid:${requestId}`,
    ...failure.toJSON(),
  };
}

/** Answers a connection whose request never became one: too slow, too long, or no HTTP at all. */
export function answerBrokenRequest(error: ConnectionError, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const status = statuses[error.code] ?? 400;
  const failure = fail('INVALID_INPUT', {
    what: texts[status] ?? 'This is not HTTP that can be read.',
    remedy: 'Send well-formed HTTP/1.1, whole and without long pauses.',
  });
  const body = JSON.stringify({ ...problemOf(failure, requestId), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const statuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
const texts: Record<number, string> = {
  408: 'The request did not come whole in time.',
  431: 'The headers of the request are too long.',
};
