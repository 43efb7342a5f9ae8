/**
 * Answers to GET carry a weak ETag of what they say, and are not sent again to whoever has them. Streams have none: they
 * are not known before they were sent.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export function addEtags(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.method !== 'GET' || reply.statusCode !== 200) return payload;
    const known = reply.getHeader('etag');
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (known === undefined && !isWhole) return payload;
    const etag = typeof known === 'string' ? known : etagOf(payload as string | Buffer);
    void reply.header('etag', etag);
    if (!names(request.headers['if-none-match'], etag)) return payload;
    if (!isWhole && payload instanceof Object && 'destroy' in payload) (payload.destroy as () => void)();
    void reply.status(304).removeHeader('content-length').removeHeader('content-type');
    return null;
  });
}

function etagOf(payload: string | Buffer): string {
  return `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names a tag; weak comparison, as RFC 9110 asks for it. */
function names(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}

const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
