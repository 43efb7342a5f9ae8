/** Runs first in every stand-in utility process: gives it Electron's `process.parentPort`. */
import { EventEmitter } from 'node:events';
import { parentPort as threadPort } from 'node:worker_threads';
import { pack, unpack } from './ports.ts';

if (threadPort !== null) {
  const thread = threadPort;
  const emitter = new EventEmitter();
  thread.on('message', (value: unknown) => emitter.emit('message', unpack(value)));
  Object.defineProperty(process, 'parentPort', {
    value: {
      on: emitter.on.bind(emitter),
      once: emitter.once.bind(emitter),
      postMessage: (message: unknown) => thread.postMessage(pack(message).parcel),
    },
  });
}
