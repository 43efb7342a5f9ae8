/**
 * What the HTTP server bears: how long a client may take, how much it may send, how many may be connected. Chosen for
 * devices on slow lines that send honest work, and against clients that only hold a place.
 */

export interface HttpLimits {
  /** Until the headers of a request are whole; also for a connection that says nothing. */
  headersMs: number;
  /** Until a request is whole: 64 MB over 2 Mbit/s take 256 s. */
  requestMs: number;
  /** How often what is late is looked for. */
  checkMs: number;
  /** Between two requests of a connection; above the idle times of common load balancers (60 s). */
  keepAliveMs: number;
  /** Without a byte in either direction: clients that do not read their answers. */
  silenceMs: number;
  /** More are closed at once. */
  maxConnections: number;
}

export const usualHttpLimits: HttpLimits = {
  headersMs: 15_000,
  requestMs: 300_000,
  checkMs: 5000,
  keepAliveMs: 72_000,
  silenceMs: 600_000,
  maxConnections: 12_000,
};

/** Options for Fastify and the server under it. */
export function serverOptionsOf(limits: HttpLimits) {
  return {
    http: {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
    },
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionTimeout: limits.silenceMs,
  };
}
