/** Measurements of agreement that ledgers carry: a projection of them. */
import type { EventBody } from '../../shared/domain/events.ts';
import type { ReadableHub, WritableHub } from './write.ts';

export interface Measured {
  eventId: string;
  personId: string;
  /** By the clock of the device. */
  measuredAt: string;
  body: EventBody<'agreement.measured@1'>;
}

export async function insertMeasured(hub: WritableHub, measured: Measured): Promise<void> {
  const { eventId, personId, measuredAt, body } = measured;
  await hub
    .insertInto('measured')
    .values({
      event_id: eventId,
      audit_id: body.auditId,
      person_id: personId,
      question: body.questionId,
      statistic: body.statistic,
      measured_at: measuredAt,
      body: JSON.stringify(body),
    })
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute();
}

/** Measurements of an audit, oldest first. */
export async function listMeasured(hub: ReadableHub, auditId: string): Promise<Measured[]> {
  const rows = await hub
    .selectFrom('measured')
    .selectAll()
    .where('audit_id', '=', auditId)
    .orderBy('measured_at')
    .orderBy('event_id')
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    personId: row.person_id,
    measuredAt: row.measured_at,
    body: JSON.parse(row.body) as Measured['body'],
  }));
}
