/** Whom items can be given to. */
import type { Person } from '../../../shared/domain/person.ts';
import { listPeople } from '../../../db/queries/people.ts';
import { getSelf } from '../self.ts';
import { base } from './workbench-base.ts';

export const peopleHandlers = {
  list: base.people.list.handler(({ context }) => {
    const { person: self, ledger } = getSelf(context.store);
    if (ledger.hubId === null) return [self];
    const others = listPeople(context.store).filter((one) => one.id !== self.id && canReview(one));
    return [self, ...others];
  }),
};

/** Nobody signs in as somebody who is known by imported reviews alone. */
function canReview({ role, isImported }: Person): boolean {
  return role !== 'ingest' && role !== 'auditor' && isImported !== true;
}
