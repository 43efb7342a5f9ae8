/** Commands of the command line in this process: what they print, and the exit code that they would end with. */
import { Command } from 'commander';
import { vi } from 'vitest';
import { addAudits } from '../../electron/cli/commands/audits.ts';
import { addImportReviews } from '../../electron/cli/commands/import-reviews.ts';
import { addSources } from '../../electron/cli/commands/sources.ts';

export interface Ran {
  code: number;
  /** Standard output as JSON; null when there is none. */
  answer: unknown;
  /** Standard error. */
  told: string;
}

export async function runCommand(args: readonly string[]): Promise<Ran> {
  const program = new Command('assay').enablePositionalOptions().exitOverride();
  addSources(program);
  addAudits(program);
  addImportReviews(program);
  const before = process.exitCode;
  const [out, told] = [capture('stdout'), capture('stderr')];
  try {
    process.exitCode = 0;
    await program.parseAsync(args, { from: 'user' });
    const text = out.text();
    return {
      code: Number(process.exitCode),
      answer: text === '' ? null : JSON.parse(text),
      told: told.text(),
    };
  } finally {
    process.exitCode = before;
    out.end();
    told.end();
  }
}

function capture(name: 'stdout' | 'stderr'): { text(): string; end(): void } {
  let text = '';
  const spy = vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { text: () => text, end: () => spy.mockRestore() };
}
