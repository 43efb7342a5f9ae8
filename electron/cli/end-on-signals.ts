/** Ends a hub of the command line as a person or a service manager asks: first in peace, at the second time at once. */
import type { RunningHub } from '../../hub/server.ts';
import { explain, warn } from './run.ts';

/** Exit code of a process that was interrupted, as shells have it. */
const interrupted = 130;

export function endOnSignals(running: RunningHub): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) {
      warn('Stopped at once. Devices send again what was not answered.');
      process.exit(interrupted);
    }
    isEnding = true;
    warn('Stopping: what is under way ends first. Once more to stop at once.');
    running.close().then(
      () => process.exit(0),
      (error: unknown) => process.exit(explain(error)),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
