/** What is masked before anything is stored. A change holds for batches that begin after it. */
import { compileRules, RuleFault } from '../../shared/privacy/rule-set.ts';
import { shippedKinds } from '../../shared/privacy/shipped-kinds.ts';
import { getMasking, putMasking } from '../ingest/masking-rules.ts';
import { isoNow } from '../outside.ts';
import { os } from './context.ts';
import { fail } from './fail.ts';

export const masking = {
  get: os.traces.masking.get.handler(async ({ context: { database } }) => {
    const { rules, compiled } = await getMasking(database.db);
    const available = shippedKinds.map(({ kind, sentence }) => ({ kind, sentence }));
    return { rules, ruleSetVersion: compiled.version, available };
  }),

  put: os.traces.masking.put.handler(async ({ input, context: { database, clock, person } }) => {
    try {
      compileRules(input);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      throw fail('INVALID_INPUT', {
        what: `The rule "${error.rule}" ${error.message}.`,
        where: error.rule,
        remedy:
          'Change or leave out this rule; nothing was changed. GET /v1/masking lists the kinds that there are.',
      });
    }
    const changed = { at: isoNow(clock), by: person.id };
    const ruleSetVersion = await database.db.transaction().execute((tx) => putMasking(tx, input, changed));
    return { ruleSetVersion };
  }),
};
