/** Stores what is typed while a screen is shown, also when the page goes away, and tells how far that is. */
import { useEffect, useMemo, useState } from 'react';
import { leaveDraft, setDraftStatus } from '../../lib/draft-status.ts';
import { isRetryable, problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { CopySaver } from './copy-saver.ts';
import type { SaveState } from './copy-saver.ts';

/** Typing is stored after this long at the latest. */
const SAVE_MS = 250;
const RETRY_MS = 2_000;

/** `save` must be the same function as long as the screen is shown. */
export function useSaver<T>(save: (draft: T, isLast: boolean) => Promise<unknown>) {
  const [saved, setSaved] = useState<{ state: SaveState; failure: ShownProblem | null }>({
    state: 'none',
    failure: null,
  });
  const saver = useMemo(
    () =>
      new CopySaver<T>({
        save,
        onState: (state, error) => {
          setSaved({ state, failure: state === 'failed' ? problemOf(error) : null });
          setDraftStatus(state);
        },
        canRetry: isRetryable,
        delayMs: SAVE_MS,
        retryMs: RETRY_MS,
      }),
    [save],
  );
  useEffect(() => {
    const leave = (): void => void saver.flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void leaveDraft(saver.flush());
    };
  }, [saver]);
  return { saver, ...saved };
}
