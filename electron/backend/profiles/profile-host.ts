/**
 * What both hosts serve: the workbench contract on whichever profile is open. Must not know how calls arrive.
 *
 * Invariant: every call but those of part profiles passes `Desk.enter`, and runs on the backend that it got there to its
 * end; a call from a window that shows somebody else is refused, whatever it asks for.
 */
import { implement } from '@orpc/server';
import { PROFILE_HEADER } from '../../../shared/contract/profile-header.ts';
import { workbench } from '../../../shared/contract/workbench.ts';
import { handlers } from '../backend.ts';
import type { BackendContext } from '../context.ts';
import { declareEvents, toDeclared } from '../errors.ts';
import type { SecretStore } from '../secrets.ts';
import type { DeskOptions } from './desk-options.ts';
import { Desk } from './desk.ts';
import { firstId } from './profile-folder.ts';

export interface HostedContext {
  desk: Desk;
  log: DeskOptions['log'];
  /** Set by the transport. */
  reqHeaders?: Headers;
}

const base = implement(workbench).$context<HostedContext>();

const declared = base.use(async ({ context, next }) => {
  const declare = (error: unknown): Error => toDeclared(error, context.log, () => crypto.randomUUID());
  try {
    return declareEvents(await next(), declare);
  } catch (error) {
    throw declare(error);
  }
});

const gated = declared.use(async ({ context, next, path }) => {
  const { desk, reqHeaders } = context;
  const shownId = reqHeaders?.get(PROFILE_HEADER) ?? null;
  if (path[0] === 'profiles') {
    desk.touch(shownId);
    // Those calls take nothing else from the context.
    return next({ context: { profiles: desk } as unknown as BackendContext });
  }
  const open = desk.enter(shownId);
  return open.run(async () => next({ context: open.backend.context }));
});

const hostedRouter = gated.router(handlers);

export interface ProfileHost {
  router: typeof hostedRouter;
  context: HostedContext;
  close(): Promise<void>;
}

/** Opens the only store, or locks a group. Throws what `createBackend` throws, and when nobody knows who is in a group. */
export async function createProfileHost(options: DeskOptions): Promise<ProfileHost> {
  const desk = new Desk(options);
  await desk.start();
  return { router: hostedRouter, context: { desk, log: options.log }, close: () => desk.close() };
}

/** One profile's part of a key store that all share: the first keeps its names, the others have their id before theirs. */
export function secretsWithin(all: SecretStore, id: string): SecretStore {
  if (id === firstId) return all;
  const named = (name: string): string => `p.${id}.${name}`;
  return {
    isPersistent: all.isPersistent,
    get: (name) => all.get(named(name)),
    set: (name, value) => all.set(named(name), value),
    remove: (name) => all.remove(named(name)),
  };
}
