/**
 * Electron's MessageChannelMain and MessagePortMain on node:worker_threads: only what Electron documents (events with
 * `{data, ports}`, `start`, `close`), so that code leaning on anything else fails here too.
 */
import { EventEmitter } from 'node:events';
import type { MessagePort as NodePort } from 'node:worker_threads';
import { MessageChannel as NodeChannel, MessagePort as NodePortClass } from 'node:worker_threads';

interface Parcel {
  isParcel: true;
  data: unknown;
  ports: NodePort[];
}

const isParcel = (value: unknown): value is Parcel =>
  typeof value === 'object' && value !== null && 'isParcel' in value;

/** Packs a message so that its ports arrive in a known place. */
export function pack(
  data: unknown,
  ports: readonly PortMain[] = [],
): { parcel: Parcel; transfer: NodePort[] } {
  const transfer = ports.map((port) => port.release());
  return { parcel: { isParcel: true, data, ports: transfer }, transfer };
}

/** Unpacks what `pack` made. */
export function unpack(value: unknown): { data: unknown; ports: PortMain[] } {
  if (!isParcel(value)) return { data: value, ports: [] };
  return { data: value.data, ports: value.ports.map((port) => new PortMain(port)) };
}

export class PortMain extends EventEmitter {
  #port: NodePort;

  constructor(port: NodePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }

  /** Gives the underlying port away; this object is of no use afterwards, as in Electron. */
  release(): NodePort {
    return this.#port;
  }

  postMessage(message: unknown, ports: readonly PortMain[] = []): void {
    const { parcel, transfer } = pack(message, ports);
    this.#port.postMessage(parcel, transfer);
  }

  start(): void {
    this.#port.on('message', (value: unknown) => this.emit('message', unpack(value)));
    this.#port.start();
  }

  close(): void {
    this.#port.close();
  }
}

export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: PortMain;

  constructor() {
    const { port1, port2 } = new NodeChannel();
    this.port1 = new PortMain(port1);
    this.port2 = new PortMain(port2);
  }
}

export { NodePortClass };
