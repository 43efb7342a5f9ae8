/** Starts the evidence finder's worker. The only place that knows that it is one. */
import type { FinderAnswer, FinderPort, StartPort } from './finder-line.ts';

/** The worker is a file of this page's own origin: the page's policy allows no other. */
export const startFinderWorker: StartPort = ({ onAnswer, onEnd }): FinderPort => {
  const worker = new Worker(new URL('finder-worker.ts', import.meta.url), {
    type: 'module',
    name: 'evidence finder',
  });
  worker.addEventListener('message', (event: MessageEvent<FinderAnswer>) => onAnswer(event.data));
  worker.addEventListener('messageerror', () => onEnd('its answer could not be read'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onEnd(
      event.message === undefined || event.message === '' ? 'its worker could not be started' : event.message,
    );
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    ask: (question) => worker.postMessage(question),
    end: () => worker.terminate(),
  };
};
