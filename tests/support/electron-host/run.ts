/**
 * Starts the stand-in: real Chromium, then the built main with `electron` resolved to the stand-in. Prints one JSON line
 * when the window is there, and obeys lines on standard input: `record` prints what was recorded, `kill-backend` ends
 * the backend’s, `save-to PATH` answers the next save dialog, `invoke` calls go through the page; the end of standard input ends everything.
 */
import { registerHooks } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { options } from './options.ts';
import { host } from './state.ts';
import { running } from './utility-process.ts';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const browser = await chromium.launch({
  executablePath: options.chromium,
  args: [
    `--remote-debugging-port=${options.debuggingPort}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ignoreHTTPSErrors: true });
host.context = () => Promise.resolve(context);
host.openContext = (wanted) => browser.newContext(wanted);

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
context.on('page', (page) => page.once('load', () => print({ type: 'window' })));

const { app } = await import('./electron.ts');
app.on('stand-in-quit', () => void browser.close().then(() => process.exit(0)));
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'record') print({ type: 'record', record: host.record });
    else if (line.startsWith('save-to ')) host.nextPlace = line.slice('save-to '.length);
    else if (line === 'kill-backend') running.find((one) => one.serviceName === 'Assay backend')?.kill();
    else if (line === 'second-window') print({ type: 'windows', count: context.pages().length });
  })
  .on('close', () => app.quit());

await import(pathToFileURL(new URL('../../../dist/main/main.js', import.meta.url).pathname).href);
