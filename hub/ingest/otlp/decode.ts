/**
 * The body of an OTLP/HTTP request as one plain object, whichever encoding it came in. Must not know what spans mean.
 *
 * Invariant: whatever the bytes are, the result is an object or an `Undecodable`; nothing else is thrown.
 */
import { gunzipSync } from 'node:zlib';
import { exportRequest } from './messages.ts';

export type Encoding = 'json' | 'protobuf';

/** The body cannot be read: malformed, or too large once it is unpacked. */
export class Undecodable extends Error {
  readonly isTooLarge: boolean;
  constructor(message: string, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

/** Bytes of a request after unpacking. */
const largestUnpacked = 64 * 1024 * 1024;

/** The encoding that a content type names; null for any other. */
export function encodingOf(contentType: string | undefined): Encoding | null {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-protobuf' || type === 'application/protobuf' ? 'protobuf' : null;
}

/** Unpacks a body of this content encoding; throws `Undecodable`. */
export function unpack(body: Buffer, contentEncoding: string | undefined): Buffer {
  const packing = (contentEncoding ?? 'identity').trim().toLowerCase();
  if (packing === '' || packing === 'identity') return body;
  if (packing !== 'gzip') throw new Undecodable('The content encoding is neither gzip nor identity.');
  try {
    return gunzipSync(body, { maxOutputLength: largestUnpacked });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new Undecodable(
      isTooLarge ? 'The body is too large once it is unpacked.' : 'The body is not whole gzip.',
      isTooLarge,
    );
  }
}

/** Decodes an ExportTraceServiceRequest; throws `Undecodable`. Ids are hex text or bytes, times numbers or their text. */
export function decodeRequest(body: Buffer, encoding: Encoding): object {
  return encoding === 'json' ? decodeJson(body) : decodeProtobuf(body);
}

function decodeJson(body: Buffer): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Undecodable('The body is not JSON in UTF-8.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Undecodable('The body is not an object with resourceSpans.');
  }
  return value;
}

function decodeProtobuf(body: Buffer): object {
  try {
    return exportRequest.toObject(exportRequest.decode(body), { longs: String });
  } catch {
    throw new Undecodable('The body is not an ExportTraceServiceRequest in protobuf.');
  }
}
