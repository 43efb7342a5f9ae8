/**
 * Hands a procedure on to the hub with this device's token, and brings what it changed to this device. Must not know which
 * procedure it is.
 *
 * Invariant: nothing of it waits here, is stored or is logged. What the hub refuses leaves in the hub's own words; what it
 * cannot be asked says so, and that nothing was kept to be asked later.
 */
import type { ErrorCode, Problem } from '../../../shared/contract/errors.ts';
import { errors } from '../../../shared/contract/errors.ts';
import type { BackendContext } from '../context.ts';
import { WorkbenchError } from '../errors.ts';
import { HubFailure } from '../sync/failure.ts';
import type { HubCalls } from '../sync/hub-client.ts';

interface Handed<I> {
  context: BackendContext;
  input: I;
}

type Procedure<I, O> = (input: I) => Promise<O>;

/** Longest time that an answer waits for what it changed to be here, milliseconds. */
const arrivalMs = 20_000;

/** A handler that asks the hub and answers what it answers. */
export function ask<I, O>(of: (calls: HubCalls) => Procedure<I, O>): (handed: Handed<I>) => Promise<O> {
  return ({ context, input }) => askHub(context, of, input, 'Ask again when the hub answers.');
}

/** A handler for an act that changes nothing on this device. */
export function tell<I, O>(of: (calls: HubCalls) => Procedure<I, O>): (handed: Handed<I>) => Promise<O> {
  return ({ context, input }) => askHub(context, of, input, doneOrNot);
}

/**
 * A handler for an act that changes what this device holds. What this person did before is sent first, so that the hub decides on all of it; afterwards a sync
 * round brings here what changed.
 */
export function act<I, O>(
  of: (calls: HubCalls) => Procedure<I, O>,
  { isHere = () => 'here', canRepeat = false }: ActOptions<O> = {},
): (handed: Handed<I>) => Promise<O> {
  return async ({ context, input }) => {
    await getCalls(context); // Says why the hub cannot be asked, before anything else is tried.
    await within(context.sync.runNow());
    const asked = (): Promise<O> => askHub(context, of, input, doneOrNot);
    const answer = await (canRepeat ? asked().catch(onceMore(asked)) : asked());
    await within(context.sync.runNow());
    const arrival = isHere(context, answer);
    if (arrival === 'here') return answer;
    throw new WorkbenchError('HUB_UNREACHABLE', arrival);
  };
}

export interface ActOptions<O> {
  /** Whether what was done is on this computer; asked after the round, or after `arrivalMs`. */
  isHere?: (context: BackendContext, answer: O) => Arrival;
  /** Doing it again does nothing more, so that a lost answer may be asked for once more. */
  canRepeat?: boolean;
}

function onceMore<O>(asked: () => Promise<O>): (error: unknown) => Promise<O> {
  return (error) => {
    if (error instanceof WorkbenchError && error.code === 'HUB_UNREACHABLE') return asked();
    throw error;
  };
}

/** What to say when it is not here yet. It was done all the same. */
export type Arrival = 'here' | Problem;

/** Failures become those of the workbench: the hub's declared ones stay as they are. */
export async function askHub<I, O>(
  context: Pick<BackendContext, 'sync'>,
  of: (calls: HubCalls) => Procedure<I, O>,
  input: I,
  whenUnreachable: string,
): Promise<O> {
  const procedure = of(await getCalls(context));
  try {
    return await procedure(input);
  } catch (error) {
    throw toWorkbench(error, whenUnreachable);
  }
}

async function getCalls({ sync }: Pick<BackendContext, 'sync'>): Promise<HubCalls> {
  try {
    return await sync.calls();
  } catch (error) {
    throw toWorkbench(error, '');
  }
}

const doneOrNot =
  'Nothing of it waits here. When the hub answers again, look whether it was done before you try again.';

function toWorkbench(error: unknown, whenUnreachable: string): unknown {
  if (!(error instanceof HubFailure)) return error;
  const { kind, problem, answered } = error;
  if (kind === 'unreachable') {
    return new WorkbenchError('HUB_UNREACHABLE', { ...problem, remedy: whenUnreachable });
  }
  if (kind === 'signed_out') return new WorkbenchError('UNAUTHORIZED', problem);
  // Nobody was asked: there is no hub.
  if (answered === null) return new WorkbenchError('HUB_UNREACHABLE', problem);
  return new WorkbenchError(answered in errors ? (answered as ErrorCode) : 'HUB_REFUSED', problem);
}

/** Ends with the round, or when it has taken too long; the round goes on by itself then. */
async function within(round: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, arrivalMs)));
  try {
    await Promise.race([round, late]);
  } finally {
    clearTimeout(timer);
  }
}
