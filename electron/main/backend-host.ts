/**
 * Runs the backend as a utility process: forks it, hands each window a port to it, answers its questions about secrets
 * and the demo hub, and starts it again with growing pauses when it ends unasked. Must not know business data: ports are
 * passed on unopened.
 *
 *   stopped ──start──▶ starting ──ready──▶ running ──exit──▶ waiting ──pause──▶ starting
 *                          └─start-failed─▶ failed (told to the person; no restart)      any ──stop──▶ stopped
 */
import { MessageChannelMain, utilityProcess } from 'electron';
import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Problem } from '../../shared/contract/errors.ts';
import type { BackendOptions, MessageToBackend, MessageToMain } from '../../shared/contract/process.ts';
import { encodeBackendOptions, messageToMain } from '../../shared/contract/process.ts';
import type { DemoHub } from './demo-hub.ts';
import type { SecretVault } from './secrets.ts';

export interface BackendHostOptions {
  entry: string;
  options: BackendOptions;
  vault: SecretVault;
  demoHub: DemoHub;
  /** The backend is (again) there: every window needs a new port. */
  onReady(): void;
  /** The store cannot be opened; starting again would not help. */
  onFailed(problem: Problem): void;
  /** It ended unasked and will be started again after a pause. */
  onCrash(): void;
}

export interface BackendHost {
  start(): void;
  /** The page's end of a new channel to the backend, or null while there is none. */
  openPort(): MessagePortMain | null;
  stop(): Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** How long the backend may take to close its store before it is killed. */
const patienceMs = 5_000;

type Question = Extract<MessageToMain, { requestId: string }>;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Answers one question of the backend. */
async function answer(question: Question, vault: SecretVault, hub: DemoHub): Promise<MessageToBackend> {
  const { requestId } = question;
  if (question.type === 'start-hub') {
    try {
      return { type: 'hub-started', requestId, ...(await hub.start()) };
    } catch (error) {
      return { type: 'hub-failed', requestId, reason: reasonOf(error) };
    }
  }
  try {
    if (question.type === 'secret-get')
      return { type: 'secret-value', requestId, value: await vault.get(question.name) };
    if (question.type === 'secret-set') await vault.set(question.name, question.value);
    else await vault.remove(question.name);
    return { type: 'secret-done', requestId };
  } catch (error) {
    return { type: 'secret-failed', requestId, reason: reasonOf(error) };
  }
}

export function createBackendHost(host: BackendHostOptions): BackendHost {
  let child: UtilityProcess | null = null;
  let isReady = false;
  let isStopping = false;
  let hasFailed = false;
  let pauseMs = firstPauseMs;
  let timer: NodeJS.Timeout | null = null;

  const tell = (message: MessageToBackend, ports: MessagePortMain[] = []): void =>
    child?.postMessage(message, ports);

  function hear(data: unknown): void {
    const parsed = messageToMain.safeParse(data);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'ready') {
      isReady = true;
      pauseMs = firstPauseMs;
      host.onReady();
    } else if (message.type === 'start-failed') {
      hasFailed = true;
      host.onFailed(message.problem);
    } else if ('requestId' in message) {
      void answer(message, host.vault, host.demoHub).then((said) => tell(said));
    }
  }

  function onExit(): void {
    child = null;
    isReady = false;
    if (isStopping || hasFailed) return;
    host.onCrash();
    timer = setTimeout(start, pauseMs);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }

  function start(): void {
    timer = null;
    child = utilityProcess.fork(host.entry, encodeBackendOptions(host.options), {
      serviceName: 'Assay backend',
      stdio: 'inherit',
    });
    child.on('message', hear);
    child.once('exit', onExit);
  }

  return {
    start,
    openPort() {
      if (child === null || !isReady) return null;
      const { port1, port2 } = new MessageChannelMain();
      tell({ type: 'port' }, [port1]);
      return port2;
    },
    async stop() {
      isStopping = true;
      if (timer !== null) clearTimeout(timer);
      const running = child;
      if (running === null) return;
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => running.kill(), patienceMs);
        running.once('exit', () => {
          clearTimeout(kill);
          resolve();
        });
        tell({ type: 'shutdown' });
      });
    },
  };
}
