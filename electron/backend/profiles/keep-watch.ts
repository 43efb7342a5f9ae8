/** The two things that a group needs to be done while nobody asks: locking what was left open, and ending old copies. */

const idleEveryMs = 30_000;
/** As in an open profile. */
const closedEveryMs = 3_600_000;

/** Looks after closed profiles at once, then both by themselves until the answer is called. */
export function keepWatch(lockWhenUnattended: () => void, lookAfterClosed: () => void): () => void {
  lookAfterClosed();
  const idle = setInterval(lockWhenUnattended, idleEveryMs).unref();
  const closed = setInterval(lookAfterClosed, closedEveryMs).unref();
  return () => {
    clearInterval(idle);
    clearInterval(closed);
  };
}
