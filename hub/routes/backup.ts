/** `GET /v1/backup`: the whole hub as a file, for admins; the only way to back up an embedded hub that runs. */
import type { FastifyInstance } from 'fastify';
import { streamBackup } from '../backup/backup-file.ts';
import type { HubDatabase } from '../database/open.ts';
import type { Clock } from '../outside.ts';
import { isoNow } from '../outside.ts';
import { mustBeAllowed } from './context.ts';

export function addBackupRoute(app: FastifyInstance, { db }: HubDatabase, clock: Clock): void {
  app.get('/v1/backup', async (request, reply) => {
    const { person } = request;
    mustBeAllowed(person, 'backup');
    request.log.warn({ personId: person.id }, 'a backup is being taken');
    const takenAt = isoNow(clock);
    reply.header('content-disposition', `attachment; filename="assay-hub-${takenAt.slice(0, 10)}.backup"`);
    return reply.type('application/gzip').send(streamBackup(db, takenAt));
  });
}
