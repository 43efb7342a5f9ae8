/**
 * What Electron's main and the backend process tell each other beside the renderer's calls: start, ready, secrets, demo
 * hub, shutdown. Business data never passes here, so main never sees any; secrets do, because only main may use the
 * operating system's key store.
 *
 * Invariant: both sides parse what they receive by these schemas and ignore what does not fit; every question carries a
 * `requestId` and gets exactly one answer with the same id.
 */
import { z } from 'zod';
import { label, safeText } from '../domain/text.ts';
import { problem } from './errors.ts';

/** What main passes when it forks the backend, as one argument `--options=<JSON>`. */
const backendOptions = z.strictObject({
  /** Absolute path of the folder that holds all state. */
  dataDir: safeText.min(1),
  version: label(),
  /** False where the operating system offers no key store: secrets then live until main ends, and the screen says so. */
  hasKeyStore: z.boolean(),
  /** Whether main can start the demo hub. */
  canStartHub: z.boolean(),
});
export type BackendOptions = z.infer<typeof backendOptions>;

const optionsFlag = '--options=';

/** The argument list for `utilityProcess.fork`. */
export function encodeBackendOptions(of: BackendOptions): string[] {
  return [`${optionsFlag}${JSON.stringify(backendOptions.parse(of))}`];
}

/** Reads the options back from `process.argv`; throws when they are missing or malformed. */
export function decodeBackendOptions(argv: readonly string[]): BackendOptions {
  const given = argv.find((one) => one.startsWith(optionsFlag));
  if (given === undefined) throw new Error('The backend process was started without --options.');
  return backendOptions.parse(JSON.parse(given.slice(optionsFlag.length)));
}

const requestId = z.uuid();
const secretName = z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/, 'is not the name of a secret');

/** Main → backend. A `port` message carries exactly one MessagePort, on which the workbench contract is served. */
export const messageToBackend = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('port') }),
  z.strictObject({ type: z.literal('hub-started'), requestId, url: z.url(), token: z.string().min(20) }),
  z.strictObject({ type: z.literal('hub-failed'), requestId, reason: safeText }),
  z.strictObject({ type: z.literal('secret-value'), requestId, value: z.string().nullable() }),
  /** A secret was set or removed. */
  z.strictObject({ type: z.literal('secret-done'), requestId }),
  z.strictObject({ type: z.literal('secret-failed'), requestId, reason: safeText }),
  /** Close the store and end; answered by `stopped`. Main kills the process if that takes more than 5 s. */
  z.strictObject({ type: z.literal('shutdown') }),
]);
export type MessageToBackend = z.infer<typeof messageToBackend>;

/** Backend → main. */
export const messageToMain = z.discriminatedUnion('type', [
  /** The store is open: ports may be handed over now. */
  z.strictObject({ type: z.literal('ready'), version: label() }),
  /** The store could not be opened (damaged, newer, in use, read-only): starting again would not help by itself. */
  z.strictObject({ type: z.literal('start-failed'), problem }),
  /** Something unexpected ended the process; details are in the log under `id`. Main restarts with backoff. */
  z.strictObject({ type: z.literal('crash'), id: label(), what: safeText }),
  z.strictObject({ type: z.literal('start-hub'), requestId }),
  z.strictObject({ type: z.literal('secret-get'), requestId, name: secretName }),
  z.strictObject({ type: z.literal('secret-set'), requestId, name: secretName, value: z.string() }),
  z.strictObject({ type: z.literal('secret-remove'), requestId, name: secretName }),
  z.strictObject({ type: z.literal('stopped') }),
]);
export type MessageToMain = z.infer<typeof messageToMain>;
