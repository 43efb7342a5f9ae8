/** `assay hub`: runs the central API, embedded or on PostgreSQL. */
import type { Command } from 'commander';
import { startHub } from '../../../hub/server.ts';
import { endOnSignals } from '../end-on-signals.ts';
import { describePlace, hubPlace } from '../hub-place.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { createLog, explain, write } from '../run.ts';
import { addHubBackup } from './hub-backup.ts';
import { addHubPeople } from './hub-people.ts';

interface HubOptions {
  data: string;
  port: number;
  bind: string;
  publicUrl?: string;
  trustProxy?: string;
  metricsOpen?: boolean;
  drain: number;
  json?: boolean;
}

function addStart(hub: Command): void {
  hub
    .command('start')
    .description('start the hub; DATABASE_URL chooses PostgreSQL instead of the embedded database')
    .addOption(dataOption())
    .option('--port <port>', 'port to listen on; 0 for any free one', wholeNumber(0), 4646)
    .option('--bind <address>', 'address to listen on', '127.0.0.1')
    .option('--public-url <url>', 'where people reach the hub, for its description')
    .option('--trust-proxy <addresses>', 'proxies whose word on a client’s address is taken, by commas')
    .option('--metrics-open', 'answer /metrics without a token (ASSAY_METRICS_TOKEN sets one for it alone)')
    .option(
      '--drain <seconds>',
      'how long to go on answering once asked to stop, so that a proxy notices first',
      wholeNumber(0),
      0,
    )
    .option('--json', 'print one JSON line when ready')
    .action(async (options: HubOptions) => {
      try {
        const place = hubPlace(options.data);
        const running = await startHub({
          ...place,
          drainMs: options.drain * 1000,
          port: options.port,
          host: options.bind,
          log: createLog(),
          publicUrl: options.publicUrl,
          trustProxy: options.trustProxy,
          metrics: { isOpen: options.metricsOpen, token: process.env['ASSAY_METRICS_TOKEN'] },
        });
        const { url, hubId, adminToken } = running;
        // Before it is said that the hub runs: whoever hears it may ask it to stop.
        endOnSignals(running);
        if (options.json === true) write(JSON.stringify({ url, hubId, adminToken }));
        else {
          write(`The hub listens at ${url}`);
          write(`Everything is kept in ${describePlace(place)}`);
          if (adminToken !== null) write(`Admin token, shown this once: ${adminToken}`);
        }
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

export function addHub(program: Command): void {
  const hub = program.command('hub').description('the central API');
  addStart(hub);
  addHubPeople(hub);
  addHubBackup(hub);
}
