/**
 * Sends pieces of traces to a hub, each again until it is answered: what the hub has stored already it knows again, so that
 * a lost answer costs time and nothing else.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { batchReport, tracesRoute } from '../../shared/contract/hub-traces.ts';
import type { Problem } from '../../shared/contract/errors.ts';
import { problem } from '../../shared/contract/errors.ts';
import { WorkbenchError } from '../backend/errors.ts';
import type { Piece } from './trace-pieces.ts';

export interface HubAddress {
  url: string;
  token: string;
  source: string;
  /** How the hub is to read the lines; as traces of Assay where it is absent. */
  importer?: string | undefined;
}

const attempts = 5;
const firstPauseMs = 1000;
const answerMs = 300_000;
/** The hub is busy, restarts, or did not get everything in time. */
const passing = new Set([408, 429, 502, 503, 504]);

/** What became of a piece; rejects have their lines in the whole. Throws `WorkbenchError` when it cannot be sent. */
export async function sendPiece(to: HubAddress, { firstLine, bytes }: Piece): Promise<BatchReport> {
  const request = await requestOf(to, bytes);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(request);
    if (answer.report !== undefined) {
      const { rejects } = answer.report;
      return {
        ...answer.report,
        rejects: rejects.map((one) => ({ ...one, line: one.line + firstLine - 1 })),
      };
    }
    if (!answer.passes || attempt === attempts) throw new WorkbenchError(answer.code, answer.problem);
    await pause(firstPauseMs * 2 ** (attempt - 1));
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const pack = promisify(gzip);

interface Prepared {
  url: URL;
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer>;
}

async function requestOf(
  { url, token, source, importer = 'cli' }: HubAddress,
  bytes: Buffer,
): Promise<Prepared> {
  const address = new URL(tracesRoute.path, url);
  address.search = new URLSearchParams({ source, importer }).toString();
  // On one machine packing costs more than it saves.
  const isNear = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  return {
    url: address,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
      ...(isNear ? {} : { 'content-encoding': 'gzip' }),
    },
    body: (isNear ? bytes : await pack(bytes, { level: 1 })) as Buffer<ArrayBuffer>,
  };
}

type Answered =
  | { report: BatchReport }
  | {
      report?: never;
      passes: boolean;
      code: 'HUB_UNREACHABLE' | 'HUB_REFUSED' | 'UNAUTHORIZED' | 'FORBIDDEN';
      problem: Problem;
    };

async function ask({ url, headers, body }: Prepared): Promise<Answered> {
  let status: number;
  let answer: unknown;
  try {
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    status = response.status;
    answer = await response.json();
  } catch (error) {
    return { passes: true, code: 'HUB_UNREACHABLE', problem: unreachable(url, error) };
  }
  const report = batchReport.safeParse(answer);
  if (report.success) return { report: report.data };
  const told = problem.safeParse((answer as { data?: unknown } | null)?.data);
  const unknown = { what: `The hub answered with status ${status}.`, remedy: 'Ask those who run the hub.' };
  return { passes: passing.has(status), code: codeOf(status), problem: told.data ?? unknown };
}

function codeOf(status: number): 'HUB_REFUSED' | 'UNAUTHORIZED' | 'FORBIDDEN' {
  if (status === 401) return 'UNAUTHORIZED';
  return status === 403 ? 'FORBIDDEN' : 'HUB_REFUSED';
}

function unreachable(url: URL, error: unknown): Problem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return {
    what: `The hub cannot be reached, or what answers is no hub${why}.`,
    where: url.origin,
    remedy: 'Check --url and the network, then send the same again: nothing is stored twice.',
  };
}
