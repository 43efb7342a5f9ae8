/** The frame that every command hangs in: name, version, and how wrong usage is told. Knows no command. */
import { Command } from 'commander';
import { version } from './version.ts';

export function createProgram(): Command {
  return (
    new Command('assay')
      .description(
        'Audit the answers of AI systems: probability samples, keyboard review, sync that loses nothing.',
      )
      .version(version)
      // An option belongs to the command that it follows: `report verify --data` is not `report --data`.
      .enablePositionalOptions()
      .showHelpAfterError('(run with --help for usage)')
      .configureOutput({ outputError: (text, print) => print(text.replace(/^error: /, 'Wrong usage: ')) })
      .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  );
}
