/** The hub's own procedures, handed on: this program alone has the token. */
import { WorkbenchError } from '../errors.ts';
import { base } from './workbench-base.ts';

const building = (): never => {
  throw new WorkbenchError('HUB_UNREACHABLE', { what: 'This is being built.', remedy: 'Wait.' });
};

const on = base.hub;

export const hubHandlers = {
  people: {
    list: on.people.list.handler(building),
    create: on.people.create.handler(building),
    update: on.people.update.handler(building),
    revoke: on.people.revoke.handler(building),
  },
  tokens: {
    list: on.tokens.list.handler(building),
    issue: on.tokens.issue.handler(building),
    rotate: on.tokens.rotate.handler(building),
    revoke: on.tokens.revoke.handler(building),
  },
  refusals: { list: on.refusals.list.handler(building) },
  sources: {
    list: on.sources.list.handler(building),
    create: on.sources.create.handler(building),
    declare: on.sources.declare.handler(building),
    dimensions: on.sources.dimensions.handler(building),
  },
  batches: { list: on.batches.list.handler(building), get: on.batches.get.handler(building) },
  masking: { get: on.masking.get.handler(building), put: on.masking.put.handler(building) },
  retention: {
    get: on.retention.get.handler(building),
    put: on.retention.put.handler(building),
    purge: on.retention.purge.handler(building),
  },
  work: {
    draw: on.work.draw.handler(building),
    manifest: on.work.manifest.handler(building),
    redraw: on.work.redraw.handler(building),
    load: on.work.load.handler(building),
    reassign: on.work.reassign.handler(building),
    beginSecondLook: on.work.beginSecondLook.handler(building),
    relabel: on.work.relabel.handler(building),
    close: on.work.close.handler(building),
    goldResults: on.work.goldResults.handler(building),
    agreement: on.work.agreement.handler(building),
  },
  gold: {
    list: on.gold.list.handler(building),
    add: on.gold.add.handler(building),
    retire: on.gold.retire.handler(building),
  },
  templates: {
    list: on.templates.list.handler(building),
    save: on.templates.save.handler(building),
    stop: on.templates.stop.handler(building),
    run: on.templates.run.handler(building),
  },
};
