/**
 * The backend's side of the talk with Electron's main: questions that only main can answer (secrets, demo hub) and
 * messages by which main steers this process. Typed without Electron, because the backend also runs without it.
 *
 * Invariant: every question ends, by its answer or by `close`; a message that does not fit the schema is logged and
 * ignored, never acted on.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { MessageToBackend, MessageToMain } from '../../shared/contract/process.ts';
import { messageToBackend } from '../../shared/contract/process.ts';
import type { ServedPort } from './port-server.ts';
import type { SecretStore } from './secrets.ts';

/** The part of Electron's `process.parentPort` that is used here. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ServedPort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

export interface ParentLink {
  send(message: MessageToMain): void;
  secrets(hasKeyStore: boolean): SecretStore;
  startHub(): Promise<{ url: string; token: string }>;
  /** Rejects the questions that are still open. */
  close(): void;
}

type Answer = Extract<MessageToBackend, { requestId: string }>;
type Question = Extract<MessageToMain, { requestId: string }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'requestId'> : never;
interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export interface ParentLinkOptions {
  parent: ParentPort;
  log: Logger;
  onPort(port: ServedPort): void;
  onShutdown(): void;
}

/** Listens to main from now on. */
export function linkToParent(options: ParentLinkOptions): ParentLink {
  const { parent, log } = options;
  const waiting = new Map<string, Waiting>();
  let isClosed = false;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Electron's port, not a window
  const send = (message: MessageToMain): void => parent.postMessage(message);
  const ask = (question: WithoutId<Question>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('The backend is closing.'));
      const requestId = randomUUID();
      waiting.set(requestId, { resolve, reject });
      send({ ...question, requestId } as Question);
    });
  parent.on('message', ({ data, ports }) => {
    const parsed = messageToBackend.safeParse(data);
    if (!parsed.success) return log.warn('main sent a message that does not fit; ignored');
    const message = parsed.data;
    if (message.type === 'shutdown') return options.onShutdown();
    if (message.type === 'port') {
      const [port] = ports;
      return port === undefined ? log.warn('main sent a port message without a port') : options.onPort(port);
    }
    waiting.get(message.requestId)?.resolve(message);
    waiting.delete(message.requestId);
    return undefined;
  });
  return {
    send,
    secrets: (hasKeyStore) => secretsOfMain(ask, hasKeyStore),
    startHub: async () => {
      const answer = await ask({ type: 'start-hub' });
      if (answer.type === 'hub-started') return { url: answer.url, token: answer.token };
      throw new Error(reasonOf(answer));
    },
    close: () => {
      isClosed = true;
      for (const one of waiting.values()) one.reject(new Error('The backend is closing.'));
      waiting.clear();
    },
  };
}

function secretsOfMain(
  ask: (question: WithoutId<Question>) => Promise<Answer>,
  isPersistent: boolean,
): SecretStore {
  return {
    isPersistent,
    get: async (name) => {
      const answer = await ask({ type: 'secret-get', name });
      if (answer.type !== 'secret-value') throw new Error(reasonOf(answer));
      return answer.value;
    },
    set: async (name, value) => mustBeDone(await ask({ type: 'secret-set', name, value })),
    remove: async (name) => mustBeDone(await ask({ type: 'secret-remove', name })),
  };
}

function mustBeDone(answer: Answer): void {
  if (answer.type !== 'secret-done') throw new Error(reasonOf(answer));
}

function reasonOf(answer: Answer): string {
  return 'reason' in answer ? answer.reason : `Main answered with ${answer.type}, which was not asked.`;
}
