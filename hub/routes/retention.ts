/** How long texts are kept, and the purge that ends it. */
import { isoNow } from '../outside.ts';
import { purge as purgeDue } from '../retention/purge.ts';
import { getRetention, putRetention } from '../retention/rules.ts';
import { os } from './context.ts';
import { fail } from './fail.ts';

const get = os.traces.retention.get.handler(({ context }) => getRetention(context.database.db));

const put = os.traces.retention.put.handler(async ({ context, input }) => {
  const { database, clock, person, log } = context;
  const open = input.rules.findIndex((rule) => rule.riskClasses.length === 0);
  if (open !== input.rules.length - 1) {
    throw fail('INVALID_INPUT', {
      what: 'The last rule, and only the last, must fit every trace: one without risk classes.',
      where: 'rules',
      remedy: 'End the list with a rule whose riskClasses are empty.',
    });
  }
  await putRetention(database.db, input, { at: isoNow(clock), by: person.id });
  log.info({ by: person.id, rules: input.rules.length }, 'retention changed');
  return input;
});

const purge = os.traces.retention.purge.handler(async ({ context, input }) => {
  const { database, clock, ids, person, log } = context;
  const purged = await purgeDue({ database, clock, ids }, input);
  log.info({ by: person.id, ...input, ...purged }, 'purge asked for');
  return purged;
});

export const retention = { get, put, purge };
