/**
 * The hub as this device sees it: the contract's calls, and pages of the feed. Knows addresses and tokens; knows nothing
 * of the store or of when to call.
 *
 * Invariant: every answer is validated by the contract's schemas, and every failure is a `HubFailure`.
 */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { Hub } from '../../../shared/contract/hub.ts';
import type { LedgerId } from '../../../shared/domain/ids.ts';
import { feedRoute, hub } from '../../../shared/contract/hub.ts';
import {
  failureOfAnswer,
  feedRestarted,
  HubFailure,
  ledgerDiffers,
  toHubFailure,
  unreachable,
} from './failure.ts';
import { problemJson, readFailureBody } from './failure-body.ts';
import type { FeedPage } from './feed-page.ts';
import { readFeedPage } from './feed-page.ts';
import type { HubAnswer, HubFetchLimits } from './hub-fetch.ts';
import { fetchWhole, retryAfterMs, usualLimits } from './hub-fetch.ts';

export type HubCalls = JsonifiedClient<ContractRouterClient<Hub>>;

export interface HubClient {
  calls: HubCalls;
  /** One page after `cursor` (null: from the beginning), of at most `limit` entries. */
  pull(cursor: string | null, limit: number): Promise<FeedPage>;
}

export interface HubClientOptions {
  /** Base address, without a slash at its end. */
  url: string;
  token: string;
  fetch: typeof globalThis.fetch;
  /** Ends every request, when the program closes or the person disconnects. */
  signal: AbortSignal;
  limits?: HubFetchLimits;
}

/** A client for one hub and one token. */
export function createHubClient(options: HubClientOptions): HubClient {
  const { signal, limits = usualLimits } = options;
  const headers = { authorization: `Bearer ${options.token}` };
  const link = new OpenAPILink(hub, {
    url: options.url,
    headers,
    plugins: [new RequestValidationPlugin(hub), new ResponseValidationPlugin(hub)],
    fetch: async (request) => {
      const bound = new Request(request, { signal: AbortSignal.any([request.signal, signal]) });
      const answer = await fetchWhole(options.fetch, bound, [json, problemJson], limits);
      if (answer.status >= 400) throw failureOfCall(request.url, answer);
      mustBeJson(answer.text);
      return new Response(answer.text, {
        status: answer.status,
        headers: { 'content-type': json },
      });
    },
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw toHubFailure(error);
        }
      },
    ],
  });
  return {
    calls: createORPCClient(link),
    pull: async (cursor, limit) => {
      const url = new URL(`${options.url}${feedRoute.path}`);
      if (cursor !== null) url.searchParams.set('after', cursor);
      url.searchParams.set('limit', String(limit));
      const request = new Request(url, { headers, signal });
      const answer = await fetchWhole(options.fetch, request, [ndjson, json, problemJson], limits);
      if (answer.status !== 200) throw failureOfFeed(answer);
      const read = readFeedPage(answer.text);
      if (!read.ok) throw unreachable(`a page of changes came damaged (${read.why})`);
      return read.page;
    },
  };
}

/** The hub's hashes of a ledger after `seq`, one answer at a time; none for a ledger that the hub does not know. */
export async function listHubHashes(
  calls: HubCalls,
  ledger: LedgerId,
  seq: number,
): Promise<{ hashes: string[]; hasMore: boolean }> {
  try {
    return await calls.ledgers.hashes({ ledger, after: seq });
  } catch (error) {
    if (error instanceof HubFailure && error.answered === 'NOT_FOUND') return { hashes: [], hasMore: false };
    throw error;
  }
}

const ndjson = 'application/x-ndjson';
const json = 'application/json';

function mustBeJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw unreachable('its answer cannot be read', error);
  }
}

/** Read here and not by the contract's client, which takes a problem with members that it does not know for none. */
function failureOfCall(url: string, answer: HubAnswer): HubFailure {
  const failure = failureOf(answer);
  // Without a code of ours, 409 for a ledger says only that both sides differ: comparing finds out how.
  const isAboutLedger = new URL(url).pathname.includes('/v1/ledgers/');
  return failure.answered === 'CONFLICT' && isAboutLedger ? ledgerDiffers() : failure;
}

function failureOfFeed(answer: HubAnswer): HubFailure {
  const failure = failureOf(answer);
  return failure.answered === 'CONFLICT' ? feedRestarted() : failure;
}

function failureOf({ status, text, headers }: HubAnswer): HubFailure {
  // A hub that is limiting us says for how long, which the contract's errors cannot carry.
  if (status === 429) return unreachable('it asks for a pause', undefined, retryAfterMs(headers));
  const told = readFailureBody(status, text);
  if (told === null) return unreachable('its answer cannot be read', undefined, retryAfterMs(headers));
  return failureOfAnswer(told.code, status, told.problem, retryAfterMs(headers));
}
