/** Every route × every role, made from the contract and the access table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../hub/routes/access.ts';
import type { RouteName } from '../../hub/routes/access.ts';
import { roles } from '../../shared/domain/person.ts';
import type { HubCall } from '../support/hub-calls.ts';
import { listHubCalls } from '../support/hub-calls.ts';
import type { FailureBody } from '../support/hub-fixture.ts';
import { TestHub } from '../support/hub-fixture.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

describe('access', () => {
  let hub: TestHub;
  let calls: HubCall[];

  beforeAll(async () => {
    hub = await TestHub.start();
    calls = await listHubCalls();
  });
  afterAll(async () => {
    await hub.close();
  });

  it('has a row per route and a route per row', () => {
    expect(calls.map((call) => call.route).toSorted()).toEqual(Object.keys(access).toSorted());
  });

  it.each(roles)('of a %s is what the table says, route by route', async (role) => {
    const { token } = await hub.add(role);
    for (const { route, method, url, body } of calls) {
      const answer = await hub.ask<FailureBody>(token, method as Method, url, body);
      const may = (access[route as RouteName] as readonly string[]).includes(role);
      const isRefused = answer.status === 403 && answer.body.data.what.startsWith('The role');
      expect([route, isRefused], answer.text).toEqual([route, !may]);
      if (!may) expect(answer.body.code).toBe('FORBIDDEN');
    }
  });

  it('without a token is refused on every one of them', async () => {
    for (const { route, method, url, body } of calls) {
      const answer = await hub.ask<FailureBody>(null, method as Method, url, body);
      expect([route, answer.status, answer.body.code]).toEqual([route, 401, 'UNAUTHORIZED']);
    }
  });
});
