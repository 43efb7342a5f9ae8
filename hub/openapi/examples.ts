/** Examples for readers of the document, by operation; a test holds each against its schema. */

const personId = '5b0d7c52-31a4-4be0-8d52-6a1f8a0f9c01';
const tokenInfo = {
  id: '0e5f1b9c-1f0a-4a53-9a5e-0d1f6f6b7c02',
  personId,
  role: 'reviewer',
  createdAt: '2026-03-02T08:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  name: 'laptop',
  lastUsedAt: null,
};
const person = { id: personId, name: 'Ann', role: 'reviewer' };
const token = 'assay_…';
const sourceId = '9a4b1c1e-52f6-4a0e-8f0a-2f0a3f1d5d03';
const auditId = '3c1d8b7a-6f0e-4c57-9d4e-7b2f6a9e1f04';

export interface OperationExamples {
  request?: unknown;
  response?: unknown;
}

export const examples: Record<string, OperationExamples> = {
  me: { response: { hubId: 'c2f5a0d1-8b36-4f1e-9a77-1f2d3c4b5a05', person, apiVersion: 1 } },
  'people.list': { response: [person] },
  'people.create': {
    request: { name: 'Ann', role: 'reviewer' },
    response: { person, token, tokenInfo },
  },
  'people.update': { request: { role: 'lead' }, response: { ...person, role: 'lead' } },
  'people.revoke': { response: { revoked: 2 } },
  'tokens.list': { response: [tokenInfo] },
  'tokens.issue': { request: { name: 'laptop' }, response: { token, tokenInfo } },
  'tokens.rotate': { request: { graceSeconds: 3600 }, response: { token, tokenInfo } },
  'tokens.revoke': { response: { revoked: 1 } },
  'refusals.list': {
    response: {
      rows: [
        {
          at: '2026-03-02T08:00:00.000Z',
          personId: null,
          ip: '192.0.2.7',
          method: 'GET',
          route: '/v1/people/:personId/tokens',
          status: 401,
          code: 'UNAUTHORIZED',
          count: 40,
        },
      ],
      next: 'n812',
    },
  },
  'traces.sources.create': { request: { name: 'support-bot', declared: ['channel', 'model'] } },
  'traces.retention.purge': { request: { isDryRun: true }, response: { traces: 120, items: 4 } },
  'frames.count': { request: { sourceId, filter: { dimensions: [] }, dimensions: ['channel'] } },
  'work.redraw': { response: { isSame: true, missing: 0, added: 0 } },
  'work.reassign': {
    request: { from: personId, to: ['7d2e4f10-9b8a-4c6d-8e1f-5a4b3c2d1e06'], reason: 'away until Monday' },
  },
  'work.relabel': {
    request: { itemIds: [auditId], personIds: null, reason: 'the guideline has changed' },
    response: { requested: 1, leftOut: 0 },
  },
  'contents.missing': { request: { digests: [] }, response: { missing: [] } },
  'ledgers.list': { response: [] },
};
