/** Answers of OTLP/HTTP in the encoding of their request: an ExportTraceServiceResponse, or a `google.rpc.Status`. */
import type { Reject } from '../../../shared/contract/hub-traces.ts';
import type { Encoding } from './decode.ts';
import { exportResponse, rpcStatus } from './messages.ts';

export interface Answer {
  contentType: string;
  body: string | Buffer;
}

const contentTypes: Record<Encoding, string> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

/** Reasons that an answer names; the report of the batch has more. */
const mostReasons = 3;

/** What became of a request: empty when every span was taken. */
export function writeResponse(encoding: Encoding, rejects: readonly Reject[]): Answer {
  const errorMessage = rejects
    .slice(0, mostReasons)
    .map(({ line, reason }) => `span ${line}: ${reason}`)
    .join('; ');
  const isWhole = rejects.length === 0;
  // 64-bit integers are text in the JSON of protobuf.
  const answer = isWhole ? {} : { partialSuccess: { rejectedSpans: String(rejects.length), errorMessage } };
  if (encoding === 'json') return { contentType: contentTypes.json, body: JSON.stringify(answer) };
  const message = isWhole ? {} : { partialSuccess: { rejectedSpans: rejects.length, errorMessage } };
  const bytes = exportResponse.encode(exportResponse.fromObject(message)).finish();
  return { contentType: contentTypes.protobuf, body: Buffer.from(bytes) };
}

/** Codes of gRPC, as the status of a failure names them. */
export const rpcCodes = {
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
} as const;

export function writeStatus(encoding: Encoding, code: number, message: string): Answer {
  if (encoding === 'json') return { contentType: contentTypes.json, body: JSON.stringify({ code, message }) };
  const bytes = rpcStatus.encode(rpcStatus.fromObject({ code, message })).finish();
  return { contentType: contentTypes.protobuf, body: Buffer.from(bytes) };
}
