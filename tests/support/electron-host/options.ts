/** How this stand-in was started. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    chromium: { type: 'string', default: '' },
    'debugging-port': { type: 'string', default: '0' },
    'key-store': { type: 'string', default: 'gnome_libsecret' },
  },
});

export const options = {
  data: values.data,
  chromium: values.chromium,
  debuggingPort: Number(values['debugging-port']),
  keyStore: values['key-store'],
};

const file = new URL('../../../package.json', import.meta.url);
export const version = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
