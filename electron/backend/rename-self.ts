/** The name under which a person's work is known, changed as an event of theirs. */
import { inTransaction } from '../../db/connection.ts';
import { appendSession } from '../../db/fork.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { BackendContext } from './context.ts';
import { WorkbenchError } from './errors.ts';
import { announce, getSelf, sessionFacts } from './self.ts';

/** Throws CONFLICT once there is a hub, which keeps the names of its people. */
export function renameSelf(context: BackendContext, name: string): Person {
  const { store } = context;
  const renamed = inTransaction(store, () => {
    const { ledger, person } = getSelf(store);
    if (ledger.hubId !== null) {
      throw new WorkbenchError('CONFLICT', {
        what: 'The hub keeps the names of its people.',
        remedy: 'Ask those who run the hub to change yours.',
      });
    }
    appendSession(store, ledger.id, person.id, sessionFacts(context, name));
    return getSelf(store).person;
  });
  announce(context);
  return renamed;
}
