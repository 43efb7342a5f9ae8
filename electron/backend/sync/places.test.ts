import { expect, it } from 'vitest';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { createDevice } from '../../../tests/support/test-device.ts';
import { silentLog } from '../log.ts';
import { failureOfAnswer, unreachable } from './failure.ts';
import type { HubClient } from './hub-client.ts';
import type { PlacesOptions } from './places.ts';
import { exchangePlaces } from './places.ts';

/** A hub that fails in one way, and how often it was asked. */
function failingWith(error: Error): { options: PlacesOptions; asked: () => number } {
  const device = createDevice();
  device.draw(2);
  let asked = 0;
  const put = (): Promise<never> => {
    asked += 1;
    return Promise.reject(error);
  };
  const options: PlacesOptions = {
    store: device.store,
    log: silentLog(),
    hub: { url: 'http://hub', hubId: 'hub', personId: device.personId() as PersonId, isConnected: true },
    client: { calls: { places: { put } } } as unknown as HubClient,
    places: { isUnknown: false },
    isOver: () => false,
  };
  return { options, asked: () => asked };
}

it('asks a hub that is older than places once, and says nothing of it', async () => {
  const { options, asked } = failingWith(failureOfAnswer('NOT_FOUND', 404, undefined));
  await exchangePlaces(options);
  await exchangePlaces(options);
  expect(asked()).toBe(1);
});

it('tries again after a network that failed', async () => {
  const { options, asked } = failingWith(unreachable('no network'));
  await exchangePlaces(options);
  await exchangePlaces(options);
  expect(asked()).toBe(2);
});

it('does not hide what is no failure of the hub', async () => {
  const { options } = failingWith(new RangeError('a fault of our own'));
  await expect(exchangePlaces(options)).rejects.toThrow('a fault of our own');
});
