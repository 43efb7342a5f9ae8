/**
 * Work that nobody waits for: done once the frame that a key press led to is on the screen, with room for that frame to
 * get there. Effects of a key press run before its frame; what is put off by milliseconds alone can still come first.
 */

/** Room for a frame to be drawn and shown before the thread is taken again. */
const SETTLE_MS = 24;

/** Does `work` after the next paint; returns how to call it off. In a hidden window it waits until the window is seen. */
export function afterPaint(work: () => void, settleMs = SETTLE_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work, settleMs);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
