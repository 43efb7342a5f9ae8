/**
 * Reads what a hub tells about a failure: our own members (code, data), the members of RFC 9457 ("problem details"), or
 * both, as any server that fulfils the OpenAPI document may send them. Pure; knows nothing of what a device does about it.
 *
 * Invariant: a text that is neither is not a failure of a hub (a proxy or a portal answered) and reads as null.
 */
import { z } from 'zod';
import type { Problem } from '../../../shared/contract/errors.ts';
import { errors, problem } from '../../../shared/contract/errors.ts';
import { label } from '../../../shared/domain/text.ts';

/** Media type of failures as RFC 9457 registers it. */
export const problemJson = 'application/problem+json';

export interface ToldFailure {
  /** A code of the contract, where the hub says or implies one; otherwise a word of its own. */
  code: string;
  /** What happened and what to do; null when the hub says nothing that can be shown. */
  problem: Problem | null;
}

const ours = z.looseObject({ code: label(60), data: z.unknown() });

/** Every member is optional in RFC 9457; one that is no text of some length is as good as absent. */
const member = label(2000).optional().catch(undefined);
const theirs = z.looseObject({ type: member, title: member, detail: member, instance: member });

/** What a failed answer tells, or null when its text is none of a hub. */
export function readFailureBody(status: number, text: string): ToldFailure | null {
  const body = parseJson(text);
  const told = theirs.safeParse(body);
  const own = ours.safeParse(body);
  if (own.success) {
    const data = problem.safeParse(own.data.data);
    return {
      code: own.data.code,
      problem: data.success ? data.data : told.success ? problemOf(told.data) : null,
    };
  }
  if (!told.success || !isProblem(told.data)) return null;
  return { code: codeOfType(told.data.type) ?? codeOfStatus(status), problem: problemOf(told.data) };
}

type Told = z.infer<typeof theirs>;

/** RFC 9457 lets a `type` stand alone; a JSON without any of its texts is something else. */
function isProblem(told: Told): boolean {
  return [told.type, told.title, told.detail].some((text) => text !== undefined);
}

function problemOf({ title, detail, instance }: Told): Problem | null {
  const what = detail ?? title;
  if (what === undefined) return null;
  return {
    what,
    ...(instance === undefined ? {} : { where: instance }),
    remedy: 'Try again; if it stays, tell those who run the hub.',
  };
}

/** The last part of the type's address, where it is a code of the contract: `…/LEDGER_FORK`, `urn:x:ledger-fork`. */
function codeOfType(type: string | undefined): string | null {
  const last = (type ?? '').split(/[/#:]/).findLast((part) => part !== '') ?? '';
  const code = last.toUpperCase().replaceAll('-', '_');
  return code in errors ? code : null;
}

/** The plainest code of the contract with this status; several share one, and none of them can be told apart here. */
function codeOfStatus(status: number): string {
  return plainCodes[status] ?? `STATUS_${status}`;
}

const plainCodes: Record<number, string> = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  422: 'INVALID_INPUT',
  500: 'INTERNAL',
  503: 'HUB_UNREACHABLE',
  507: 'STORAGE_FULL',
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
