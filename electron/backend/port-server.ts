/**
 * Serves the workbench contract on one MessagePort: Electron's, or one of node:worker_threads in tests and in the
 * stand-in host. Knows nothing of who is on the other side; whoever holds the port may call.
 */
import type { SupportedMessagePort } from '@orpc/client/message-port';
import type { AnyContractRouter } from '@orpc/contract';
import type { Context, Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { RequestHeadersPlugin } from '@orpc/server/plugins';

/** The part of a MessagePort that both Electron and Node have. */
export type ServedPort = SupportedMessagePort & { start(): void };

/** Makes a function that serves `router` on a port until that port closes. */
export function createPortServer<T extends Context>(
  router: Router<AnyContractRouter, T>,
  context: T,
): (port: ServedPort) => void {
  const handler = new RPCHandler<T>(router, { plugins: [new RequestHeadersPlugin()] });
  return (port) => {
    handler.upgrade(port, { context } as never);
    port.start();
  };
}
