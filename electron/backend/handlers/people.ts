/** Whom items can be given to. */
import { listPeople } from '../../../db/queries/people.ts';
import { getSelf } from '../self.ts';
import { base } from './workbench-base.ts';

export const peopleHandlers = {
  list: base.people.list.handler(({ context }) => {
    const { person: self, ledger } = getSelf(context.store);
    if (ledger.hubId === null) return [self];
    const others = listPeople(context.store).filter((one) => one.id !== self.id && canReview(one.role));
    return [self, ...others];
  }),
};

function canReview(role: string): boolean {
  return role !== 'ingest' && role !== 'auditor';
}
