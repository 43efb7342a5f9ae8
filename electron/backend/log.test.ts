import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../tests/support/test-device.ts';
import { openLog } from './log.ts';

test('the log keeps what happened and none of what must not be in it', () => {
  const folder = makeFolder();
  const log = openLog(folder.path);
  log.info({ itemId: 'i-1', prompt: 'secret', trace: { output: 'secret' }, token: 'secret' }, 'submitted');
  log.error(
    { code: 'HUB_REFUSED', request: { authorization: 'secret' }, event: { body: 'secret' } },
    'push failed',
  );
  const lines = readFileSync(join(folder.path, 'logs', 'backend.log'), 'utf8');
  expect(lines).toMatch(/i-1/);
  expect(lines).toMatch(/HUB_REFUSED/);
  expect(lines).not.toMatch(/secret/);
  folder.remove();
});
