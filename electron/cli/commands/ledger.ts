/** `assay ledger verify` and `assay sync`: proof of the trail, and one round with the hub. */
import type { Command } from 'commander';
import { dataOption } from '../options.ts';
import { profileOption } from '../profile.ts';
import { warn, withBackend, write, writeJson } from '../run.ts';

function addVerify(program: Command): void {
  program
    .command('ledger')
    .description('the append-only log of this data folder')
    .command('verify')
    .description('recompute every hash and link, and compare every table with a replay')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(async (options: { data: string; json?: boolean }) => {
      await withBackend(options, async (client) => {
        const found = await client.ledger.verify({});
        if (options.json === true) writeJson(found);
        else {
          write(`${found.events} events, head ${found.headHash}`);
          write(found.isIntact ? 'the chain is intact' : 'the chain is BROKEN');
          write(found.projectionsMatch ? 'every table equals its replay' : 'tables DIFFER from their replay');
          for (const problem of found.problems) warn(`  ${problem}`);
        }
        return found.isIntact && found.projectionsMatch ? 0 : 1;
      });
    });
}

function addSync(program: Command): void {
  program
    .command('sync')
    .description('push what waits, pull what is new, and say where things stand')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--url <url>', 'connect to this hub first')
    .option('--token <token>', 'token for --url (or ASSAY_TOKEN, which no process list shows)')
    .option('--verify', 'compare the ledger with the hub, event by event')
    .option('--json', 'print JSON')
    .action(
      async (options: { data: string; url?: string; token?: string; verify?: boolean; json?: boolean }) => {
        await withBackend(options, async (client) => {
          if (options.url !== undefined) {
            await client.sync.connect({
              url: options.url,
              token: options.token ?? process.env['ASSAY_TOKEN'] ?? '',
            });
          }
          const status = await client.sync.now({});
          const proof = options.verify === true ? await client.sync.verify({}) : null;
          if (options.json === true) writeJson({ status, proof });
          else {
            write(
              `${status.phase}: ${status.acknowledged} acknowledged, ${status.waiting} waiting, ${status.refused} refused`,
            );
            if (status.error !== null) warn(`${status.error.what}\n  what to do: ${status.error.remedy}`);
            if (proof !== null)
              write(proof.isComplete ? 'nothing is missing at the hub' : proof.problems.join('\n'));
          }
          return status.error === null && (proof === null || proof.isComplete) ? 0 : 1;
        });
      },
    );
}

export function addLedger(program: Command): void {
  addVerify(program);
  addSync(program);
}
