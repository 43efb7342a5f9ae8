/** The change feed: a stream of lines, which procedures of the contract cannot describe. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { feedRoute } from '../../shared/contract/hub.ts';
import type { HubDatabase } from '../database/open.ts';
import { findPosition, readPage, writePage } from '../feed/page.ts';
import { mustBeAllowed } from './context.ts';
import { fail } from './fail.ts';

const usualLimit = 500;

export function addFeedRoute(app: FastifyInstance, { db, feedEpoch }: HubDatabase): void {
  app.get(feedRoute.path, async (request, reply) => {
    const { person } = request;
    mustBeAllowed(person, 'feed');
    const query = feedRoute.query.safeParse(request.query);
    if (!query.success) {
      const issue = query.error.issues[0];
      const where = issue?.path.join('.') ?? '';
      throw fail('INVALID_INPUT', {
        what: `${where}: ${issue?.message ?? 'it cannot be read'}`,
        where,
        remedy: 'Give `after` as the last page said, and a `limit` of 1 to 1000.',
      });
    }
    const after = await findPosition(db, feedEpoch, query.data.after);
    if (after === null) {
      throw fail('CONFLICT', {
        what: 'This cursor is not of the feed that the hub has now.',
        where: 'after',
        remedy: 'Read the feed again from the beginning, without `after`.',
      });
    }
    const limit = query.data.limit ?? usualLimit;
    const page = await readPage(db, feedEpoch, { personId: person.id, after, limit });
    return reply.type('application/x-ndjson').send(Readable.from(writePage(db, page)));
  });
}
