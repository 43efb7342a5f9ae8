/**
 * Lets rights of files count as they do for people, also where tests run as root, who may do anything. Must not be given
 * work that reads more of the program: its files may be root's alone.
 */
const nobody = 65_534;

/** Runs `work` as somebody without rights where this process is root; as whoever it is otherwise. */
export async function asNobody<T>(work: () => T | Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
