/** The hub's contract, part people: who is here, tokens, and what was refused. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { isoTime, personId } from '../domain/ids.ts';
import { person, role } from '../domain/person.ts';
import { label } from '../domain/text.ts';
import { errors } from './errors.ts';
import { page, pageQuery } from './page.ts';

const base = oc.errors(errors);
const tokenId = z.uuid();

export const tokenInfo = z.strictObject({
  id: tokenId,
  personId,
  role,
  createdAt: isoTime,
  expiresAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
  /** What it is for: "laptop", "ingest job". */
  name: label(120).optional(),
  lastUsedAt: isoTime.nullable().optional(),
});

/** A token as it is made: its text is told this once. */
const freshToken = z.strictObject({ token: z.string(), tokenInfo });

export const refusalRow = z.strictObject({
  at: isoTime,
  personId: personId.nullable(),
  ip: label(100),
  method: label(10),
  /** The route's pattern, never the address with what was in it. */
  route: label(300),
  status: z.int(),
  code: label(60),
  /** How many alike within seconds; 1 where absent. */
  count: z.int().min(1).optional(),
});

export const people = {
  list: base
    .route({ method: 'GET', path: '/v1/people', summary: 'People of this hub' })
    .output(z.array(person)),
  create: base
    .route({
      method: 'POST',
      path: '/v1/people',
      summary: 'Add a person with one token, shown once',
      successStatus: 201,
    })
    .input(z.strictObject({ name: label(120), role, expiresAt: isoTime.optional() }))
    .output(z.strictObject({ person, token: z.string(), tokenInfo })),
  update: base
    .route({ method: 'PATCH', path: '/v1/people/{personId}', summary: 'Change a name or a role' })
    .input(z.strictObject({ personId, name: label(120).optional(), role: role.optional() }))
    .output(person),
  revoke: base
    .route({
      method: 'POST',
      path: '/v1/people/{personId}/revoke',
      summary: 'Revoke every token of a person',
    })
    .input(z.strictObject({ personId }))
    .output(z.strictObject({ revoked: z.int() })),
};

export const tokens = {
  list: base
    .route({
      method: 'GET',
      path: '/v1/people/{personId}/tokens',
      summary: 'Tokens of a person, without their texts',
    })
    .input(z.strictObject({ personId }))
    .output(z.array(tokenInfo)),
  issue: base
    .route({
      method: 'POST',
      path: '/v1/people/{personId}/tokens',
      summary: 'One more token for a person, shown once',
      successStatus: 201,
    })
    .input(z.strictObject({ personId, name: label(120).optional(), expiresAt: isoTime.optional() }))
    .output(freshToken),
  rotate: base
    .route({
      method: 'POST',
      path: '/v1/tokens/{tokenId}/rotate',
      summary: 'A new token in the place of this one, which ends now or after a grace',
    })
    .input(z.strictObject({ tokenId, graceSeconds: z.int().min(0).max(604_800).optional() }))
    .output(freshToken),
  revoke: base
    .route({ method: 'POST', path: '/v1/tokens/{tokenId}/revoke', summary: 'Revoke one token' })
    .input(z.strictObject({ tokenId }))
    .output(z.strictObject({ revoked: z.int() })),
};

export const refusals = {
  list: base
    .route({ method: 'GET', path: '/v1/refusals', summary: 'What was refused to whom, newest first' })
    .input(pageQuery)
    .output(page(refusalRow)),
};
